/** A check among those of its document. */
export interface OrderedCheck {
  /** When it began; milliseconds since 1970-01-01 UTC. */
  readonly began: number;
  /** Takes what it found for the newest that is known; false where a check that began later has been shown already. */
  take(): boolean;
}

/** Tells which check of a document began last, whichever ends last. */
export class CheckOrder {
  readonly #now: () => number;
  /** The number of the check that is shown of each document. */
  readonly #taken = new WeakMap<object, number>();
  #begun = 0;

  /** @param now Milliseconds since 1970-01-01 UTC. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Begins a check of a document. */
  begin(document: object): OrderedCheck {
    this.#begun += 1;
    const number = this.#begun;
    return {
      began: this.#now(),
      take: () => {
        if ((this.#taken.get(document) ?? 0) > number) return false;
        this.#taken.set(document, number);
        return true;
      },
    };
  }
}
