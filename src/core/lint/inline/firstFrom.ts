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
