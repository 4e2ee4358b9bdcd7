import type { Range } from '../json/tree.ts';

/** A place in a text: both from zero, the character in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Turns offsets into lines and characters. A line ends with CR LF, LF or CR. */
export class Positions {
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
    this.#starts = starts;
  }

  /** The line and character of an offset. */
  at(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (this.#starts[low] ?? 0) };
  }

  /** A stretch as two places. */
  of({ start, end }: Range): { readonly start: Position; readonly end: Position } {
    return { start: this.at(start), end: this.at(end) };
  }
}
