import type {
  ForeignEntry,
  JournalEntry,
  JournalIntent,
  JournalOutcome,
  JournalReading,
} from '../../src/core/model/journal.ts';
import type { HeldLock, Journal, LockHolder, Locking, Locks, LockTarget } from '../../src/core/model/ports.ts';

/** A journal in memory. `failure`, once set, is what the methods named in `failing` throw. */
export class InMemoryJournal implements Journal {
  readonly entries: JournalEntry[] = [];
  /** What another version wrote, and how many lines cannot be read. */
  foreign: readonly ForeignEntry[] = [];
  unread = 0;
  failure: Error | undefined;
  failing: readonly ('begin' | 'end')[] = ['begin', 'end'];

  async begin(intent: JournalIntent): Promise<void> {
    this.#check('begin');
    this.entries.push({ ...intent, outcome: null });
  }

  async end(id: string, outcome: JournalOutcome): Promise<void> {
    this.#check('end');
    const index = this.entries.findLastIndex(entry => entry.id === id);
    const entry = this.entries[index];
    if (entry === undefined) throw new RangeError(`no entry ${id}`);
    this.entries[index] = { ...entry, outcome };
  }

  async list(): Promise<readonly JournalEntry[]> {
    return [...this.entries].reverse();
  }

  async read(): Promise<JournalReading> {
    return { entries: await this.list(), foreign: this.foreign, unread: this.unread };
  }

  #check(method: 'begin' | 'end'): void {
    if (this.failure !== undefined && this.failing.includes(method)) throw this.failure;
  }
}

/** Locks in memory that never wait. What stands in `foreign` is held by others. */
export class InMemoryLocks implements Locks {
  readonly held = new Set<string>();
  readonly foreign = new Map<string, LockHolder>();
  /** Locks taken so far, released ones included. */
  taken = 0;
  /** True: every lock turns out to be lost. */
  loses = false;

  async acquire({ accountId, region, kind, name }: LockTarget): Promise<Locking> {
    const key = `${accountId}/${region}/${kind}/${name}`;
    const holder = this.foreign.get(key);
    if (holder !== undefined) return { kind: 'busy', holder };
    if (this.held.has(key)) return { kind: 'busy', holder: { pid: 1, host: null, since: '2026-11-22T00:00:00.000Z' } };
    this.held.add(key);
    this.taken += 1;
    const lock: HeldLock = {
      isLost: () => this.loses,
      release: async () => void this.held.delete(key),
    };
    return { kind: 'held', lock };
  }
}
