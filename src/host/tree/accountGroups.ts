import type { TreeItem } from 'vscode';
import type { NodePath } from '../../core/inventory/nodes.ts';
import { type AccountUnit, unitName } from '../../core/model/organization.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { HostServices } from '../services.ts';
import { type TooltipLine, unitLines } from './nodeFace.ts';
import type { Face, treeItem } from './treeItem.ts';
import type { TreeSource } from './treeShell.ts';

const PREFIX = 'account-group:';

// As JSON first: half a character, which a name may be cut to, is no part of an address.
const pathOf = (group: string): NodePath => `${PREFIX}${encodeURIComponent(JSON.stringify(group))}`;
const groupAt = (path: NodePath): string | undefined =>
  path.startsWith(PREFIX) ? String(JSON.parse(decodeURIComponent(path.slice(PREFIX.length)))) : undefined;

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
    return node?.type === 'account' ? units.of(node) : undefined;
  };
  const ownGroupOf = (path: NodePath): string | null => {
    const node = explorer.node(path);
    return node?.type === 'account' ? marks.of(node).group : null;
  };
  const lineOf = (path: NodePath): Line => {
    const own = ownGroupOf(path);
    const group = own ?? unitName(unitOf(path)?.units ?? []);
    return group === '' ? { path, isUnit: false } : { path: pathOf(group), isUnit: own === null };
  };
  // Put together once for every change, since a view asks for each line by itself. Which accounts there are may be other
  // before that is told: changes are gathered.
  let known: { readonly accounts: readonly NodePath[]; readonly lines: Lines } | undefined;
  const lines = (): Lines => {
    const accounts = source.children();
    if (known?.accounts !== accounts) known = { accounts, lines: inLine(accounts, lineOf) };
    return known.lines;
  };
  return {
    ...source,
    children: path => {
      if (path === undefined) return [...lines().keys()];
      return groupAt(path) === undefined ? source.children(path) : (lines().get(path) ?? []);
    },
    parent: path => {
      if (groupAt(path) !== undefined) return undefined;
      const parent = source.parent(path);
      if (parent !== undefined) return parent;
      const line = lineOf(path);
      return line.path === path ? undefined : line.path;
    },
    face: path => {
      const group = groupAt(path);
      if (group === undefined) return source.face(path);
      return asItem(path, lineFace(group, lines().get(path)?.length ?? 0), 'accountGroup;');
    },
    tooltip: path => {
      const group = groupAt(path);
      if (group === undefined) return source.tooltip(path);
      // A group of the same name that a person made holds others, too.
      const ofUnit = (lines().get(path) ?? []).flatMap(one => unitOf(one) ?? []);
      const told = unitLines(
        ofUnit.filter(one => unitName(one.units) === group),
        t,
      );
      return told.length === 0 ? undefined : asTooltip(told);
    },
    change: listener =>
      source.change(paths => {
        known = undefined;
        listener(paths);
      }),
  };
}

/** A line at the top of the view: an account, or a group of them. */
interface Line {
  readonly path: NodePath;
  /** True for an organizational unit. */
  readonly isUnit: boolean;
}

/** The accounts below each line at the top, of which one that is in no group is a line of its own. */
type Lines = ReadonlyMap<NodePath, readonly NodePath[]>;

/** Lines where the first account of each stands; units among themselves by name, so that those of one unit are neighbours. */
function inLine(accounts: readonly NodePath[], lineOf: (account: NodePath) => Line): Lines {
  const below = new Map<NodePath, NodePath[]>();
  const units = new Set<NodePath>();
  for (const account of accounts) {
    const { path, isUnit } = lineOf(account);
    if (isUnit) units.add(path);
    const members = below.get(path) ?? [];
    below.set(path, members);
    members.push(account);
  }
  const byName = [...units].sort((a, b) => (groupAt(a) ?? '').localeCompare(groupAt(b) ?? '', 'en'));
  const ordered = [...below.keys()].map(path => (units.has(path) ? (byName.shift() ?? path) : path));
  return new Map(ordered.map(path => [path, below.get(path) ?? []]));
}
