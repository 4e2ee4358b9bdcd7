import type { AccountSource } from '../model/account.ts';
import { type AccessError, asAccessError, isCancelled } from '../model/errors.ts';
import { isOpen, type JournalEntry, type JournalOutcome } from '../model/journal.ts';
import type { Live } from '../model/kind.ts';
import type { AccountGateway, Clock, Journal, Ledger, LockHolder, Locks } from '../model/ports.ts';
import { StateError } from '../model/stateErrors.ts';
import { reached, readLive, sameBase, scopeOf, tookEffect, type WriteRow, writeRow } from './plan.ts';

/** What settling needs: no way to write to AWS. */
export interface SettleNeeds {
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
  | { readonly kind: 'unreadable'; readonly entry: JournalEntry } // AWS cannot tell; only a person can dismiss it
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
export async function settle(
  id: string,
  needs: SettleNeeds,
  source?: AccountSource,
  signal?: AbortSignal,
): Promise<Settling> {
  try {
    const entry = await entryOf(id, needs);
    if (entry === undefined) return { kind: 'missing' };
    if (!isOpen(entry)) return { kind: 'not-open', entry };
    const locking = await needs.locks.acquire(entry, signal);
    if (locking.kind === 'busy') return locking;
    try {
      return await settleLocked(id, needs, source, signal);
    } finally {
      await locking.lock.release();
    }
  } catch (error) {
    if (isCancelled(error)) return { kind: 'cancelled' };
    return { kind: 'failed', error: error instanceof StateError ? error : asAccessError(error) };
  }
}

/** Closes an entry that nothing can settle: a person says that it needs no further look. Throws StateError. */
export async function dismiss(id: string, needs: Pick<SettleNeeds, 'journal' | 'clock'>): Promise<boolean> {
  const entry = await entryOf(id, needs);
  if (entry === undefined || !isOpen(entry)) return false;
  await needs.journal.end(id, ended('dismissed', needs));
  return true;
}

async function entryOf(id: string, { journal }: Pick<SettleNeeds, 'journal'>): Promise<JournalEntry | undefined> {
  return (await journal.list()).find(entry => entry.id === id);
}

async function settleLocked(
  id: string,
  needs: SettleNeeds,
  source: AccountSource | undefined,
  signal: AbortSignal | undefined,
): Promise<Settling> {
  // Its writer may have ended it while the lock was waited for.
  const entry = await entryOf(id, needs);
  if (entry === undefined) return { kind: 'missing' };
  if (!isOpen(entry)) return { kind: 'not-open', entry };
  const row = writeRow(entry.operation);
  if (!row.kind.listable) return { kind: 'unreadable', entry };
  const reader = needs.gateway.reader(source ?? entry.source);
  const { accountId } = await reader.identity({ signal });
  if (accountId !== entry.accountId) return { kind: 'wrong-account', confirmed: entry.accountId, actual: accountId };
  const found = await readLive(row, scopeOf(entry, reader, needs.ledger, { signal }), entry.request);
  const result = judge(row, entry, found, needs.clock.now());
  if (result === null) return { kind: 'not-yet', entry, found };
  const outcome = ended(result, needs);
  await needs.journal.end(id, outcome);
  return { kind: 'settled', entry: { ...entry, outcome } };
}

/** What a live read says of an open change; null where AWS may not show yet what it took. */
function judge(row: WriteRow, entry: JournalEntry, found: Live, now: number): 'done' | 'failed' | 'conflict' | null {
  if (reached(row, found, entry.goal)) return 'done';
  if (tookEffect(row, entry, found)) return null;
  // What it replaced is shown for as long as AWS may lag behind.
  const sentBefore = Date.parse(entry.outcome?.time ?? entry.time);
  const mayLag = now < sentBefore + row.kind.verification.timeoutSeconds * 1000;
  if (sameBase(row, entry.base, found)) return mayLag ? null : 'failed';
  return 'conflict';
}

function ended(result: JournalOutcome['result'], { clock }: Pick<SettleNeeds, 'clock'>): JournalOutcome {
  return { time: new Date(clock.now()).toISOString(), result, code: null, undo: null };
}
