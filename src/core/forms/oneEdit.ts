import type { Range } from '../model/jsonTree.ts';

/** The one replacement that makes another text of a text, as small as it can be; undefined where they are the same. */
export function oneEdit(before: string, after: string): (Range & { readonly text: string }) | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}
