import type { Found } from '../inventory/found.ts';
import { type SweepNeeds, sweep } from '../inventory/sweep.ts';
import type { AccountSource } from '../model/account.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Region } from '../model/regions.ts';
import type { KindId } from '../model/resource.ts';
import { sections } from './sections.ts';

/** What exists as a fleet file, and what could not be read and is therefore not in it. */
export interface FleetExport {
  readonly document: JsonObject;
  readonly missing: readonly Found[];
}

/**
 * Writes what exists as a fleet file: by account id, hubs and all that is set. A vault without a configuration is not
 * named, so that it stays free to be set elsewhere. Only reads; never rejects.
 *
 * @param regions Null: all Regions of each account's partition.
 */
export async function exportFleet(
  sources: readonly AccountSource[],
  regions: readonly Region[] | null,
  needs: SweepNeeds,
  signal?: AbortSignal,
): Promise<FleetExport> {
  const kinds = new Set<KindId>(['hub', ...sections.map(({ kind }) => kind)]);
  const found: Found[] = [];
  for await (const one of sweep(needs, { sources, regions, kinds, signal })) found.push(one);
  const ids = [...new Set(found.flatMap(({ accountId }) => (accountId === null ? [] : [accountId])))].sort();
  const accounts = ids.map(id => [id, account(found.filter(one => one.accountId === id))] as const);
  return { document: { accounts: Object.fromEntries(accounts) }, missing: found.filter(({ error }) => error !== null) };
}

function account(found: readonly Found[]): JsonObject {
  const hubs = found.flatMap(({ kind, name }) => (kind === 'hub' && name !== null ? [name] : [])).sort();
  const set = found.filter(({ row, kind }) => kind !== 'hub' && row?.config != null);
  const names = [...new Set(set.flatMap(({ region }) => region ?? []))].sort();
  const regions = names.map(name => [name, region(set.filter(one => one.region === name))] as const);
  return {
    ...(hubs.length === 0 ? {} : { notificationHubs: hubs }),
    ...(regions.length === 0 ? {} : { regions: Object.fromEntries(regions) }),
  };
}

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
