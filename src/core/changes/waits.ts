import type { Clock } from '../model/ports.ts';

const FIRST_WAIT_MILLISECONDS = 250;
const LONGEST_WAIT_MILLISECONDS = 20_000;
/** How long one change waits in all, its sends included, for AWS to take it. */
const PATIENCE_MILLISECONDS = 120_000;

/** The waits of one change that AWS asks to slow down: twice as long each time, and as long as it says at least. */
export class Waits {
  readonly #clock: Clock;
  #until: number | undefined;
  #wait = FIRST_WAIT_MILLISECONDS;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits once more; false where that would take too long. Throws AccessError `cancelled` when the signal aborts. */
  async next(retryAfterSeconds = 0, signal?: AbortSignal): Promise<boolean> {
    const now = this.#clock.elapsed();
    this.#until ??= now + PATIENCE_MILLISECONDS;
    const wait = Math.max(this.#wait, retryAfterSeconds * 1000);
    if (now + wait > this.#until) return false;
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MILLISECONDS);
    await this.#clock.sleep(wait, signal);
    return true;
  }
}
