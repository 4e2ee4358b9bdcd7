import { expect } from 'vitest';
import type { AskingRoad } from '../../src/core/changes/change.ts';
import type { AccountGateway, AccountWriter } from '../../src/core/model/ports.ts';

/** A person who stops a change at the nth thing that happens on its way. */
export class Stop {
  readonly #controller = new AbortController();
  readonly #point: number;
  readonly #sent: () => number;
  #happened = 0;
  #sentBefore = 0;

  /** @param sent How many writes were sent so far. */
  constructor(point: number, sent: () => number) {
    this.#point = point;
    this.#sent = sent;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** True where it came to the point. */
  get came(): boolean {
    return this.signal.aborted;
  }

  /** How many writes were sent after the stop. */
  get sentAfter(): number {
    return this.came ? this.#sent() - this.#sentBefore : 0;
  }

  /** The same needs but for the gateway: something happens at each use of one, and at its end. */
  watched(road: AskingRoad): AskingRoad {
    const { journal, locks, clock, ledger, validate, confirm } = road;
    return {
      ...road,
      journal: {
        begin: this.told(journal.begin.bind(journal)),
        end: this.told(journal.end.bind(journal)),
        list: this.told(journal.list.bind(journal)),
        read: this.told(journal.read.bind(journal)),
      },
      locks: { acquire: this.told(locks.acquire.bind(locks)) },
      clock: { now: () => clock.now(), elapsed: () => clock.elapsed(), sleep: this.told(clock.sleep.bind(clock)) },
      ledger: {
        list: this.told(ledger.list.bind(ledger)),
        record: this.told(ledger.record.bind(ledger)),
        forget: this.told(ledger.forget.bind(ledger)),
      },
      validate: this.told(validate),
      confirm: this.told(confirm),
      progress: () => this.happens(),
    };
  }

  /** A gateway at whose every call, and at its end, something happens. */
  watchedGateway(gateway: AccountGateway): AccountGateway {
    const writer = ({ identity, server, read, write, close }: AccountWriter): AccountWriter => ({
      ...{ identity, server, close, read: this.told(read), write: this.told(write) },
    });
    return {
      reader: source => {
        const { read, identity, endpoint, server } = gateway.reader(source);
        return { source, endpoint, server, read: this.told(read), identity: this.told(identity) };
      },
      openWriter: async (...args) => writer(await this.told(gateway.openWriter.bind(gateway))(...args)),
    };
  }

  happens(): void {
    this.#happened += 1;
    if (this.#happened !== this.#point) return;
    this.#sentBefore = this.#sent();
    this.#controller.abort();
  }

  told<A extends readonly unknown[], T>(work: (...args: A) => Promise<T>): (...args: A) => Promise<T> {
    return async (...args) => {
      this.happens();
      const result = await work(...args).finally(() => this.happens());
      return result;
    };
  }
}

/**
 * Runs a scenario anew for every point at which it can be stopped, until one is never come to.
 *
 * @param least How many points there are at least.
 */
export async function atEveryPoint(scenario: (point: number) => Promise<Stop>, least: number): Promise<void> {
  for (let point = 1; ; point += 1) {
    const stop = await scenario(point);
    expect(stop.sentAfter, `sent after a stop at point ${point}`).toBe(0);
    if (stop.came) continue;
    expect(point).toBeGreaterThan(least);
    return;
  }
}
