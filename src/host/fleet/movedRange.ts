import type { Range } from '../../core/json/tree.ts';

/** One stretch of a text that was replaced, as VS Code tells it: all of an event count from the text before it. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/** Where a stretch of text is after changes beside it; undefined where one of them reached into it. */
export function movedRange({ start, end }: Range, changes: readonly TextChange[]): Range | undefined {
  let shift = 0;
  for (const { rangeOffset, rangeLength, text } of changes) {
    if (rangeOffset + rangeLength <= start) shift += text.length - rangeLength;
    else if (rangeOffset < end) return undefined;
  }
  return { start: start + shift, end: end + shift };
}
