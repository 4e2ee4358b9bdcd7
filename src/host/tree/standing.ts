import type { SignInSession } from '../../aws/sso/signIns.ts';
import { type Arrangement, isFiltered } from '../../core/inventory/arrangement.ts';
import type { AccountNode, GroupNode, Node, NodePath, ResourceNode } from '../../core/inventory/nodes.ts';
import { accountPath, branchPath } from '../../core/inventory/paths.ts';
import { kindOf } from '../../core/kinds/table.ts';
import type { MarkedAccount } from '../../core/model/accountMarks.ts';
import type { AccountUnit } from '../../core/model/organization.ts';
import { partitionOf } from '../../core/model/regions.ts';
import {
  type CheckedVerdict,
  isAmissVerdict,
  listedVerdict,
  type VerdictPlace,
} from '../../core/preflight/verdicts.ts';
import type { HostServices } from '../services.ts';

/** How the rows of a group stand. */
export interface GroupCounts {
  /** With nothing set. */
  readonly silent: number;
  readonly broken: number;
  readonly warnings: number;
  /** Those that were checked as they are now, and when the first of them was: milliseconds since 1970-01-01 UTC. */
  readonly checked: number;
  readonly oldest: number | null;
}

/** How a node stands: a resource by what is said of it, a group by its rows, an account by its marks. */
export interface Standing {
  readonly checked?: CheckedVerdict | undefined;
  readonly counts?: GroupCounts | undefined;
  /** What an account is marked as. */
  readonly marked?: MarkedAccount | undefined;
  /** Where in its organization an account is. */
  readonly unit?: AccountUnit | undefined;
  /** The sign-in that an account's credentials come from. */
  readonly signIn?: SignInSession | undefined;
  /** What a sign-in's portal calls an account. */
  readonly called?: string | undefined;
}

type StandingHost = Pick<HostServices, 'explorer' | 'verdicts' | 'lists' | 'marks' | 'signIns' | 'units'>;

/** What was checked or is listed says of a node. Nothing is asked for it. */
export function standingOf(host: StandingHost, node: Node): Standing {
  if (node.type === 'resource') return { checked: verdictOn(host, node) };
  if (node.type === 'account') {
    const { signIns, marks, units } = host;
    return {
      ...{ marked: marks.of(node), unit: units.of(node) },
      ...{ signIn: signIns.of(node.source), called: signIns.nameOf(node.source) },
    };
  }
  return node.type === 'group' ? { counts: countsOf(host, node) } : {};
}

/** True where nothing failed yet at an account whose sign-in is soon over, or has ended since: a person can begin another. */
export const isEnding = ({ error }: Pick<AccountNode, 'error'>, { signIn }: Standing): boolean =>
  error === null && (signIn?.state === 'ending' || signIn?.state === 'over');

/** The last check of the row as it is now, else what its list tells; undefined where neither says anything. */
export function verdictOn(
  { explorer, verdicts, lists }: Omit<StandingHost, 'marks' | 'signIns' | 'units'>,
  node: ResourceNode,
): CheckedVerdict | undefined {
  const where = explorer.whereabouts(node.path);
  if (where === undefined) return undefined;
  const { source, accountId } = where;
  const { region, row } = node;
  const { kind, name, status, config } = row;
  const checked = verdicts.of({ source, region, kind, name, status, config });
  if (checked !== undefined || accountId === null) return checked;
  // The list is as old as the rows: it is read anew with them.
  const topics = lists.known('topic', { accountId, region }, true);
  return listedVerdict(kindOf(kind), { config, region, accountId, partition: partitionOf(region), topics });
}

/** The gravest that is said of rows; undefined where nothing is. */
export function worstBelow(host: StandingHost, paths: readonly NodePath[]): CheckedVerdict | undefined {
  const said = paths.flatMap(path => {
    const node = host.explorer.node(path);
    return node?.type === 'resource' ? (verdictOn(host, node) ?? []) : [];
  });
  return said.find(({ verdict }) => verdict === 'broken') ?? said.find(isAmissVerdict);
}

/** Undefined while rows are still coming: each page would count all those before it. */
function countsOf(host: Omit<StandingHost, 'marks' | 'signIns' | 'units'>, node: GroupNode): GroupCounts | undefined {
  if (node.state !== 'ready' && node.state !== 'partial') return undefined;
  const rows = host.explorer.children(node.path).flatMap(path => {
    const child = host.explorer.node(path);
    return child?.type === 'resource' ? [child] : [];
  });
  const said = rows.flatMap(row => verdictOn(host, row) ?? []);
  const times = said.flatMap(({ checkedAt }) => checkedAt ?? []);
  return {
    silent: rows.filter(({ row }) => row.mood === 'none').length,
    broken: said.filter(({ verdict }) => verdict === 'broken').length,
    warnings: said.filter(({ verdict }) => verdict === 'warning').length,
    checked: times.length,
    oldest: times.reduce<number | null>((oldest, time) => (oldest === null || time < oldest ? time : oldest), null),
  };
}

/** The rows whose faces tell what was said anew in some places: a group counts for its own. */
export function judgedRows(arrangement: Arrangement, places: readonly VerdictPlace[]): readonly NodePath[] {
  const isInPlace = !isFiltered(arrangement) && arrangement.grouping === 'region';
  const rows = places.map(({ source, region, kind }) =>
    isInPlace ? branchPath(source, region, kindOf(kind)) : accountPath(source),
  );
  return [...new Set(rows)];
}
