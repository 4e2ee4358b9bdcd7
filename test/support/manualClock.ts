import { AccessError } from '../../src/core/model/errors.ts';
import type { Clock } from '../../src/core/model/ports.ts';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is told to go on. Sleepers wake in the order of their times. */
export class ManualClock implements Clock {
  readonly #sleepers = new Set<Sleeper>();
  readonly #start: number;
  #elapsed = 0;
  #set = 0;

  constructor(start = Date.parse('2026-11-22T00:00:00.000Z')) {
    this.#start = start;
  }

  now(): number {
    return this.#start + this.#elapsed + this.#set;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  /** Sets the time of day forth, or back: nothing has gone on. */
  setBy(milliseconds: number): void {
    this.#set += milliseconds;
  }

  /** How many sleep now. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        this.#sleepers.delete(sleeper);
        reject(new AccessError('cancelled', 'Cancelled.'));
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', cancel);
        resolve();
      };
      const sleeper = { until: this.#elapsed + milliseconds, wake };
      if (signal?.aborted === true) return cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      this.#sleepers.add(sleeper);
    });
  }

  /** Goes on step by step: each sleeper wakes at its own time, and what it then starts may sleep and wake in turn. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#elapsed + milliseconds;
    await settle();
    for (let next = this.#nextBefore(end); next !== undefined; next = this.#nextBefore(end)) {
      this.#elapsed = Math.max(this.#elapsed, next.until);
      this.#sleepers.delete(next);
      next.wake();
      await settle();
    }
    this.#elapsed = end;
  }

  #nextBefore(end: number): Sleeper | undefined {
    const due = [...this.#sleepers].filter(sleeper => sleeper.until <= end);
    return due.reduce<Sleeper | undefined>(
      (first, one) => (first === undefined || one.until < first.until ? one : first),
      undefined,
    );
  }
}

/** Lets everything that can go on without time passing go on. */
export function settle(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

/** A clock that never makes one wait: sleeping moves its time on at once. */
export class InstantClock implements Clock {
  readonly slept: number[] = [];
  #now: number;

  /** Starts at this machine's time, since what is sent to a server is signed with that. */
  constructor(start = Date.now()) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  elapsed(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(new AccessError('cancelled', 'Cancelled.'));
    this.slept.push(milliseconds);
    this.#now += milliseconds;
    return Promise.resolve();
  }
}
