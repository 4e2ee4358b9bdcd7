import type { Place } from './account.ts';
import type { JsonObject } from './json.ts';
import type { WriteOperation } from './operations.ts';
import type { Live, TargetKind } from './resource.ts';

/** What a change did to its resource. */
export type Action = 'create' | 'replace' | 'delete';

/** How a change can be taken back: by another request, or not, and then why. */
export type Undo =
  | { readonly kind: 'by'; readonly operation: WriteOperation; readonly request: JsonObject }
  | { readonly kind: 'not'; readonly reason: UndoReason };

/** Why a change cannot be undone. */
export type UndoReason =
  | 'first-hub' // the last hub of an account can never be deregistered
  | 'registration-token' // registering again needs the device token, which is not kept
  | 'base-unknown'; // what was there before could not be read

/** What is about to be written: on the disk before anything is sent to AWS. Free of secrets. */
export interface JournalIntent extends Place {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Who answered, where that was not AWS; absent for the emulator's own accounts too, whose source says it. */
  readonly server?: string;
  readonly kind: TargetKind;
  readonly name: string;
  readonly operation: WriteOperation;
  readonly action: Action;
  /** As it was sent, each secret written as `${secret:MEMBER}`; an idempotency token is kept as it is. */
  readonly request: JsonObject;
  /** What was replaced. */
  readonly base: Pick<Live, 'config' | 'status'>;
  /** What was to be: null for nothing. */
  readonly goal: JsonObject | null;
  readonly undo: Undo;
  /** What changes made under one confirmation have in common, or null. */
  readonly group: string | null;
  /** The id of the entry that this change takes back, or null. */
  readonly undoes: string | null;
  /** The name of the fleet file that it was applied from; absent where it was made otherwise. */
  readonly file?: string;
}

/** How a journalled change ended. */
export type JournalResult =
  | 'done' // AWS took it and showed it, or a later read saw it
  | 'accepted' // AWS took it, and did not show it as long as we looked
  | 'failed' // nothing was changed
  | 'conflict' // something else was found there after sending
  | 'unknown' // AWS may or may not have carried it out
  | 'dismissed'; // unknown, and a person will not look further

/** The end of a journalled change. */
export interface JournalOutcome {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly result: JournalResult;
  /** Our code of the error that ended it, or null. */
  readonly code: string | null;
  /** What takes it back, where that was known only by AWS's answer; null leaves what the intent says. */
  readonly undo: Undo | null;
}

/** One change as the journal tells it. */
export interface JournalEntry extends JournalIntent {
  /** The last end that was written; null where none was, because the change is under way or its writer was killed. */
  readonly outcome: JournalOutcome | null;
}

/** True where it is not certain what became of a change: a live read settles it. */
export function isOpen({ outcome }: Pick<JournalEntry, 'outcome'>): boolean {
  return outcome === null || outcome.result === 'unknown' || outcome.result === 'accepted';
}

/**
 * A change that this version cannot tell whole, because another one wrote it: of a kind, an operation or an end that it
 * does not know. It is shown as it is written, and neither undone nor settled.
 */
export interface ForeignEntry {
  readonly id: string;
  readonly time: string;
  /** As `sourceKey` writes it. */
  readonly source: string;
  readonly accountId: string;
  readonly region: string;
  readonly kind: string;
  readonly name: string;
  readonly operation: string;
  readonly action: Action;
  readonly group: string | null;
  /** The id of the entry that it took back, or null. */
  readonly undoes: string | null;
  /** How it ended, where that can be told. */
  readonly result: JournalResult | null;
}

/** A change of the journal, whichever version wrote it. */
export type JournalledChange = JournalEntry | ForeignEntry;

/** What the journal holds. One line that cannot be read costs only itself. */
export interface JournalReading {
  /** Newest first. */
  readonly entries: readonly JournalEntry[];
  /** Newest first. */
  readonly foreign: readonly ForeignEntry[];
  /** How many lines hold nothing that can be told. */
  readonly unread: number;
}

/** The changes of both sorts together, newest first. */
export function newestFirst({
  entries,
  foreign,
}: Pick<JournalReading, 'entries' | 'foreign'>): readonly JournalledChange[] {
  const merged: JournalledChange[] = [];
  let next = 0;
  for (const entry of entries) {
    for (let one = foreign[next]; one !== undefined && one.time > entry.time; one = foreign[next]) {
      merged.push(one);
      next += 1;
    }
    merged.push(entry);
  }
  return [...merged, ...foreign.slice(next)];
}

/** True for a change that another version wrote. */
export function isForeign(one: JournalledChange): one is ForeignEntry {
  return !('outcome' in one);
}
