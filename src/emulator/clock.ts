/** The emulator's time: the source's time plus what the control plane advanced it by. */
export class Clock {
  readonly #source: () => number;
  #offsetSeconds = 0;

  /** @param source milliseconds since 1970, never going back. */
  constructor(source: () => number) {
    this.#source = source;
  }

  now(): Date {
    return new Date(this.#source() + this.#offsetSeconds * 1000);
  }

  /** Seconds by which this clock is ahead of its source. */
  get offsetSeconds(): number {
    return this.#offsetSeconds;
  }

  /** Puts the clock this many seconds ahead of its source. */
  setOffset(seconds: number): void {
    this.#offsetSeconds = seconds;
  }

  /** Moves the clock on by this many seconds. */
  advance(seconds: number): void {
    this.#offsetSeconds += seconds;
  }
}
