import type { KindTable, WriteRow } from '../kinds/kindTable.ts';
import type { AccountSource } from '../model/account.ts';
import { type AccessError, asKnownError, isCancelled, type StateError } from '../model/errors.ts';
import {
  isForeign,
  isOpen,
  type JournalEntry,
  type JournalledChange,
  type JournalOutcome,
  type JournalReading,
} from '../model/journal.ts';
import type { AccountGateway, Clock, Journal, Ledger, LockHolder, Locks } from '../model/ports.ts';
import type { Live } from '../model/resource.ts';
import { scopeIn } from '../model/scope.ts';
import { mustAnswer, serverOfChange } from '../model/server.ts';
import { reached, readLive, sameBase, tookEffect } from './plan.ts';

/** As much of the road as settling goes: it cannot write to AWS. */
export interface SettlingRoad {
  readonly table: KindTable;
  readonly gateway: Pick<AccountGateway, 'reader'>;
  readonly ledger: Pick<Ledger, 'list'>;
  readonly journal: Journal;
  readonly locks: Locks;
  readonly clock: Clock;
}

/** What settling came to. */
export type Settling =
  | { readonly kind: 'settled'; readonly entry: JournalEntry }
  | { readonly kind: 'not-open'; readonly entry: JournalEntry } // it was certain before
  | { readonly kind: 'not-yet'; readonly entry: JournalEntry; readonly found: Live } // AWS may still show it; look again
  | { readonly kind: 'unreadable'; readonly entry: JournalEntry } // AWS cannot tell, or no more; only a person can dismiss it
  | { readonly kind: 'busy'; readonly holder: LockHolder } // its writer, or another, is at it
  | { readonly kind: 'wrong-account'; readonly confirmed: string; readonly actual: string }
  | { readonly kind: 'missing' } // no such entry
  | { readonly kind: 'failed'; readonly error: AccessError | StateError }
  | { readonly kind: 'cancelled' };

/**
 * Finds out by a live read what became of a change whose end is not known, and writes it down. Under the resource's lock,
 * so that a change that is under way is not judged. Never rejects.
 *
 * @param source Where to read, if not with the credentials that the change was made with.
 */
export function settle(
  id: string,
  road: SettlingRoad,
  source?: AccountSource,
  signal?: AbortSignal,
): Promise<Settling> {
  return whileOpen(id, road, (entry, all) => judged(entry, all, road, source, signal), signal);
}

/**
 * Closes an entry whose end is not known: a person says that it needs no further look. Under the resource's lock, so that a
 * change that is under way is not closed. Never rejects.
 */
export function dismiss(
  id: string,
  road: Pick<SettlingRoad, 'journal' | 'locks' | 'clock'>,
  signal?: AbortSignal,
): Promise<Settling> {
  return whileOpen(id, road, entry => settled(entry, 'dismissed', road), signal);
}

/** Does something with an entry that is open, under the lock of its resource. Never rejects. */
async function whileOpen(
  id: string,
  { journal, locks }: Pick<SettlingRoad, 'journal' | 'locks'>,
  work: (entry: JournalEntry, all: JournalReading) => Promise<Settling>,
  signal: AbortSignal | undefined,
): Promise<Settling> {
  try {
    const entry = (await journal.list()).find(one => one.id === id);
    if (entry === undefined) return { kind: 'missing' };
    if (!isOpen(entry)) return { kind: 'not-open', entry };
    const locking = await locks.acquire(entry, signal);
    if (locking.kind === 'busy') return locking;
    try {
      // Its writer may have ended it while the lock was waited for.
      const all = await journal.read();
      const now = all.entries.find(one => one.id === id);
      if (now === undefined) return { kind: 'missing' };
      return isOpen(now) ? await work(now, all) : { kind: 'not-open', entry: now };
    } finally {
      await locking.lock.release();
    }
  } catch (error) {
    if (isCancelled(error)) return { kind: 'cancelled' };
    return { kind: 'failed', error: asKnownError(error) };
  }
}

async function judged(
  entry: JournalEntry,
  { entries, foreign }: JournalReading,
  road: SettlingRoad,
  source: AccountSource | undefined,
  signal: AbortSignal | undefined,
): Promise<Settling> {
  const row = road.table.writeRow(entry.operation);
  if (!row.kind.listable) return { kind: 'unreadable', entry };
  // What another version made of it later cannot be told from this change.
  if (foreign.some(one => one.time > entry.time && isSameResource(one, entry))) return { kind: 'unreadable', entry };
  const told = judgeByNext(row, entry, entries);
  if (told === 'too-early') return { kind: 'unreadable', entry };
  if (told !== null) return settled(entry, told, road);
  const reader = road.gateway.reader(source ?? entry.source);
  mustAnswer(serverOfChange(entry), await reader.server(row.kind.service));
  const { accountId } = await reader.identity({ signal });
  if (accountId !== entry.accountId) return { kind: 'wrong-account', confirmed: entry.accountId, actual: accountId };
  const found = await readLive(row, scopeIn(entry, reader, road.ledger, { signal }), entry.request);
  if (reached(row, found, entry.goal)) return settled(entry, 'done', road);
  if (tookEffect(row, entry, found)) return { kind: 'not-yet', entry, found };
  if (!sameBase(row, entry.base, found)) return settled(entry, 'conflict', road);
  if (mayLag(row, entry, road.clock.now())) return { kind: 'not-yet', entry, found };
  return settled(entry, 'failed', road);
}

async function settled(
  entry: JournalEntry,
  result: 'done' | 'failed' | 'conflict' | 'dismissed',
  { clock, journal }: Pick<SettlingRoad, 'journal' | 'clock'>,
): Promise<Settling> {
  const outcome: JournalOutcome = { time: new Date(clock.now()).toISOString(), result, code: null, undo: null };
  await journal.end(entry.id, outcome);
  return { kind: 'settled', entry: { ...entry, outcome } };
}

/**
 * What the next change of the same resource tells, which read it before it was sent: once there is one, what is live now
 * tells nothing of this change. `too-early` where it read while AWS may still have lagged behind; null where there is none.
 *
 * @param entries Newest first.
 */
function judgeByNext(
  row: WriteRow,
  entry: JournalEntry,
  entries: readonly JournalEntry[],
): 'done' | 'failed' | 'conflict' | 'too-early' | null {
  const at = entries.findIndex(one => one.id === entry.id);
  const next = entries.slice(0, Math.max(0, at)).findLast(one => isSameResource(one, entry));
  if (next === undefined) return null;
  const found = { ...next.base, updatedBy: null, updatedAt: null, facts: {} };
  if (tookEffect(row, entry, found)) return 'done';
  if (!sameBase(row, entry.base, found)) return 'conflict';
  return mayLag(row, entry, Date.parse(next.time)) ? 'too-early' : 'failed';
}

function isSameResource(one: JournalledChange, other: JournalEntry): boolean {
  return (
    // Of what another version wrote it is not known who answered.
    (isForeign(one) || serverOfChange(one) === serverOfChange(other)) &&
    one.accountId === other.accountId &&
    one.region === other.region &&
    one.kind === other.kind &&
    one.name === other.name
  );
}

/** True where AWS may still show what was replaced, although it took the change. */
function mayLag(row: WriteRow, { time, outcome }: JournalEntry, at: number): boolean {
  return at < Date.parse(outcome?.time ?? time) + row.kind.verification.timeoutSeconds * 1000;
}
