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

  /** Starts counting anew. Requests under way are in flight still, but counted no more. */
  reset(): void {
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
