import type { NodePath } from '../../core/inventory/nodes.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { HostServices } from '../services.ts';
import type { Face, treeItem } from './treeItem.ts';
import type { TreeSource } from './treeShell.ts';

const PREFIX = 'account-group:';

const pathOf = (group: string): NodePath => `${PREFIX}${encodeURIComponent(group)}`;
const groupAt = (path: NodePath): string | undefined =>
  path.startsWith(PREFIX) ? decodeURIComponent(path.slice(PREFIX.length)) : undefined;

const lineFace = (group: string, count: number): Face => ({
  ...{ label: plainText(group), description: String(count), icon: 'folder', opens: 'at once' },
});

/**
 * The same view, with the accounts that are marked with a group below a line of its name, where the first of them stands.
 *
 * @param asItem Makes a line of the tree from its face.
 */
export function withGroups(
  source: TreeSource<NodePath>,
  { explorer, marks }: Pick<HostServices, 'explorer' | 'marks'>,
  asItem: typeof treeItem,
): TreeSource<NodePath> {
  const groupOf = (path: NodePath): string | null => {
    const node = explorer.node(path);
    return node?.type === 'account' ? marks.of(node).group : null;
  };
  const lineOf = (path: NodePath): NodePath => {
    const group = groupOf(path);
    return group === null ? path : pathOf(group);
  };
  const below = (group: string): readonly NodePath[] => source.children().filter(path => groupOf(path) === group);
  return {
    ...source,
    children: path => {
      if (path === undefined) return [...new Set(source.children().map(lineOf))];
      const group = groupAt(path);
      return group === undefined ? source.children(path) : below(group);
    },
    parent: path => {
      if (groupAt(path) !== undefined) return undefined;
      const parent = source.parent(path);
      const line = lineOf(path);
      return parent ?? (line === path ? undefined : line);
    },
    face: path => {
      const group = groupAt(path);
      return group === undefined
        ? source.face(path)
        : asItem(path, lineFace(group, below(group).length), 'accountGroup;');
    },
    tooltip: path => (groupAt(path) === undefined ? source.tooltip(path) : undefined),
  };
}
