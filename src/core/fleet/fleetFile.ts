import { parseJson } from '../json/parse.ts';
import { jsonValue } from '../json/values.ts';
import type { Finding } from '../model/finding.ts';
import { finding } from '../model/finding.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { type Region, region } from '../model/regions.ts';
import { validateFleetFile } from '../schema/validateRequest.ts';
import { type Section, sections } from './sections.ts';

/** What a set of accounts should look like. */
export interface FleetFile {
  readonly accounts: readonly FleetAccount[];
}

/** What one account should look like. */
export interface FleetAccount {
  /** Twelve digits, or a profile's name. */
  readonly key: string;
  /** The Regions of all its hubs, 1 to 3, or null where the file does not say. */
  readonly hubs: readonly Region[] | null;
  readonly regions: readonly FleetRegion[];
}

/** What the file names in one Region. */
export interface FleetRegion {
  readonly region: Region;
  readonly parts: readonly FleetPart[];
}

/** What the file names of one kind in a Region; null is nothing set. */
export interface FleetPart {
  readonly section: Section;
  readonly wanted: ReadonlyMap<string, JsonObject | null>;
}

/** A parsed fleet file, or why it is none. */
export type FleetParsing =
  | { readonly kind: 'fleet'; readonly file: FleetFile }
  | { readonly kind: 'syntax'; readonly fault: string; readonly offset: number } // no JSON, comments aside
  | { readonly kind: 'invalid'; readonly findings: readonly Finding[] };

/** Reads a fleet file; comments and trailing commas are allowed. */
export function parseFleetFile(text: string): FleetParsing {
  const { root, fault, duplicateKeys } = parseJson(text, true);
  if (fault !== undefined || root === undefined) {
    return { kind: 'syntax', fault: fault?.fault ?? 'empty', offset: fault?.range.start ?? 0 };
  }
  const value = jsonValue(root, text);
  const duplicates = duplicateKeys.map(({ owner, index }) =>
    finding('document/duplicate-key', 'error', { key: owner.members[index]?.key ?? '' }),
  );
  const findings = [...duplicates, ...validateFleetFile(value)];
  return findings.length > 0 ? { kind: 'invalid', findings } : { kind: 'fleet', file: fleetFile(value) };
}

/** A document as the schema lets it through. */
interface Checked {
  readonly accounts: Readonly<Record<string, CheckedAccount>>;
}

interface CheckedAccount {
  readonly notificationHubs?: readonly string[];
  readonly regions?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, JsonObject | null>>>>>>;
}

function fleetFile(value: Json): FleetFile {
  const { accounts } = value as unknown as Checked;
  return { accounts: Object.entries(accounts).map(([key, account]) => fleetAccount(key, account)) };
}

function fleetAccount(key: string, { notificationHubs, regions = {} }: CheckedAccount): FleetAccount {
  return {
    key,
    hubs: notificationHubs?.map(region) ?? null,
    regions: Object.entries(regions).map(([name, parts]) => ({
      region: region(name),
      parts: sections.flatMap(section => {
        const wanted = parts[section.key];
        return wanted === undefined ? [] : [{ section, wanted: new Map(Object.entries(wanted)) }];
      }),
    })),
  };
}
