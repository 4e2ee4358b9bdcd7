/** Hands values from those who find them to one who reads them, in the order of arrival. */
export class Channel<T> implements AsyncIterable<T> {
  readonly #values: T[] = [];
  #wake: () => void = () => undefined;
  #ended = false;

  push(value: T): void {
    this.#values.push(value);
    this.#wake();
  }

  /** No more values will come; those that are there can still be read. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    while (!this.#ended || this.#values.length > 0) {
      yield* this.#values.splice(0);
      if (!this.#ended && this.#values.length === 0) {
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      }
    }
  }
}
