/** Edits (insertion, deletion, replacement, swap of neighbours) between two short texts; at most `limit` + 1. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const straight = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same);
      row.push(swapped ? Math.min(straight, (before[j - 2] ?? 0) + 1) : straight);
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? limit + 1;
}

/** The word nearest to a text, case aside: equal but for case, or at most two edits away and less than a third of it. */
export function nearest(text: string, words: Iterable<string>): string | undefined {
  const wanted = text.toLowerCase();
  if (wanted.length > 64) return undefined;
  let best: string | undefined;
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
