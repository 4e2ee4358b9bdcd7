import type { AccountSource, Identity, Place } from './account.ts';
import type { AccountMark, AccountMarks, MarkedAccount } from './accountMarks.ts';
import type { StateError } from './errors.ts';
import type { JournalEntry, JournalIntent, JournalOutcome, JournalReading } from './journal.ts';
import type { ReadOperation, ServiceId, WriteOperation } from './operations.ts';
import type { AccountUnits, UnitReading } from './organization.ts';
import type { Region } from './regions.ts';
import type { Row, TargetKind } from './resource.ts';
import type { Server } from './server.ts';

/** A JSON object in the shape of the AWS CLI's `--cli-input-json`. */
export type Input = Readonly<Record<string, unknown>>;

/**
 * What AWS answered, with the members of the published SDK's output. Not trusted: a service may answer with
 * anything, so kinds read it through `answer.ts`. Timestamps may be Date or string.
 */
export type Answer = Readonly<Record<string, unknown>>;

/** Options of a single call. */
export interface CallOptions {
  /** Stops a read at any time, a write only until it is sent: after that it is followed to its end, which is then known. */
  readonly signal?: AbortSignal | undefined;
  /** True for a read that lets others go first: of all that is shown, while somebody waits for the one that was opened. */
  readonly background?: boolean;
  /**
   * The account that is meant, twelve digits. Where the credentials are another's by now, because a profile was pointed
   * elsewhere, nothing is sent, and the call fails as `wrong-account`.
   */
  readonly accountId?: string;
  /** Texts that must not appear in an error or a log, whoever wrote them: a device token, say. */
  readonly secrets?: readonly string[];
  /**
   * For a write: asked right before it is sent. Where it was held back too long it is not sent, and fails as `throttled` and
   * not applied: what it was decided over is too old by then.
   */
  readonly isTooLate?: () => boolean;
}

/**
 * Reads of one account. Credentials are found on the first call, not before.
 * Every method throws AccessError and nothing else.
 */
export interface AccountReader {
  readonly source: AccountSource;
  /** GetCallerIdentity, asked anew each time. */
  identity(options?: CallOptions): Promise<Identity>;
  read(operation: ReadOperation, region: Region, input: Input, options?: CallOptions): Promise<Answer>;
  /** The URL that the config sends a service's calls to, or null where they go to AWS itself. Calls nothing. */
  endpoint(service: ServiceId): Promise<string | null>;
  /** Who answers a service's calls. Calls nothing. */
  server(service: ServiceId): Promise<Server>;
}

/**
 * Writes with one set of credentials, resolved once, whose owner GetCallerIdentity has told.
 * Mutating commands are sent once (`maxAttempts: 1`): retrying is the road's decision.
 */
export interface AccountWriter {
  readonly identity: Identity;
  /** Who answers a service's calls. Throws AccessError. */
  server(service: ServiceId): Server;
  read(operation: ReadOperation, region: Region, input: Input, options?: CallOptions): Promise<Answer>;
  write(operation: WriteOperation, region: Region, input: Input, options?: CallOptions): Promise<Answer>;
  /** Lets go of the credentials. */
  close(): void;
}

/** The way to AWS: one reader per account; a writer is opened for each change and closed after it. */
export interface AccountGateway {
  reader(source: AccountSource): AccountReader;
  /** Resolves credentials, calls GetCallerIdentity with exactly those, and keeps them until closed. */
  openWriter(source: AccountSource, options?: CallOptions): Promise<AccountWriter>;
}

/** One account that could be shown, and what the config says of it without any call. */
export interface KnownSource {
  readonly source: AccountSource;
  /** The account ID the config itself names (`sso_account_id`, the role's account), or null. */
  readonly configuredAccountId: string | null;
  /** The Region of the profile or the environment, or null. */
  readonly region: Region | null;
  /** Of what a sign-in to IAM Identity Center gives: the session's name, or its start URL. */
  readonly session?: string;
  /** Of the same: the permission set. */
  readonly role?: string;
  /** The account's name, where a sign-in's portal has listed it. */
  readonly accountName?: string;
}

