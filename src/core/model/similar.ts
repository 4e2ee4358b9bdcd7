/** Edits (insertion, deletion, replacement, swap of neighbours) between two short texts; at most `limit` + 1. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const width = b.length + 1;
  // Three rows in turn: the one being filled, the one before, and the one before that.
  const rows = new Int32Array(width * 3);
  for (let j = 0; j < width; j += 1) rows[j] = j;
  let here = 0;
  for (let i = 1; i <= a.length; i += 1) {
    const above = here;
    here = (i % 3) * width;
    if (fillRow(rows, here, above, ((i + 1) % 3) * width, i, a, b) > limit) return limit + 1;
  }
  return rows[here + b.length] ?? limit + 1;
}

/** Fills row `i`; gives its least number. */
function fillRow(
  rows: Int32Array,
  here: number,
  above: number,
  twoAbove: number,
  i: number,
  a: string,
  b: string,
): number {
  rows[here] = i;
  let least = i;
  const own = a.charCodeAt(i - 1);
  for (let j = 1; j <= b.length; j += 1) {
    const other = b.charCodeAt(j - 1);
    const replaced = (rows[above + j - 1] ?? 0) + (own === other ? 0 : 1);
    let edits = Math.min(replaced, (rows[above + j] ?? 0) + 1, (rows[here + j - 1] ?? 0) + 1);
    const swapped = i > 1 && j > 1 && own === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other;
    if (swapped) edits = Math.min(edits, (rows[twoAbove + j - 2] ?? 0) + 1);
    rows[here + j] = edits;
    if (edits < least) least = edits;
  }
  return least;
}

/** The word nearest to a text, case aside: equal but for case, or at most two edits away and less than a third of it. */
export function nearest<Word extends string>(text: string, words: Iterable<Word>): Word | undefined {
  const wanted = text.toLowerCase();
  if (wanted.length > 64) return undefined;
  let best: Word | undefined;
  let bestDistance = Math.min(2, Math.floor((wanted.length - 1) / 3)) + 1;
  for (const word of words) {
    const found = distance(wanted, word.toLowerCase(), bestDistance - 1);
    if (found < bestDistance) {
      best = word;
      bestDistance = found;
    }
  }
  return best;
}
