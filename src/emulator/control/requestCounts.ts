/** How often an operation was asked for, and the most that were under way at once. */
export interface RequestCount {
  readonly count: number;
  readonly mostInFlight: number;
}

interface Tally {
  count: number;
  inFlight: number;
  mostInFlight: number;
}

/** Counts requests by `service.Operation`, whatever became of them. */
export class RequestCounts {
  readonly #tallies = new Map<string, Tally>();
  readonly #writes = new Map<string, Map<string, number>>();

  /** Counts one request in; the answer counts it out again, once. */
  begin(name: string): () => void {
    const tally = this.#tallies.get(name) ?? { count: 0, inFlight: 0, mostInFlight: 0 };
    this.#tallies.set(name, tally);
    tally.count += 1;
    tally.inFlight += 1;
    tally.mostInFlight = Math.max(tally.mostInFlight, tally.inFlight);
    let isOver = false;
    return () => {
      if (!isOver) tally.inFlight -= 1;
      isOver = true;
    };
  }

  /** Counts a write that an account was asked for, before it is known whether it is refused. */
  write(account: string, name: string): void {
    const writes = this.#writes.get(account) ?? new Map<string, number>();
    this.#writes.set(account, writes);
    writes.set(name, (writes.get(name) ?? 0) + 1);
  }

  /** The writes so far, by account and name. */
  writes(): Readonly<Record<string, Readonly<Record<string, number>>>> {
    return Object.fromEntries([...this.#writes].map(([account, writes]) => [account, Object.fromEntries(writes)]));
  }

  /** Starts counting anew. Requests under way are in flight still, but counted no more. */
  reset(): void {
    this.#writes.clear();
    for (const [name, tally] of this.#tallies) {
      if (tally.inFlight === 0) this.#tallies.delete(name);
      tally.count = 0;
      tally.mostInFlight = tally.inFlight;
    }
  }

  /** The counts so far, by name. */
  toJSON(): Readonly<Record<string, RequestCount>> {
    const counted = [...this.#tallies].filter(([, tally]) => tally.count > 0).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(counted.map(([name, { count, mostInFlight }]) => [name, { count, mostInFlight }]));
  }
}
