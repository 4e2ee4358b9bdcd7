import type { Found } from '../inventory/found.ts';
import { type Estate, sweep } from '../inventory/sweep.ts';
import { fleetKinds } from '../kinds/kindTable.ts';
import type { AccountSource } from '../model/account.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { FleetConfigs, FleetKind, Kind } from '../model/kind.ts';
import type { Region } from '../model/regions.ts';
import type { KindId } from '../model/resource.ts';
import { whyUnread } from './whyUnread.ts';

/** What exists as a fleet file, and what could not be read and is therefore not in it: each with its error. */
export interface FleetExport {
  readonly document: JsonObject;
  readonly missing: readonly Found[];
}

/**
 * Writes what exists as a fleet file: by account id, the sets of names, such as of hubs, and by Region what is set of each
 * kind, each in the order of its name; null where nothing is set in what is there all the same, such as a vault. What is on
 * its way out is not named. Only reads; never rejects.
 *
 * @param regions Null: all Regions of each account's partition.
 * @param estate `tell` is told how many things were found so far.
 */
export async function exportFleet(
  sources: readonly AccountSource[],
  regions: readonly Region[] | null,
  estate: Estate & { readonly tell?: (found: number) => void },
  signal?: AbortSignal,
): Promise<FleetExport> {
  const described = estate.kinds.filter(({ document }) => document?.fleet !== undefined);
  const kinds = new Set<KindId>(described.map(({ id }) => id));
  const found: Found[] = [];
  for await (const one of sweep(estate, { sources, regions, kinds, signal })) {
    found.push(one);
    estate.tell?.(found.length);
  }
  return { document: fleetDocument(found, estate.kinds), missing: unreadIn(found, estate.kinds) };
}

/** The fleet file of what a sweep found. */
export function fleetDocument(found: readonly Found[], kinds: readonly Kind[]): JsonObject {
  const ids = [...new Set(found.flatMap(({ accountId }) => (accountId === null ? [] : [accountId])))].sort();
  const accounts = ids.map(id => {
    const own = found.filter(one => one.accountId === id);
    return [id, { ...setsIn(own, kinds), ...regionsIn(own, kinds) }] as const;
  });
  return { accounts: Object.fromEntries(accounts) };
}

/**
 * What of a sweep could not be read, with why. A place without an error has nothing that a file could name: the Region is not
 * enabled, or the service is closed to the account.
 */
export function unreadIn(found: readonly Found[], kinds: readonly Kind[]): readonly Found[] {
  const withConfigs = new Set<KindId>(fleetKinds(kinds, 'configs').map(({ id }) => id));
  return found.flatMap(one => {
    const error = withConfigs.has(one.kind) && one.name !== null ? whyUnread(one) : one.error;
    return error === null ? [] : [{ ...one, error }];
  });
}

/** The whole sets of an account: what is on its way out is not named. */
function setsIn(found: readonly Found[], kinds: readonly Kind[]): JsonObject {
  // Half a set would say that the other half is to go.
  const whole = fleetKinds(kinds, 'names').filter(
    ({ id }) => !found.some(({ kind, error }) => kind === id && error !== null),
  );
  const sets = whole.map(({ id, document: { fleet } }) => {
    const staying = found.filter(({ kind, status }) => kind === id && !fleet.leaving.includes(status));
    // Two sources of one account tell each of them twice.
    return [fleet.key, [...new Set(staying.flatMap(({ name }) => name ?? []))].sort()] as const;
  });
  return Object.fromEntries(sets.filter(([, names]) => names.length > 0));
}

function regionsIn(found: readonly Found[], kinds: readonly Kind[]): JsonObject {
  const sections = fleetKinds(kinds, 'configs');
  const told = found.filter(one => sections.some(section => isTold(one, section)));
  const names = [...new Set(told.flatMap(({ region }) => region ?? []))].sort();
  const regions = names.map(name => {
    const there = told.filter(({ region }) => region === name);
    return [name, Object.fromEntries(sections.flatMap(section => partOf(there, section)))] as const;
  });
  return regions.length === 0 ? {} : { regions: Object.fromEntries(regions) };
}

/** True for what a Region of the file names: all that is set, and what has nothing set but is there all the same. */
const isTold = ({ kind, row, status }: Found, { id, document: { fleet } }: FleetKind<FleetConfigs>): boolean =>
  kind === id && (row?.config != null || (fleet.exportsUnset && status === 'none'));

function partOf(there: readonly Found[], { id, document: { fleet } }: FleetKind<FleetConfigs>) {
  const named = there
    .filter(({ kind }) => kind === id)
    .map(({ name, row }): readonly [string, Json] => [name ?? '', row?.config ?? null])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return named.length === 0 ? [] : [[fleet.key, Object.fromEntries(named)] as const];
}
