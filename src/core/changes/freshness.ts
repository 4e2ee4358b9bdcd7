import { ageOf, type Moment, momentOf } from '../model/moment.ts';
import type { AccountWriter, Clock } from '../model/ports.ts';

/** How old re-read and marks may be when the write is sent; what is held back longer looks again first. */
const MAX_AGE_MILLISECONDS = 1_000;

/** How much older a re-read may be where AWS is slow: as long as its answers took, each counted for this at most. */
const MOST_SLOWNESS_MILLISECONDS = 2_000;

/** When AWS first answered a reading, of whose further calls none tells of a later moment, and how long its answers took. */
interface FirstAnswer {
  readonly at: Moment;
  readonly tookMilliseconds: number;
}

/** How fresh is what one change was decided over. */
export class Freshness {
  readonly #clock: Clock;
  /** When the base was last seen as planned over. */
  #base: FirstAnswer = { at: { now: 0, elapsed: 0 }, tookMilliseconds: 0 };
  /** That of the last reading; undefined while AWS has not answered. */
  #firstAnswer: FirstAnswer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes note that a reading begins. */
  begin(): void {
    this.#firstAnswer = undefined;
  }

  /** The same way to read, whose answers are timed. */
  timed(inner: AccountWriter['read']): AccountWriter['read'] {
    return async (...call) => {
      const asked = this.#clock.elapsed();
      try {
        return await inner(...call);
      } finally {
        const took = Math.min(this.#clock.elapsed() - asked, MOST_SLOWNESS_MILLISECONDS);
        const { at = momentOf(this.#clock), tookMilliseconds = 0 } = this.#firstAnswer ?? {};
        this.#firstAnswer = { at, tookMilliseconds: tookMilliseconds + took };
      }
    };
  }

  /** Takes note that the last reading showed the base. */
  seeBase(): void {
    this.#base = this.#firstAnswer ?? { at: momentOf(this.#clock), tookMilliseconds: 0 };
  }

  /** True where the base was read too long ago. */
  isBaseOld(): boolean {
    return this.isOld(this.#base.at, this.#base.tookMilliseconds);
  }

  /** True for what is too long ago. */
  isOld(then: Moment, moreMilliseconds = 0): boolean {
    return ageOf(then, this.#clock) > MAX_AGE_MILLISECONDS + moreMilliseconds;
  }
}
