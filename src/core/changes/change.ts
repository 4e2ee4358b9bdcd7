import type { KindTable } from '../kinds/kindTable.ts';
import type { Place } from '../model/account.ts';
import type { Amendment } from '../model/amendment.ts';
import type { AccessError, StateError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { Action, Undo } from '../model/journal.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { WriteOperation } from '../model/operations.ts';
import type {
  AccountGateway,
  Answer,
  Clock,
  Input,
  Journal,
  Ledger,
  LockHolder,
  Locks,
  MarkBook,
  NewId,
} from '../model/ports.ts';
import type { Live, TargetKind } from '../model/resource.ts';
import type { Server } from '../model/server.ts';

/**
 * What someone wants changed, and where they believe it to be: the account id is the one that was shown, the Region that of
 * the call, which for hubs is the control plane's.
 */
export interface Intent extends Place {
  readonly operation: WriteOperation;
  /** In the shape of `--cli-input-json`. */
  readonly request: Input;
  /** What is done to the policy that is live, which completes the request. */
  readonly amendment?: Amendment | undefined;
  /** Who must answer: who did when it was planned, or what it takes back was made; absent: whoever the config names. */
  readonly server?: Server;
  /** What must be live for the change to be made at all: what a saved plan was made over, what an undo takes back. */
  readonly over?: JsonObject | null;
  /** The journal's group, for changes that belong together. */
  readonly group?: string;
  /** The journal entry that this change takes back. */
  readonly undoes?: string;
  /** The name of the fleet file that asks for it. */
  readonly file?: string;
}

/** One difference between what is live and what will be. Secret values never appear. */
export interface Difference {
  /** Member names joined by dots, such as `SNSTopic`. */
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** One planned write: everything a person has to see before saying yes. Free of secrets. */
export interface Plan extends Place {
  readonly kind: TargetKind;
  readonly operation: WriteOperation;
  readonly action: Action;
  /** The resource's name. */
  readonly name: string;
  /** The request with every secret written as `${secret:MEMBER}`. */
  readonly request: JsonObject;
  readonly base: Live;
  readonly goal: JsonObject | null;
  readonly differences: readonly Difference[];
  readonly findings: readonly Finding[];
  readonly undo: Undo;
}

/** How far a change has come, for progress. */
export type Step =
  | 'validating'
  | 'reading'
  | 'confirming'
  | 'locking'
  | 'checking-account'
  | 'writing'
  | 'waiting' // AWS asked us to slow down
  | 'verifying'
  | 'finding-out'; // stopped after it was sent: reading tells what became of it

/** How a change ended. */
export type Outcome =
  /** `entry` is its id in the journal, by which it is taken back. */
  | { readonly kind: 'done'; readonly plan: Plan; readonly answer: Answer; readonly entry: string }
  | { readonly kind: 'nothing-to-do'; readonly plan: Plan }
  /** Taken by AWS, not visible yet; `entry` is its id in the journal, by which it is looked at again. */
  | { readonly kind: 'accepted'; readonly plan: Plan; readonly seen: Live; readonly entry: string }
  | { readonly kind: 'unrecorded'; readonly plan: Plan; readonly answer: Answer; readonly reason: string } // done, but ledger or journal could not be written
  | { readonly kind: 'declined'; readonly plan: Plan }
  | { readonly kind: 'forbidden'; readonly reason: 'untrusted-workspace' }
  | { readonly kind: 'invalid'; readonly findings: readonly Finding[] }
  | { readonly kind: 'blocked'; readonly plan: Plan } // its findings hold an error
  | { readonly kind: 'wrong-account'; readonly confirmed: string; readonly actual: string }
  /** The account is marked so that this is not done: `mark` is the key under which it is. */
  | { readonly kind: 'marked'; readonly plan: Plan; readonly as: 'read-only' | 'production'; readonly mark: string }
  | { readonly kind: 'busy'; readonly plan: Plan; readonly holder: LockHolder } // another of our own writers is at it
  /** Something else is there than was planned over; `sent` where the write was sent and may have been there in between. */
  | { readonly kind: 'conflict'; readonly plan: Plan; readonly found: Live; readonly sent: boolean }
  /** AWS may have carried it out; `entry` as above. */
  | { readonly kind: 'unknown'; readonly plan: Plan; readonly error: AccessError; readonly entry: string }
  | { readonly kind: 'failed'; readonly error: AccessError | StateError }
  /** Stopped: nothing was sent, or, where there is a plan, it was sent and AWS refused it or is seen not to have carried it out. */
  | { readonly kind: 'cancelled'; readonly plan?: Plan };

/** What the road goes over: the ports of everything outside, and who may write. */
export interface Road {
  /** The kinds there are, and what can be done with each. */
  readonly table: KindTable;
  readonly gateway: AccountGateway;
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly newId: NewId;
  /** What schema and rules object to in a request; an error stops the change. */
  readonly validate: (
    operation: WriteOperation,
    request: Input,
    where: Pick<Intent, 'accountId' | 'region'>,
  ) => Promise<readonly Finding[]>;
  /** Null where writing is allowed here, else why not. Asked first and again right before the write. */
  readonly forbidden: () => 'untrusted-workspace' | null;
  /** What accounts are marked as. Asked for the plan, and again right before each write. */
  readonly marks: Pick<MarkBook, 'of'>;
  /** The ids of accounts that the person typed for these changes: what takes something away in production needs it. */
  readonly typed?: ReadonlySet<string>;
  readonly progress?: (step: Step) => void;
  /** Begins to look at where planned changes lead; absent where nobody looks. What it reads is read once for all of them. */
  readonly lookAhead?: (signal?: AbortSignal) => Promise<LookAhead>;
}

/** Looks, for one question, at where planned changes lead: what it finds is told in the question and stops nothing. */
export interface LookAhead {
  /** What it found within a second; what is not there by then is a finding of its own. Rejects with our own stop alone. */
  look(plan: Plan): Promise<readonly Finding[]>;
  /** The question is asked: nothing more is read. */
  end(): void;
}

/** What a person said to a plan: false stops, `typed` where the account's id was typed for it. */
export type Consent = boolean | 'typed';

/** The road of one change, on which a person is asked. */
export interface AskingRoad extends Road {
  /** Shows the plan and asks. */
  readonly confirm: (plan: Plan) => Promise<Consent>;
}
