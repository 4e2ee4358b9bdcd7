import type { Intent } from '../../core/changes/change.ts';
import type { NodeModel, NodePath } from '../../core/inventory/nodes.ts';
import { accountPath, groupPath, regionPath, rowPath } from '../../core/inventory/paths.ts';
import { kindOf, writeRow } from '../../core/kinds/table.ts';
import type { KindId } from '../../core/model/resource.ts';
import type { HostServices } from '../services.ts';

/**
 * The node to refresh after a change: the row that owns what was changed where the tree knows it, else the group it
 * belongs to. Refreshing a node that nobody opened asks nothing.
 */
export function touchedPath({ source, region, operation, request }: Intent, model: NodeModel): NodePath {
  const { kind } = writeRow(operation).write;
  const account = accountPath(source);
  const { parent } = kindOf(kind);
  if (parent === 'account') return groupPath(account, kind);
  const owner: KindId = parent === 'region' ? kind : parent;
  const group = groupPath(regionPath(account, region), owner);
  const rows = Object.values(request).flatMap(value =>
    typeof value === 'string' && value !== '' ? [rowPath(group, owner, value)] : [],
  );
  return rows.find(path => model.node(path) !== undefined) ?? group;
}

/** Shows anew what an intent changes. */
export function refreshTouched({ explorer }: Pick<HostServices, 'explorer'>, intent: Intent): void {
  explorer.refresh(touchedPath(intent, explorer));
}
