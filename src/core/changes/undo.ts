import type { AccountSource } from '../model/account.ts';
import {
  isForeign,
  isOpen,
  type JournalEntry,
  type JournalledChange,
  type Undo,
  type UndoReason,
} from '../model/journal.ts';
import type { Intent } from './change.ts';

/** Why an entry cannot be undone. */
export type NoUndoReason =
  | UndoReason
  | 'nothing-changed' // it failed, or met something else
  | 'not-certain' // what became of it is not known; a live read settles it
  | 'undone' // another change has taken it back
  | 'deleted'; // what it made was deleted since, on purpose and not as its undo

/** Whether an entry can be undone now: by which change, or why not. */
export type Undoing =
  | { readonly kind: 'by'; readonly intent: Intent }
  | {
      readonly kind: 'not';
      readonly reason: NoUndoReason;
      /** ISO 8601, UTC: since when, where another change is the reason. */
      readonly since?: string;
    };

/** What takes an entry back, as far as the journal knows. */
export function undoOf(entry: JournalEntry): Undo {
  return entry.outcome?.undo ?? entry.undo;
}

/**
 * The change that takes an entry back. It is made only over what the entry left, so that later changes are not lost.
 *
 * @param all The whole journal as it was read, what another version wrote included, not changed since: an entry that was
 *   taken back is not taken back again, unless that was undone too.
 * @param source The credentials to use, if not those of the entry.
 */
export function undoing(entry: JournalEntry, all: readonly JournalledChange[], source?: AccountSource): Undoing {
  const { outcome } = entry;
  if (outcome === null || isOpen(entry) || outcome.result === 'dismissed')
    return { kind: 'not', reason: 'not-certain' };
  if (outcome.result !== 'done') return { kind: 'not', reason: 'nothing-changed' };
  if (isUndone(entry.id, undoersIn(all))) return { kind: 'not', reason: 'undone' };
  const undo = undoOf(entry);
  if (undo.kind === 'not') return undo;
  const deletion = deletionOf(entry, all);
  if (deletion !== undefined) return { kind: 'not', reason: 'deleted', since: deletion.time };
  const { accountId, region, goal } = entry;
  const place = { source: source ?? entry.source, accountId, region };
  return {
    kind: 'by',
    intent: { ...place, operation: undo.operation, request: undo.request, over: goal, undoes: entry.id },
  };
}

/** True where a change that took it back stands itself. In a damaged journal one may take back itself, or two each other. */
function isUndone(
  id: string,
  undoers: ReadonlyMap<string, readonly JournalledChange[]>,
  asked: ReadonlySet<string> = new Set(),
): boolean {
  const path = new Set(asked).add(id);
  return undoers.get(id)?.some(one => !path.has(one.id) && !isUndone(one.id, undoers, path)) === true;
}

/**
 * The later change that deleted what an entry made: it sent what would undo the entry, without being its undo. Only of what
 * AWS named in its answer, such as a registration: anything else can be made again under its name.
 */
function deletionOf(entry: JournalEntry, all: readonly JournalledChange[]): JournalEntry | undefined {
  const undo = entry.outcome?.undo;
  if (undo?.kind !== 'by') return undefined;
  const deletion = deletionsIn(all).get(requestKey({ ...entry, ...undo }));
  return deletion === undefined || deletion.undoes === entry.id || deletion.time < entry.time ? undefined : deletion;
}

const requestKey = ({
  accountId,
  region,
  operation,
  request,
}: Pick<Intent, 'accountId' | 'region' | 'operation' | 'request'>): string =>
  JSON.stringify([accountId, region, operation, Object.entries(request).sort()]);

const knownDeletions = new WeakMap<readonly JournalledChange[], ReadonlyMap<string, JournalEntry>>();

/** The deletions that were done, by what was sent. */
function deletionsIn(all: readonly JournalledChange[]): ReadonlyMap<string, JournalEntry> {
  const known = knownDeletions.get(all);
  if (known !== undefined) return known;
  const deletions = all.flatMap(one =>
    isForeign(one) || one.action !== 'delete' || one.outcome?.result !== 'done'
      ? []
      : [[requestKey(one), one] as const],
  );
  const found = new Map(deletions);
  knownDeletions.set(all, found);
  return found;
}

/** Remembered for as long as its list is, since whole lists are asked about entry by entry. */
const knownUndoers = new WeakMap<readonly JournalledChange[], ReadonlyMap<string, readonly JournalledChange[]>>();

/** The changes that were done to take others back, by the id of those. */
function undoersIn(all: readonly JournalledChange[]): ReadonlyMap<string, readonly JournalledChange[]> {
  const known = knownUndoers.get(all);
  if (known !== undefined) return known;
  const undoers = new Map<string, JournalledChange[]>();
  for (const change of all) {
    const result = isForeign(change) ? change.result : change.outcome?.result;
    if (change.undoes === null || result !== 'done') continue;
    const others = undoers.get(change.undoes);
    if (others === undefined) undoers.set(change.undoes, [change]);
    else others.push(change);
  }
  knownUndoers.set(all, undoers);
  return undoers;
}

/**
 * The entries that an id stands for: the one of that id, or those of the group. Newest first, as the journal lists them:
 * the order in which they are undone.
 */
export function entriesOf(id: string, entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const own = entries.filter(entry => entry.id === id);
  return own.length > 0 ? own : entries.filter(entry => entry.group === id);
}