/** An account that a sign-in gives, as its portal lists it. */
export interface AssignedAccount {
  /** Twelve digits. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** What the portal of a sign-in listed when it was last asked. */
export interface Discovery {
  /** The session's name, or its start URL. */
  readonly session: string;
  /** ISO 8601, UTC. */
  readonly listedAt: string;
  /** By name. */
  readonly accounts: readonly AssignedAccount[];
}

/** What sign-ins gave, kept for every window and command line. Every method throws StateError. */
export interface Discoveries {
  list(): Promise<readonly Discovery[]>;
  /** Takes the place of what was kept of the same session. */
  keep(discovery: Discovery): Promise<void>;
}

/** Which organizational units accounts are in, kept for every window and command line. Every method throws StateError. */
export interface UnitBook {
  list(): Promise<AccountUnits>;
  /** Takes in what was read at a time, ISO 8601, UTC: as `withReading` says. */
  keep(reading: UnitReading, listedAt: string): Promise<void>;
  /** Forgets all of them. */
  forget(): Promise<void>;
}

/** Where accounts come from. Reads local files only: no call, no credential, no program. */
export interface AccountDirectory {
  /**
   * Every account that could be shown: profiles, the default chain, what sign-ins gave, the emulator's accounts if it runs.
   * `problems` says which file could not be read and why; what could be read is listed all the same. `warnings` says
   * what was read though AWS's own tools refuse or pass over it.
   */
  list(): Promise<{
    readonly sources: readonly KnownSource[];
    readonly problems: readonly string[];
    readonly warnings?: readonly string[];
  }>;
  /** The sources shown before anyone chose: the emulator's if it runs, and the one AWS itself would take. */
  initial(): Promise<readonly AccountSource[]>;
}

/** Time, given from outside. */
export interface Clock {
  /** The time of day, milliseconds since 1970-01-01 UTC: it may be set back or forth, and goes on while the computer sleeps. */
  now(): number;
  /** For how long something takes, milliseconds since some moment: it never goes back, and may stand still while the computer sleeps. */
  elapsed(): number;
  /** Waits; rejects with an AccessError `cancelled` when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Fresh random ids (UUIDs), given from outside. */
export type NewId = () => string;

/** What is remembered of a push registration, since AWS cannot list them. Never the device token itself. */
export interface LedgerEntry {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: Region;
  /** Who answered, where that was not AWS. */
  readonly server?: string;
  readonly instanceId: string;
  readonly contactId: string;
  readonly registrationId: string;
  readonly pinpointAppArn: string;
  readonly deviceType: string;
  /** Whether the raw chat message is part of each notification; absent where it is not. */
  readonly includeRawMessage?: true;
  /** SHA-256 of the device token, salted per ledger, in hex: tells two tokens apart, gives none away. */
  readonly tokenHash: string;
  /** ISO 8601, UTC. */
  readonly recordedAt: string;
}

/** What the ledger holds of one account and Region. One line that cannot be read costs only itself. */
export interface LedgerListing {
  /** Oldest first. */
  readonly entries: readonly LedgerEntry[];
  /** Says how many lines of the ledger cannot be read, of whichever account they are; null where all can. */
  readonly damage: StateError | null;
}

/** The push ledger. Reads the state folder on each call, since other windows write to it too. */
export interface Ledger {
  /** Entries of one account and Region. Throws StateError when the file cannot be read. */
  list(accountId: string, region: Region, server: Server): Promise<LedgerListing>;
  /** Adds an entry, flushed to disk before it returns. The token is hashed here and then forgotten. */
  record(entry: Omit<LedgerEntry, 'tokenHash'>, deviceToken: string): Promise<void>;
  /** Takes an entry out; nothing happens where there is none. */
  forget(entry: Pick<LedgerEntry, 'accountId' | 'region' | 'server' | 'instanceId' | 'registrationId'>): Promise<void>;
}

/** A place that held nothing when it was last listed, and what AWS said of it. */
export interface EmptyPlace {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  /** As in `ListRow`: `empty`, or AWS's own word where the service is closed to the account. */
  readonly status: string;
}

/** What is remembered of places that held nothing: lists of many accounts don't ask all of them again every time. */
export interface EmptyPlaces {
  /** Those of an account that were seen within the last day, by kind and Region as `placeKey` writes them. Never throws. */
  of(account: string): Promise<ReadonlyMap<string, EmptyPlace>>;
  /** Takes note of the status of places that a listing found empty, and of those that hold something (null). Never throws. */
  note(account: string, places: ReadonlyMap<string, string | null>): Promise<void>;
}

/** What a place held when it was last listed: what this computer shows until AWS is asked again. */
export interface SeenPlace {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  /** How many there were, as far as they were read. */
  readonly count: number;
  /** True where there were more. */
  readonly more?: boolean;
  /** The first of them, without the fields that only AWS tells. */
  readonly rows: readonly Row[];
}

/** What accounts held when they were last read, so that it can be shown at once. */
export interface SeenPlaces {
  /** The places of an account that held something, by kind and Region as `placeKey` writes them. Never throws. */
  of(account: string): Promise<ReadonlyMap<string, SeenPlace>>;
  /** Takes note of what places hold now. Never throws. */
  note(account: string, places: ReadonlyMap<string, Omit<SeenPlace, 'at'>>): Promise<void>;
}

/** The append-only record of changes, one for all windows and command lines. Every method throws StateError. */
export interface Journal {
  /** Records what is about to be sent; on the disk when it returns. */
  begin(intent: JournalIntent): Promise<void>;
  /** Records how it ended; on the disk when it returns. A later end of the same id takes the place of an earlier. */
  end(id: string, outcome: JournalOutcome): Promise<void>;
  /** The entries that can be told whole, newest first. */
  list(): Promise<readonly JournalEntry[]>;
  /** The same, with what cannot be told. */
  read(): Promise<JournalReading>;
}

/**
 * What accounts are marked as, one for all windows and command lines. Reads the state folder on each call, since others
 * write to it too. Every method throws StateError where the marks cannot be told: nothing may be written to AWS then.
 */
export interface MarkBook {
  read(): Promise<AccountMarks>;
  /** What the marks make of an account now. */
  of(account: Pick<Place, 'source' | 'accountId'>): Promise<MarkedAccount>;
  /** Changes what stands under a key, on the disk when it returns; what says nothing then is taken out. Gives what it says. */
  change(key: string, change: (mark: AccountMark) => AccountMark): Promise<AccountMark>;
}

/** What a lock stands for. The account is known by its id, so that two profiles of one account exclude each other. */
export interface LockTarget {
  readonly accountId: string;
  readonly region: Region;
  readonly kind: TargetKind;
  readonly name: string;
}

/** Who holds a lock. */
export interface LockHolder {
  readonly pid: number;
  /** The machine, where it is not this one; null for this one. */
  readonly host: string | null;
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** What came of asking for a lock. */
export type Locking =
  | { readonly kind: 'held'; readonly lock: HeldLock }
  | { readonly kind: 'busy'; readonly holder: LockHolder };

/** A lock that is held. */
export interface HeldLock {
  /** True once it was lost: the machine slept, say, and another took the holder for dead. */
  isLost(): boolean;
  /** Lets go; does nothing the second time. Never throws. */
  release(): Promise<void>;
}

/** Locks between our own writers: advisory, so that other tools do not see them. */
export interface Locks {
  /**
   * Takes the lock, or tells who holds it, after waiting briefly. A dead holder is passed over.
   * Throws StateError where the state folder cannot be used, AccessError `cancelled` when the signal aborts.
   */
  acquire(target: LockTarget, signal?: AbortSignal): Promise<Locking>;
}

/** A log line: fixed text first, the variable part last; never a secret, never a message body. */
export interface Log {
  info(text: string, detail?: string): void;
  warn(text: string, detail?: string): void;
  error(text: string, detail?: string): void;
}
