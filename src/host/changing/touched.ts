import type { NodeModel, NodePath } from '../../core/inventory/nodes.ts';
import { accountPath, groupPath, regionPath, rowPath } from '../../core/inventory/paths.ts';
import { kindOf } from '../../core/kinds/table.ts';
import type { AccountSource } from '../../core/model/account.ts';
import type { Input } from '../../core/model/ports.ts';
import type { Region } from '../../core/model/regions.ts';
import type { ChangeableKind, KindId } from '../../core/model/resource.ts';

/** What was changed, as far as the tree needs to know it. */
export interface Touched {
  readonly source: AccountSource;
  readonly region: Region;
  readonly kind: ChangeableKind;
  readonly request: Input;
}

/**
 * The node to refresh after a change: the row that owns what was changed where the tree knows it, else the group it
 * belongs to. Refreshing a node that nobody opened asks nothing.
 */
export function touchedPath({ source, region, kind, request }: Touched, model: NodeModel): NodePath {
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
