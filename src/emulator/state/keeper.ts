/** Where texts of the state go; `DataFile` is one. */
export interface StateSink {
  write(text: string): Promise<void>;
}

/**
 * Writes the state out after changes, one write at a time. All who wait while a write is under way share the next one,
 * so that a burst of changes costs two writes, and each waits for a text that was taken after its own change.
 */
export class Keeper {
  readonly #sink: StateSink;
  readonly #text: () => string;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  /** @param text the state as it is now. */
  constructor(sink: StateSink, text: () => string) {
    this.#sink = sink;
    this.#text = text;
  }

  /** Resolves once everything changed before this call is durable. Rejects where it could not be written. */
  commit(): Promise<void> {
    this.#next ??= this.#running
      // A failed write was told to those who waited for it; the next one tries anew.
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#sink.write(this.#text());
      });
    this.#running = this.#next;
    return this.#next;
  }
}
