import type { NodeModel, NodePath } from '../../core/inventory/nodes.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { isLiveKind, type LiveResource } from '../manifest/liveResource.ts';

/** What rows of the tree can be opened as; rows that cannot are left out. */
export function liveResources(paths: readonly NodePath[], explorer: NodeModel): readonly LiveResource[] {
  return paths.flatMap(path => {
    const place = explorer.whereabouts(path);
    const node = explorer.node(path);
    if (place === undefined || node?.type !== 'resource' || place.accountId === null || place.region === null)
      return [];
    const { kind, name } = node.row;
    const { source, accountId, region } = place;
    return isLiveKind(kind, kindTable) ? [{ source, accountId, region, kind, name }] : [];
  });
}
