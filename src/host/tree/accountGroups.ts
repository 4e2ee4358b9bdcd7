import type { TreeItem } from 'vscode';
import type { NodePath } from '../../core/inventory/nodes.ts';
import { type AccountUnit, unitName } from '../../core/model/organization.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { HostServices } from '../services.ts';
import { type TooltipLine, unitLines } from './nodeFace.ts';
import type { Face, treeItem } from './treeItem.ts';
import type { TreeSource } from './treeShell.ts';

const PREFIX = 'account-group:';

const pathOf = (group: string): NodePath => `${PREFIX}${encodeURIComponent(group)}`;
const groupAt = (path: NodePath): string | undefined =>
  path.startsWith(PREFIX) ? decodeURIComponent(path.slice(PREFIX.length)) : undefined;

/** A group of more than this many accounts begins closed, so that what stands below it stays in sight. */
const MOST_OPEN = 10;

const lineFace = (group: string, count: number): Face => ({
  ...{ label: plainText(group), description: String(count), icon: 'folder' },
  opens: count > MOST_OPEN ? 'on demand' : 'at once',
});

/**
 * The same view, with the accounts that are marked with a group below a line of its name, where the first of them stands. Those
 * that are in no such group are below a line of their organizational unit, where it is known.
 *
 * @param asItem Makes a line of the tree from its face.
 * @param asTooltip Makes the text of who hovers over it.
 */
export function withGroups(
  source: TreeSource<NodePath>,
  { t, explorer, marks, units }: Pick<HostServices, 't' | 'explorer' | 'marks' | 'units'>,
  asItem: typeof treeItem,
  asTooltip: (lines: readonly TooltipLine[]) => TreeItem['tooltip'],
): TreeSource<NodePath> {
  const unitOf = (path: NodePath): AccountUnit | undefined => {
    const node = explorer.node(path);
    return node?.type === 'account' ? units.of(node.accountId) : undefined;
  };
  const ownGroupOf = (path: NodePath): string | null => {
    const node = explorer.node(path);
    return node?.type === 'account' ? marks.of(node).group : null;
  };
  const groupOf = (path: NodePath): string | null => ownGroupOf(path) ?? (unitName(unitOf(path)?.units ?? []) || null);
  const lineOf = (path: NodePath): NodePath => {
    const group = groupOf(path);
    return group === null ? path : pathOf(group);
  };
  const below = (group: string): readonly NodePath[] => source.children().filter(path => groupOf(path) === group);
  /** Lines of units are in the order of their names, so that those of one unit are beside each other. */
  const top = (): readonly NodePath[] => {
    const accounts = source.children();
    const lines = [...new Set(accounts.map(lineOf))];
    const byUnit = new Set(accounts.filter(path => ownGroupOf(path) === null && groupOf(path) !== null).map(lineOf));
    const inOrder = [...byUnit].sort((a, b) => (groupAt(a) ?? '').localeCompare(groupAt(b) ?? '', 'en'));
    return lines.map(line => (byUnit.has(line) ? (inOrder.shift() ?? line) : line));
  };
  return {
    ...source,
    children: path => {
      if (path === undefined) return top();
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
    tooltip: path => {
      const group = groupAt(path);
      if (group === undefined) return source.tooltip(path);
      // A group of the same name that a person made holds others, too.
      const ofUnit = below(group).flatMap(one => unitOf(one) ?? []);
      const lines = unitLines(
        ofUnit.filter(({ units: names }) => unitName(names) === group),
        t,
      );
      return lines.length === 0 ? undefined : asTooltip(lines);
    },
  };
}
