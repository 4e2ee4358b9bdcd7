import type { Intent } from '../../core/changes/change.ts';
import type { NodeModel, NodePath } from '../../core/inventory/nodes.ts';
import { branchPath, rowPath } from '../../core/inventory/paths.ts';
import type { KindTable } from '../../core/kinds/kindTable.ts';
import type { KindId } from '../../core/model/resource.ts';
import type { HostServices } from '../services.ts';

/**
 * The node to refresh after a change: the row that owns what was changed where the tree knows it, else the group it
 * belongs to. Undefined for what the tree does not show. Refreshing a node that nobody opened asks nothing.
 */
export function touchedPath(
  { source, region, operation, request }: Intent,
  model: NodeModel,
  table: KindTable,
): NodePath | undefined {
  const write = table.offeredWrite(operation);
  if (write === undefined) return undefined;
  const kind = table.of(write.kind);
  const group = branchPath(source, region, kind);
  if (kind.parent === 'account') return group;
  const owner: KindId = kind.parent === 'region' ? kind.id : kind.parent;
  const rows = Object.values(request).flatMap(value =>
    typeof value === 'string' && value !== '' ? [rowPath(group, owner, value)] : [],
  );
  return rows.find(path => model.node(path) !== undefined) ?? group;
}

/** Shows anew what an intent changes. */
export function refreshTouched({ explorer, road }: Pick<HostServices, 'explorer' | 'road'>, intent: Intent): void {
  const path = touchedPath(intent, explorer, road.table);
  if (path !== undefined) explorer.refresh(path);
}
