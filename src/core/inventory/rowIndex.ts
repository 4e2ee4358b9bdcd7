import type { NodePath } from './nodes.ts';

/** What is found for a text. */
export interface Matches {
  /** The best ones, best first. */
  readonly paths: readonly NodePath[];
  /** All that there are. */
  readonly total: number;
}

/** How well an entry fits, from best to worst: by its name, by the beginning of it, in it, elsewhere. */
const RANKS = 4;

/** The words of a text, as they are looked for: in small letters. */
export const wordsOf = (text: string): readonly string[] => text.toLowerCase().split(/\s+/).filter(Boolean);

/**
 * Texts of rows by which they are found: each word somewhere in them, in any order. Looking goes through all of them once,
 * however much is found.
 */
export class RowIndex {
  readonly #at = new Map<NodePath, number>();
  readonly #paths: NodePath[] = [];
  readonly #names: string[] = [];
  readonly #texts: string[] = [];
  /** What is said of whole places, once for all their rows. */
  readonly #shared: string[] = [];
  readonly #small = new Map<string, string>();

  get size(): number {
    return this.#paths.length;
  }

  /**
   * Puts a row in, or in place of what was known of it.
   *
   * @param name What people call it: what is found there comes first.
   * @param more Everything else by which it alone is found.
   * @param shared What it has in common with many: where it is, say.
   */
  put(path: NodePath, name: string, more: readonly string[], shared = ''): void {
    const at = this.#at.get(path) ?? this.#paths.length;
    this.#at.set(path, at);
    this.#paths[at] = path;
    this.#names[at] = name.toLowerCase();
    this.#texts[at] = more.join('\n').toLowerCase();
    const small = this.#small.get(shared) ?? shared.toLowerCase();
    this.#small.set(shared, small);
    this.#shared[at] = small;
  }

  /** The rows whose texts hold every word, in the order in which they were put in where they fit alike. */
  find(text: string, limit: number): Matches {
    const words = wordsOf(text);
    const whole = words.join(' ');
    const ranked: NodePath[][] = Array.from({ length: RANKS }, () => []);
    let total = 0;
    for (const [index, name] of this.#names.entries()) {
      const own = this.#texts[index] ?? '';
      const shared = this.#shared[index] ?? '';
      if (!words.every(word => name.includes(word) || own.includes(word) || shared.includes(word))) continue;
      total += 1;
      const fits = ranked[rank(name, whole, words)];
      const path = this.#paths[index];
      if (fits !== undefined && fits.length < limit && path !== undefined) fits.push(path);
    }
    return { paths: ranked.flat().slice(0, limit), total };
  }
}

function rank(name: string, whole: string, words: readonly string[]): number {
  if (name === whole) return 0;
  if (words[0] !== undefined && name.startsWith(words[0])) return 1;
  return words.every(word => name.includes(word)) ? 2 : 3;
}
