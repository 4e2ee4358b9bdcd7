import { setImmediate as nextTurn } from 'node:timers/promises';

/** Calls that begin in one turn of the event loop: each takes the thread for half a millisecond. */
const A_TURN = 8;

/**
 * Has calls begin a few in each turn of the event loop: where thousands could begin at once, whatever else waits for the thread,
 * such as other extensions, has its turn in between.
 */
export class Turns {
  #begun = 0;
  #next: Promise<void> | undefined;

  /** Resolves when a call may begin. */
  async take(): Promise<void> {
    while (this.#begun >= A_TURN) await this.#next;
    this.#begun += 1;
    this.#next ??= nextTurn().then(() => {
      this.#begun = 0;
      this.#next = undefined;
    });
  }
}
