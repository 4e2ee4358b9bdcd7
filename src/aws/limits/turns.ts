/** What goes on in one turn of the event loop at most: each call or answer takes the thread for half a millisecond. */
const A_TURN = 8;

/**
 * Lets a few calls or answers go on in each turn of the event loop: where thousands could at once, whatever else waits for the
 * thread, such as other extensions, has its turn in between.
 */
export class Turns {
  #left = A_TURN;
  #waiting: (() => void)[] = [];

  /** Resolves when one may go on; undefined where it may at once. */
  take(): Promise<void> | undefined {
    if (this.#left > 0) {
      this.#left -= 1;
      return undefined;
    }
    // Only who finds none left sees to the next turn: to see to each costs as much as signing.
    if (this.#waiting.length === 0) setImmediate(this.#turn);
    return new Promise(resolve => this.#waiting.push(resolve));
  }

  readonly #turn = (): void => {
    const next = this.#waiting.slice(0, A_TURN);
    this.#waiting = this.#waiting.slice(A_TURN);
    this.#left = A_TURN - next.length;
    if (this.#waiting.length > 0) setImmediate(this.#turn);
    for (const goOn of next) goOn();
  };
}
