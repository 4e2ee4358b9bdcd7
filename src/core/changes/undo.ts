import type { AccountSource } from '../model/account.ts';
import { isOpen, type JournalEntry } from '../model/journal.ts';
import type { Undo, UndoReason } from '../model/kind.ts';
import type { Intent } from './change.ts';

/** Why an entry cannot be undone. */
export type NoUndoReason =
  | UndoReason
  | 'nothing-changed' // it failed, or met something else
  | 'not-certain' // what became of it is not known; a live read settles it
  | 'undone'; // another change has taken it back

/** Whether an entry can be undone now: by which change, or why not. */
export type Undoing =
  | { readonly kind: 'by'; readonly intent: Intent }
  | { readonly kind: 'not'; readonly reason: NoUndoReason };

/** What takes an entry back, as far as the journal knows. */
export function undoOf(entry: JournalEntry): Undo {
  return entry.outcome?.undo ?? entry.undo;
}

/**
 * The change that takes an entry back. It is made only over what the entry left, so that later changes are not lost.
 *
 * @param entries The whole journal: an entry that was taken back is not taken back again, unless that was undone too.
 * @param source The credentials to use, if not those of the entry.
 */
export function undoing(entry: JournalEntry, entries: readonly JournalEntry[], source?: AccountSource): Undoing {
  if (isOpen(entry)) return { kind: 'not', reason: 'not-certain' };
  if (entry.outcome?.result !== 'done') {
    return { kind: 'not', reason: entry.outcome?.result === 'dismissed' ? 'not-certain' : 'nothing-changed' };
  }
  if (isUndone(entry.id, entries)) return { kind: 'not', reason: 'undone' };
  const undo = undoOf(entry);
  if (undo.kind === 'not') return undo;
  const { accountId, region, goal } = entry;
  const place = { source: source ?? entry.source, accountId, region };
  return {
    kind: 'by',
    intent: { ...place, operation: undo.operation, request: undo.request, over: goal, undoes: entry.id },
  };
}

/** True where a change that took it back stands itself. */
function isUndone(id: string, entries: readonly JournalEntry[]): boolean {
  return entries.some(one => one.undoes === id && one.outcome?.result === 'done' && !isUndone(one.id, entries));
}

/**
 * The entries that an id stands for: the one of that id, or those of the group. Newest first, as the journal lists them:
 * the order in which they are undone.
 */
export function entriesOf(id: string, entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const own = entries.filter(entry => entry.id === id);
  return own.length > 0 ? own : entries.filter(entry => entry.group === id);
}
