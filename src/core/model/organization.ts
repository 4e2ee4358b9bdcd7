import type { AccessError } from './errors.ts';

/** Where in its organization an account is, as AWS Organizations listed it. */
export interface AccountUnit {
  /** The organization, such as `o-exampleorgid`. */
  readonly organization: string;
  /** The names of the organizational units that it is in, from the top; none where it is right below the root. */
  readonly units: readonly string[];
  /** When it was listed: ISO 8601, UTC. */
  readonly listedAt: string;
}

/** Accounts by their ids, twelve digits each, with where they are. */
export type AccountUnits = ReadonlyMap<string, AccountUnit>;

/** What reading through an organization gave. */
export interface UnitReading {
  readonly organization: string;
  /** The accounts that were found, by id, with the names of their units from the top. */
  readonly accounts: ReadonlyMap<string, readonly string[]>;
  /** What could not be read, or not to its end; nothing where the whole organization was. */
  readonly problems: readonly UnitProblem[];
}

/** A unit, or the root where it names none, below which accounts may be missing. */
export interface UnitProblem {
  readonly units: readonly string[];
  readonly error: AccessError;
}

/** Units as one name, such as `Workloads / Prod`; empty for an account right below the root. */
export const unitName = (units: readonly string[]): string => units.join(' / ');

/**
 * What is known of accounts after a reading: where all was read, nothing else of that organization; where something could
 * not be read, also what was known before, since that may be where it was.
 */
export function withReading(known: AccountUnits, reading: UnitReading, listedAt: string): AccountUnits {
  const { organization, accounts, problems } = reading;
  const kept = [...known].filter(([, one]) => problems.length > 0 || one.organization !== organization);
  const read = [...accounts].map(([id, units]) => [id, { organization, units, listedAt }] as const);
  return new Map([...kept, ...read]);
}
