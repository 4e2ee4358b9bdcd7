/** How far the end of a substitution is looked for. */
const MAX_EXPANSION_LENGTH = 4096;

/** Finds what a shell fills in. Remembers where nothing is closed, so that no text takes long to read. */
export class Expansions {
  /** No substitution that starts before this offset is looked at any more. */
  #hopelessUntil = 0;
  /** Before this offset a quote comes to no end: brackets are counted without regard to quotes. */
  #openQuotesUntil = 0;

  /** @param make True in a Makefile, where the shell sees one dollar of two. */
  constructor(
    readonly text: string,
    readonly end: number,
    readonly make: boolean,
  ) {}

  /** The length of the expansion at an offset; 0 where there is none. One that is never closed is none. */
  lengthAt(at: number): number {
    const isDoubled = this.make && this.text.startsWith('$$', at);
    return isDoubled ? 1 + Math.max(1, this.#ofShell(at + 1)) : this.#ofShell(at);
  }

  #ofShell(at: number): number {
    const char = this.text[at];
    if (char !== '$' && char !== '`') return 0;
    const next = this.text[at + 1] ?? '';
    const isName = char === '$' && next !== '(' && next !== '{';
    if (isName)
      return (
        /^\$(?:[A-Za-z_]\w*|[0-9@*#?$!-])/.exec(this.text.slice(at, Math.min(at + 256, this.end)))?.[0].length ?? 0
      );
    if (at < this.#hopelessUntil) return 0;
    const limit = Math.min(this.end, at + MAX_EXPANSION_LENGTH);
    const raw = this.text.slice(at, limit);
    const length = char === '`' ? raw.indexOf('`', 1) + 1 : next === '(' ? this.#substitution(raw, at) : balanced(raw);
    if (length === 0) this.#hopelessUntil = limit;
    return length;
  }

  /**
   * The length of a substitution that a text begins with; 0 where it does not end. Quotes count as bash has them, but for a heredoc
   * within it, whose apostrophes open nothing, and where they come to no end.
   */
  #substitution(text: string, at: number): number {
    const quoted = this.make || at < this.#openQuotesUntil ? 0 : balanced(text, true);
    if (quoted === 0 && at >= this.#openQuotesUntil) this.#openQuotesUntil = at + text.length;
    if (quoted === 0 || HEREDOC.test(text.slice(0, quoted))) return balanced(text) || quoted;
    const counted = balanced(text.slice(0, quoted));
    const isTorn = counted === 0 || /['"]/.test(text.slice(0, counted).replace(QUOTED, ''));
    return isTorn ? quoted : counted;
  }
}

/** Where brackets close nothing: in quotes, and where they are escaped. */
const QUOTED = /\\.|'[^']*'|"(?:\\.|[^"\\])*"/gs;

const HEREDOC = /(?<!<)<<(?!<)/;

/** The length of a text up to the bracket that closes its second character, in quotes or not; 0 where none does. */
function balanced(text: string, mindsQuotes = false): number {
  const open = text[1] ?? '';
  const close = open === '(' ? ')' : '}';
  let depth = 0;
  for (let index = 1; index < text.length; index += 1) {
    const char = text[index];
    if (char === '\\') index += 1;
    else if (mindsQuotes && (char === "'" || char === '"')) index = quoteEnd(text, index);
    else if (char === open) depth += 1;
    else if (char === close) {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return 0;
}

/** Where a quote closes that opens at an offset; the offset itself where it does not. */
function quoteEnd(text: string, at: number): number {
  const mark = text[at] ?? '';
  for (let index = at + 1; index < text.length; index += 1) {
    if (text[index] === mark) return index;
    if (text[index] === '\\' && mark === '"') index += 1;
  }
  return at;
}
