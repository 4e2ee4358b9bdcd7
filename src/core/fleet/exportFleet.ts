import type { Found } from '../inventory/found.ts';
import { type Estate, sweep } from '../inventory/sweep.ts';
import type { AccountSource } from '../model/account.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Region } from '../model/regions.ts';
import type { KindId } from '../model/resource.ts';
import { sections } from './sections.ts';
import { whyUnread } from './whyUnread.ts';

/** What exists as a fleet file, and what could not be read and is therefore not in it: each with its error. */
export interface FleetExport {
  readonly document: JsonObject;
  readonly missing: readonly Found[];
}

/**
 * Writes what exists as a fleet file: by account id, the hubs, every vault (null where nothing is set) and the event
 * streams that are set, each in the order of its name. A hub that is on its way out is not named. Only reads; never rejects.
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
  const kinds = new Set<KindId>(['hub', ...sections.map(({ kind }) => kind)]);
  const found: Found[] = [];
  for await (const one of sweep(estate, { sources, regions, kinds, signal })) {
    found.push(one);
    estate.tell?.(found.length);
  }
  const ids = [...new Set(found.flatMap(({ accountId }) => (accountId === null ? [] : [accountId])))].sort();
  const accounts = ids.map(id => [id, account(found.filter(one => one.accountId === id))] as const);
  return { document: { accounts: Object.fromEntries(accounts) }, missing: found.flatMap(missed) };
}

/**
 * What could not be read, with why. A place without an error has nothing that a file could name: the Region is not enabled,
 * or the service is closed to the account.
 */
function missed(one: Found): readonly Found[] {
  const isThing = one.kind !== 'hub' && one.name !== null;
  const error = isThing ? whyUnread(one) : one.error;
  return error === null ? [] : [{ ...one, error }];
}

function account(found: readonly Found[]): JsonObject {
  const isStaying = ({ kind, status }: Found): boolean => kind === 'hub' && status !== 'DEREGISTERING';
  // Two sources of one account tell each hub twice.
  const hubs = [...new Set(found.filter(isStaying).flatMap(({ name }) => name ?? []))].sort();
  const told = found.filter(isTold);
  const names = [...new Set(told.flatMap(({ region }) => region ?? []))].sort();
  const regions = names.map(name => [name, region(told.filter(one => one.region === name))] as const);
  return {
    ...(hubs.length === 0 ? {} : { notificationHubs: hubs }),
    ...(regions.length === 0 ? {} : { regions: Object.fromEntries(regions) }),
  };
}

/** True for what a Region of the file names: all that is set, and vaults that AWS says have nothing set. */
const isTold = ({ kind, row, status }: Found): boolean =>
  kind !== 'hub' && (row?.config != null || (kind === 'vault' && status === 'none'));

function region(found: readonly Found[]): JsonObject {
  return Object.fromEntries(
    sections.flatMap(({ key, kind }) => {
      const named = found
        .filter(one => one.kind === kind)
        .map((one): readonly [string, Json] => [one.name ?? '', one.row?.config ?? null])
        .sort(([a], [b]) => (a < b ? -1 : 1));
      return named.length === 0 ? [] : [[key, Object.fromEntries(named)]];
    }),
  );
}
