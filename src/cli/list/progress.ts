import { CLEAR_LINE, type Output } from '../output.ts';

const EVERY_MS = 100;

/** Counts on a terminal's error output while the work goes on; says nothing anywhere else. */
export class Progress {
  readonly #output: Output;
  readonly #describe: (count: number) => string;
  #count = 0;
  #shownAt = Number.NEGATIVE_INFINITY;

  constructor(output: Output, describe: (count: number) => string) {
    this.#output = output;
    this.#describe = describe;
  }

  /** One more. */
  async step(): Promise<void> {
    this.#count += 1;
    const now = performance.now();
    if (!this.#output.isTerminal || now - this.#shownAt < EVERY_MS) return;
    this.#shownAt = now;
    await this.#output.write(`${CLEAR_LINE}${this.#describe(this.#count)}`);
  }

  /** Takes the line away. */
  async end(): Promise<void> {
    if (this.#shownAt > Number.NEGATIVE_INFINITY) await this.#output.write(CLEAR_LINE);
  }
}
