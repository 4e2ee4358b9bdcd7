import type { AccountSource } from '../model/account.ts';
import {
  isForeign,
  isOpen,
  type JournalEntry,
  type JournalledChange,
  type Undo,
  type UndoReason,
} from '../model/journal.ts';
import { serverOfChange } from '../model/server.ts';
import type { Intent } from './change.ts';

/** Why an entry cannot be undone. */
export type NoUndoReason =
  | UndoReason
  | 'nothing-changed' // it failed, or met something else
  | 'not-certain' // what became of it is not known; a live read settles it
  | 'undone' // another change has taken it back
  | 'deleted'; // what it made was deleted since, on purpose and not as its undo

/** True for what needs no undo among changes that are taken back together. */
export const needsNoUndo = (reason: NoUndoReason): boolean => reason === 'nothing-changed' || reason === 'undone';

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
  if (factsOf(all).undone.has(entry.id)) return { kind: 'not', reason: 'undone' };
  const undo = undoOf(entry);
  if (undo.kind === 'not') return undo;
  const deletion = deletionOf(entry, all);
  if (deletion !== undefined) return { kind: 'not', reason: 'deleted', since: deletion.time };
  const { accountId, region, goal } = entry;
  const place = { source: source ?? entry.source, accountId, region, server: serverOfChange(entry) };
  return {
    kind: 'by',
    intent: { ...place, operation: undo.operation, request: undo.request, over: goal, undoes: entry.id },
  };
}

/**
 * The later change that deleted what an entry made: it sent what would undo the entry, without being its undo. Only of what
 * AWS named in its answer, such as a registration: anything else can be made again under its name.
 */
function deletionOf(entry: JournalEntry, all: readonly JournalledChange[]): JournalEntry | undefined {
  const undo = entry.outcome?.undo;
  if (undo?.kind !== 'by') return undefined;
  const { deletions, places } = factsOf(all);
  const deletion = deletions.get(requestKey({ ...entry, ...undo }));
  if (deletion === undefined || deletion.undoes === entry.id) return undefined;
  const place = (one: JournalEntry): number => places.get(one.id) ?? all.length;
  return place(deletion) < place(entry) ? deletion : undefined;
}

const requestKey = (
  change: Pick<JournalEntry, 'source' | 'server' | 'accountId' | 'region'> & Pick<Intent, 'operation' | 'request'>,
): string => {
  const { accountId, region, operation, request } = change;
  return JSON.stringify([serverOfChange(change), accountId, region, operation, Object.entries(request).sort()]);
};

/** What a whole journal tells of its changes. */
interface JournalFacts {
  /** The ids of those that were taken back. */
  readonly undone: ReadonlySet<string>;
  /** The newest deletions that were done, by what was sent. */
  readonly deletions: ReadonlyMap<string, JournalEntry>;
  /** How many changes are newer, by id: their times may be those of a clock that was set back. */
  readonly places: ReadonlyMap<string, number>;
}

/** Remembered for as long as its list is, since whole lists are asked about entry by entry. */
const knownFacts = new WeakMap<readonly JournalledChange[], JournalFacts>();

/** @param all Newest first. */
function factsOf(all: readonly JournalledChange[]): JournalFacts {
  const known = knownFacts.get(all);
  if (known !== undefined) return known;
  const deletions = new Map<string, JournalEntry>();
  for (const one of all) {
    if (isForeign(one) || one.action !== 'delete' || one.outcome?.result !== 'done') continue;
    const key = requestKey(one);
    if (!deletions.has(key)) deletions.set(key, one);
  }
  const facts = { undone: undoneIn(all), deletions, places: new Map(all.map(({ id }, place) => [id, place])) };
  knownFacts.set(all, facts);
  return facts;
}

/**
 * The ids of the changes that were taken back by one that stands: one that nobody took back, or only what was taken back
 * itself. Where some take back each other in a ring, as only a damaged journal tells, none of them was.
 */
function undoneIn(all: readonly JournalledChange[]): ReadonlySet<string> {
  const takes = new Map<string, string>();
  /** How many that may stand took a change back. */
  const takers = new Map<string, number>();
  for (const change of all) {
    const result = isForeign(change) ? change.result : change.outcome?.result;
    if (change.undoes === null || result !== 'done') continue;
    takes.set(change.id, change.undoes);
    takers.set(change.undoes, (takers.get(change.undoes) ?? 0) + 1);
  }
  const undone = new Set<string>();
  const standing = [...takes.keys()].filter(id => !takers.has(id));
  // Grows while it is gone through.
  for (const id of standing) {
    const taken = takes.get(id);
    if (taken === undefined || undone.has(taken)) continue;
    undone.add(taken);
    const freed = takes.get(taken);
    if (freed === undefined) continue;
    const left = (takers.get(freed) ?? 0) - 1;
    takers.set(freed, left);
    if (left === 0) standing.push(freed);
  }
  return undone;
}

/**
 * The entries that an id stands for: the one of that id, or those of the group. Newest first, as the journal lists them:
 * the order in which they are undone.
 */
export function entriesOf(id: string, entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const own = entries.filter(entry => entry.id === id);
  return own.length > 0 ? own : entries.filter(entry => entry.group === id);
}
