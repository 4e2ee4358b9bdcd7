import { parseJson } from '../json/parse.ts';
import type { JsonNode, Member, ObjectNode, Range } from '../json/tree.ts';

/**
 * Where in a fleet file something stands: the keys that lead to it, such as `accounts`, `111122223333`,
 * `notificationHubs`, or `accounts`, `prod`, `regions`, `eu-west-1`, `vaults`, `tapes`.
 */
export type FleetPath = readonly string[];

/** The path of a set of names in an account, such as of its hubs. */
export const setPath = (account: string, key: string): FleetPath => ['accounts', account, key];

/** The path of an account, of a Region in it, of a part of that, or of one name there. */
export const pathIn = (account: string, ...keys: readonly string[]): FleetPath =>
  keys.length === 0 ? ['accounts', account] : ['accounts', account, 'regions', ...keys];

/** A path's place in a text. Offsets as in `Range`. */
export interface FleetSpot {
  /** The key that names it, quotes included. */
  readonly key: Range;
  /** Key and value. */
  readonly whole: Range;
  /** The keys that lead to it. */
  readonly above: readonly Range[];
}

/** Finds paths in a text that was parsed once, and whose members are gone through once. */
export function spotsIn(text: string): (path: FleetPath) => FleetSpot | undefined {
  const { root } = parseJson(text, true);
  const seen = new Map<ObjectNode, ReadonlyMap<string, Member>>();
  const membersOf = (object: ObjectNode): ReadonlyMap<string, Member> => {
    const members = seen.get(object) ?? new Map(object.members.map(member => [member.key, member]));
    seen.set(object, members);
    return members;
  };
  return path => (root === undefined ? undefined : spotOf(root, path, membersOf));
}

function spotOf(
  root: JsonNode,
  path: FleetPath,
  membersOf: (object: ObjectNode) => ReadonlyMap<string, Member>,
): FleetSpot | undefined {
  const above: Range[] = [];
  let holder: JsonNode | null = root;
  let spot: FleetSpot | undefined;
  for (const key of path) {
    const member: Member | undefined = holder?.type === 'object' ? membersOf(holder).get(key) : undefined;
    if (member === undefined) return undefined;
    spot = { key: member.keyRange, whole: { start: member.start, end: member.end }, above: [...above] };
    above.push(member.keyRange);
    holder = member.value;
  }
  return spot;
}
