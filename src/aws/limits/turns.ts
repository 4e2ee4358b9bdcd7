import { setImmediate as nextTurn } from 'node:timers/promises';

/** What goes on in one turn of the event loop: each call or answer takes the thread for half a millisecond. */
const A_TURN = 8;

/**
 * Lets a few calls or answers go on in each turn of the event loop: where thousands could at once, whatever else waits for the
 * thread, such as other extensions, has its turn in between.
 */
export class Turns {
  #begun = 0;
  #next: Promise<void> | undefined;

  /** Resolves when one may go on. */
  async take(): Promise<void> {
    while (this.#begun >= A_TURN) await this.#next;
    this.#begun += 1;
    this.#next ??= nextTurn().then(() => {
      this.#begun = 0;
      this.#next = undefined;
    });
  }
}
