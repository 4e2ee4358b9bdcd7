import type { Clock } from '../model/ports.ts';

/**
 * Gives one account a turn of the event loop in which to begin: each asks for all its places at once, and dozens that are
 * told who they are in the same moment would have the thread for longer than a task may.
 */
export class OwnTurns {
  readonly #clock: Pick<Clock, 'sleep'>;
  #taken: Promise<void> | undefined;

  constructor(clock: Pick<Clock, 'sleep'>) {
    this.#clock = clock;
  }

  /** Resolves when nobody else has taken the turn: at once where nobody has. */
  async take(): Promise<void> {
    while (this.#taken !== undefined) await this.#taken;
    this.#taken = this.#clock.sleep(0).then(() => {
      this.#taken = undefined;
    });
  }
}
