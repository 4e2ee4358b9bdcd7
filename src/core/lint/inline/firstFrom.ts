import type { Range } from '../../json/tree.ts';

/** The index of the first of some, in the order of the text, that is at an offset or behind it; their number where none is. */
export function firstFrom<One>(all: readonly One[], offset: number, offsetOf: (one: One) => number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = all[middle];
    if (one !== undefined && offsetOf(one) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Those that start in none of some stretches; both in the order of the text. */
export function outside<One extends { readonly start: number }>(
  stretches: readonly Range[],
  all: readonly One[],
): readonly One[] {
  let index = 0;
  return all.filter(({ start }) => {
    while ((stretches[index]?.end ?? start + 1) <= start) index += 1;
    return start < (stretches[index]?.start ?? start + 1);
  });
}
