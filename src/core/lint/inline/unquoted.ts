import type { TextEdit } from '../../json/edit.ts';
import type { Range } from '../../json/tree.ts';
import type { FixEdits } from '../edits.ts';
import type { LintFinding } from '../finding.ts';
import { firstFrom } from './firstFrom.ts';

/** How a stretch of shell text is quoted, and so how a text put into it must be written. */
export type Quoting = 'bare' | 'single' | 'double' | 'ansi' | 'raw' | 'open-heredoc';

/** A stretch that a shell or a template fills in before anyone sees it. Offsets of the unquoted text. */
export interface Expansion {
  readonly from: number;
  readonly to: number;
  /** True where no shell fills it in: what a script sets its variables to says nothing of it. */
  readonly isEarly: boolean;
  /** True where a comma stands in what fills it in: that may be the one between two values. */
  readonly hasComma: boolean;
}

const ESCAPE: Readonly<Record<Quoting, (text: string) => string>> = {
  bare: text => text.replace(/[^\w./:=@%+,-]/g, char => `\\${char}`),
  single: text => text.replaceAll("'", "'\\''"),
  double: text => text.replace(/[\\"$`]/g, char => `\\${char}`),
  ansi: text => text.replace(/[\\']/g, char => `\\${char}`).replaceAll('\n', '\\n'),
  raw: text => text,
  'open-heredoc': text => text.replace(/[\\$`]/g, char => `\\${char}`),
};

/** A text with its quoting taken off, each character of which knows where it stands in the text around it. */
export class Unquoted {
  readonly expansions: readonly Expansion[];

  constructor(
    readonly text: string,
    readonly starts: readonly number[],
    readonly ends: readonly number[],
    /** The piece of quoting that each character stands in: an index into `quotings`, or -1 where it stands nowhere. */
    readonly pieces: readonly number[],
    readonly quotings: readonly Quoting[],
    expansions: readonly Expansion[],
    /** True where `$` is doubled, as in a Makefile. */
    readonly doublesDollar = false,
  ) {
    this.expansions = expansions;
  }

  /** Where a stretch of the unquoted text stands outside. */
  outer({ start, end }: Range): Range {
    const from = this.starts[start] ?? this.ends.at(-1) ?? 0;
    return { start: from, end: end > start ? Math.max(from, this.ends[end - 1] ?? from) : from };
  }

  /** A finding about the unquoted text, told where it stands outside. A fix that would tear a quote apart is left out. */
  finding(inner: LintFinding): LintFinding {
    return { ...inner, ...this.outer(inner), fixes: inner.fixes.flatMap(fix => this.#fix(fix) ?? []) };
  }

  #fix(fix: FixEdits): FixEdits | undefined {
    const edits = fix.edits.map(edit => this.#edit(edit));
    const whole = edits.filter(edit => edit !== undefined);
    return whole.length === edits.length ? { ...fix, edits: whole } : undefined;
  }

  #edit({ start, end, text }: TextEdit): TextEdit | undefined {
    const insertion = start === end;
    const quoting = this.#quotingAt(insertion ? Math.max(0, start - 1) : start);
    // What lies between two places of one quoting holds as many opening quotes as closing ones.
    if (quoting === undefined || (!insertion && this.#quotingAt(end - 1) !== quoting)) return undefined;
    const escaped = ESCAPE[quoting](text);
    const written = this.doublesDollar ? escaped.replaceAll('$', '$$$$') : escaped;
    if (!insertion) return { ...this.outer({ start, end }), text: written };
    const at = (start === 0 ? this.starts[0] : this.ends[start - 1]) ?? 0;
    return { start: at, end: at, text: written };
  }

  #quotingAt(index: number): Quoting | undefined {
    return this.quotings[this.pieces[index] ?? -1];
  }

  /** The same text from one place to another. */
  slice(from: number, to = this.text.length): Unquoted {
    const expansions = this.expansions
      .filter(one => one.from >= from && one.to <= to)
      .map(one => ({ ...one, from: one.from - from, to: one.to - from }));
    const cut = <T>(all: readonly T[]): readonly T[] => all.slice(from, to);
    return new Unquoted(
      this.text.slice(from, to),
      cut(this.starts),
      cut(this.ends),
      cut(this.pieces),
      this.quotings,
      expansions,
      this.doublesDollar,
    );
  }

  /** The text with each place that a pattern finds as one that is filled in elsewhere. */
  withFilledIn(pattern: RegExp): Unquoted {
    const builder = new UnquotedBuilder(this.quotings, this.doublesDollar);
    let done = 0;
    for (const { 0: found, index } of this.text.matchAll(pattern)) {
      const { start, end } = this.outer({ start: index, end: index + found.length });
      builder.copy(this, done, index);
      builder.addExpansion('$(…)', start, end);
      done = index + found.length;
    }
    if (done === 0) return this;
    builder.copy(this, done, this.text.length);
    return builder.build();
  }

  /**
   * True where what is filled in may be any piece of JSON: it stands where a key or a comma would, in a list before a value,
   * beside another without a blank, or is all there is. What is joined with bare letters is none, nor is what stands behind a
   * colon: there its quotes or its comma were forgotten. A template may loop over what follows.
   */
  holdsPieces(): boolean {
    const outside = expansionsOutsideStrings(this.text, this.expansions);
    let first = '';
    return outside.some(({ from, to, behind, isInside, isEarly, hasComma }, index) => {
      const isJoined = outside[index - 1]?.to === from;
      if (!isJoined) first = behind;
      if (!isInside) return first === '' || '}]'.includes(first);
      if (first === '{') return true;
      if (this.#isQuote(outside, index)) return true;
      if (first === '') return hasComma;
      const isValue = /^\s{0,200}(?:[,:\]}]|$)/.test(this.text.slice(to, to + 201));
      const isInPlace = first === '[' || first === ':';
      if (!isInPlace && !',"}]'.includes(first)) return false;
      if (hasComma && !(isInPlace && isValue)) return true;
      if (/[\w'./-]/.test(this.text[to] ?? '')) return false;
      if (isJoined || !isInPlace) return true;
      const next = outside[index + 1]?.from;
      const isAlone = next === undefined || next === to || /\S/.test(this.text.slice(to, next));
      return !isValue && (isEarly || (first === '[' && isAlone));
    });
  }

  /** True where a variable stands on both sides of a word: it holds the quotation mark. */
  #isQuote(outside: readonly Expansion[], index: number): boolean {
    const [one, next, third] = outside.slice(index, index + 3);
    return [next, third].some(
      other =>
        one !== undefined &&
        other !== undefined &&
        this.text.slice(one.from, one.to) === this.text.slice(other.from, other.to) &&
        /^[^\s,{}[\]"']+$/.test(this.text.slice(one.to, other.from)),
    );
  }

  /**
   * The text with each expansion that stands outside a JSON string put between quotes, so that `{"Events": $EVENTS}` is
   * read as a value that is still open and not as broken JSON.
   */
  withQuotedExpansions(): Unquoted {
    const outside = expansionsOutsideStrings(this.text, this.expansions);
    if (outside.length === 0) return this;
    const builder = new UnquotedBuilder(this.quotings, this.doublesDollar);
    let done = 0;
    for (const expansion of outside) {
      builder.copy(this, done, expansion.from);
      builder.addSynthetic('"', this.starts[expansion.from] ?? 0);
      builder.copy(this, expansion.from, expansion.to);
      builder.addSynthetic('"', this.ends[expansion.to - 1] ?? 0);
      done = expansion.to;
    }
    builder.copy(this, done, this.text.length);
    return builder.build();
  }
}

/** What stands for an expansion: a name can be shown, anything else could look like JSON of its own. */
export function shownExpansion(raw: string): string {
  const isName = /^(?:\$+(?:\w+|\{[\w.]+\}|\([\w.-]+\))|\$?\{\{[\w. -]+\}\}|<<[\w. -]+>>)$/.test(raw);
  return isName ? raw.replace(/^\$\$+/, '$') : '$(…)';
}

/**
 * Each with the character that it stands behind, but for blanks: `[` also for the comma of a list; none at the start and behind
 * another expansion.
 */
function expansionsOutsideStrings(
  text: string,
  expansions: readonly Expansion[],
): readonly (Expansion & { readonly behind: string; readonly isInside: boolean })[] {
  const found: (Expansion & { readonly behind: string; readonly isInside: boolean })[] = [];
  const lists: boolean[] = [];
  let [inString, behind, index] = [false, '', 0];
  for (const expansion of expansions) {
    for (; index < expansion.from; index += 1) {
      const char = text[index] ?? '';
      if (char === '"') inString = !inString;
      else if (inString) index += char === '\\' ? 1 : 0;
      else if (char === '[' || char === '{') lists.push(char === '[');
      else if (char === ']' || char === '}') lists.pop();
      if (char.trim() === '') continue;
      // A colon of bare text is a letter like any other.
      if (char === ':' && !inString) behind = behind === '"' ? ':' : 'a';
      else behind = char === ',' && lists.at(-1) === true ? '[' : char;
    }
    if (!inString) {
      found.push({ ...expansion, behind, isInside: lists.length > 0 });
      behind = '';
    }
    index = Math.max(index, expansion.to);
  }
  return found;
}

/** Builds an unquoted text piece by piece. */
export class UnquotedBuilder {
  #text = '';
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #pieces: number[] = [];
  readonly #quotings: Quoting[];
  readonly #expansions: Expansion[] = [];
  #piece = -1;

  constructor(
    quotings: readonly Quoting[] = [],
    readonly doublesDollar = false,
  ) {
    this.#quotings = [...quotings];
  }

  get length(): number {
    return this.#starts.length;
  }

  /** Begins a new stretch of one quoting. */
  begin(quoting: Quoting): void {
    this.#piece = this.#quotings.push(quoting) - 1;
  }

  /** Begins a new stretch unless the last one has this quoting. */
  continue(quoting: Quoting): void {
    if (this.#quotings[this.#piece] !== quoting) this.begin(quoting);
  }

  /** Adds what a stretch outside stands for; each unit of it stands for the whole stretch. */
  add(text: string, start: number, end: number): void {
    for (let index = 0; index < text.length; index += 1) this.#push(text[index] ?? '', start, end, this.#piece);
  }

  /** Adds a stretch that is filled in elsewhere. */
  addExpansion(shown: string, start: number, end: number, { isEarly = false, hasComma = false } = {}): void {
    const from = this.length;
    this.add(shown, start, end);
    this.#expansions.push({ from, to: this.length, isEarly, hasComma });
  }

  /** Adds a character that stands nowhere outside. */
  addSynthetic(char: string, at: number): void {
    this.#push(char, at, at, -1);
  }

  /** Copies a stretch of another unquoted text with the same quotings. */
  copy(source: Unquoted, from: number, to: number): void {
    const shift = this.length - from;
    for (let index = from; index < to; index += 1) {
      const [start = 0, end = 0] = [source.starts[index], source.ends[index]];
      this.#push(source.text[index] ?? '', start, end, source.pieces[index] ?? -1);
    }
    const { expansions } = source;
    for (
      let index = firstFrom(expansions, from, one => one.from);
      (expansions[index]?.to ?? to + 1) <= to;
      index += 1
    ) {
      const one = expansions[index];
      if (one !== undefined) this.#expansions.push({ ...one, from: one.from + shift, to: one.to + shift });
    }
  }

  build(): Unquoted {
    return new Unquoted(
      this.#text,
      this.#starts,
      this.#ends,
      this.#pieces,
      this.#quotings,
      this.#expansions,
      this.doublesDollar,
    );
  }

  #push(unit: string, start: number, end: number, piece: number): void {
    this.#text += unit;
    this.#starts.push(start);
    this.#ends.push(end);
    this.#pieces.push(piece);
  }
}
