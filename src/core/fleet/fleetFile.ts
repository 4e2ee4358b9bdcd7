import { type Parsed, parseJson } from '../json/parse.ts';
import { jsonValue } from '../json/values.ts';
import { fleetKinds } from '../kinds/kindTable.ts';
import type { Finding } from '../model/finding.ts';
import { finding, pointerStep } from '../model/finding.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { FleetConfigs, FleetKind, FleetNames, Kind } from '../model/kind.ts';
import { misspeltRegion, type Region, region } from '../model/regions.ts';
import { validateFleetFile } from '../schema/validateRequest.ts';

/** What a set of accounts should look like. */
export interface FleetFile {
  readonly accounts: readonly FleetAccount[];
}

/** What one account should look like. */
export interface FleetAccount {
  /** Twelve digits, or a profile's name. */
  readonly key: string;
  /** The sets of names that the file says whole, such as the Regions of all its hubs. */
  readonly sets: readonly FleetSet[];
  readonly regions: readonly FleetRegion[];
}

/** All there should be of one kind in an account. */
export interface FleetSet {
  readonly kind: FleetKind<FleetNames>;
  readonly wanted: readonly string[];
}

/** What the file names in one Region. */
export interface FleetRegion {
  readonly region: Region;
  readonly parts: readonly FleetPart[];
}

/** What the file names of one kind in a Region; null is nothing set. */
export interface FleetPart {
  readonly kind: FleetKind<FleetConfigs>;
  readonly wanted: ReadonlyMap<string, JsonObject | null>;
}

/** A parsed fleet file, or why it is none. */
export type FleetParsing =
  | { readonly kind: 'fleet'; readonly file: FleetFile }
  | { readonly kind: 'syntax'; readonly fault: string; readonly offset: number } // no JSON, comments aside
  | { readonly kind: 'invalid'; readonly findings: readonly Finding[] };

/** Reads a fleet file; comments and trailing commas are allowed. */
export function parseFleetFile(text: string, kinds: readonly Kind[]): FleetParsing {
  return fleetIn(parseJson(text, true), text, kinds);
}

/** The same for a text that was parsed before. */
export function fleetIn(parsed: Parsed, text: string, kinds: readonly Kind[]): FleetParsing {
  const { root, fault } = parsed;
  if (fault !== undefined || root === undefined) {
    return { kind: 'syntax', fault: fault?.fault ?? 'empty', offset: fault?.range.start ?? 0 };
  }
  const value = jsonValue(root, text);
  const findings = [...duplicateFindings(parsed), ...validateFleetFile(value)];
  if (findings.length > 0) return { kind: 'invalid', findings };
  const file = fleetFile(value, kinds);
  const slips = file.accounts.flatMap(misspeltIn);
  return slips.length > 0 ? { kind: 'invalid', findings: slips } : { kind: 'fleet', file };
}

/** The members that a document names twice: errors, since what is planned would rest on a guess which one is meant. */
export const duplicateFindings = ({ duplicateKeys }: Pick<Parsed, 'duplicateKeys'>): readonly Finding[] =>
  duplicateKeys.map(({ owner, index }) =>
    finding('document/duplicate-key', 'error', { key: owner.members[index]?.key ?? '' }),
  );

/** What an account misspells. AWS would refuse it too, but a hub only after another one was deregistered to make room for it. */
function misspeltIn({ key, sets, regions }: FleetAccount): readonly Finding[] {
  const account = `/accounts${pointerStep(key)}`;
  const slip = (name: string, meant: string | undefined, pointer: string): readonly Finding[] =>
    meant === undefined ? [] : [finding('fleet/region', 'error', { key: name, meant }, pointer)];
  return [
    ...sets.flatMap(({ kind: { document }, wanted }) =>
      wanted.flatMap((name, at) => slip(name, document.fleet.meant(name), `${account}/${document.fleet.key}/${at}`)),
    ),
    ...regions.flatMap(({ region: name }) => slip(name, misspeltRegion(name), `${account}/regions/${name}`)),
  ];
}

/** A document as the schema lets it through. */
interface Checked {
  readonly accounts: Readonly<Record<string, CheckedAccount>>;
}

interface CheckedAccount {
  readonly regions?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, JsonObject | null>>>>>>;
  readonly [set: string]: string[] | CheckedAccount['regions'];
}

/** What a document says that the schema lets through. */
export function fleetFile(value: Json, kinds: readonly Kind[]): FleetFile {
  const { accounts } = value as unknown as Checked;
  const sets = fleetKinds(kinds, 'names');
  const parts = fleetKinds(kinds, 'configs');
  return {
    accounts: Object.entries(accounts).map(([key, account]) => ({
      key,
      sets: sets.flatMap(kind => {
        const wanted = account[kind.document.fleet.key];
        return Array.isArray(wanted) ? [{ kind, wanted }] : [];
      }),
      regions: Object.entries(account.regions ?? {}).map(([name, there]) => ({
        region: region(name),
        parts: parts.flatMap(kind => {
          const wanted = there[kind.document.fleet.key];
          return wanted === undefined ? [] : [{ kind, wanted: new Map(Object.entries(wanted)) }];
        }),
      })),
    })),
  };
}
