import type { Range } from '../../json/tree.ts';
import { PARAMETER } from '../../model/placeholder.ts';
import { ansiEscapeAt } from './ansiEscape.ts';
import { Expansions } from './shellExpansions.ts';
import { shownExpansion, type Unquoted, UnquotedBuilder } from './unquoted.ts';

/** What is filled in before a shell reads a text, whatever the quoting: how long it is, by where it starts. */
export type FilledIn = ReadonlyMap<number, number>;

/** A stretch of text that is shell, and what its surroundings do to it. */
export interface ShellText extends Range {
  readonly text: string;
  /** True where line breaks join rather than end a command: a folded block of YAML. */
  readonly folded?: boolean;
  /** True in a Makefile: `$$` is a dollar, `$(NAME)` and `${NAME}` are filled in whatever the quoting. */
  readonly make?: boolean;
  /** True where Ansible may run it, which takes words such as `chdir=/tmp` for itself. */
  readonly ansible?: boolean;
  /** True on a page for people: a command may be named there without its options. */
  readonly page?: boolean;
  /** True where nothing tells whether a shell of Unix runs it. */
  readonly isOfAnyShell?: boolean;
  /** True where it is put together with others: its options may go on in the next. */
  readonly isPiece?: boolean;
  /** Found when it is first asked for: most texts call nothing of ours. */
  readonly filledIn?: () => FilledIn;
  /** Where the lines of the text start that begin what it stands in: a page's block, a workflow's step. */
  readonly openings?: readonly number[];
}

/** One word of a command, its quoting taken off. */
export interface Word extends Range {
  readonly value: Unquoted;
}

/** The words of a command, up to where it ends. */
export interface CommandWords {
  readonly words: readonly Word[];
  /** False where more may be meant to follow: a quote is open, the text breaks off, or the next line goes on with options. */
  readonly whole: boolean;
  /** Where it ends. */
  readonly end: number;
}

/**
 * The words of a command from an offset on. Nothing is ever evaluated.
 *
 * @param isSubstituted True where the command itself stands between backticks, the next of which ends it.
 */
export function readWords(shell: ShellText, from: number, isSubstituted = false): CommandWords {
  return new WordReader(shell, from, isSubstituted).words();
}

/** A line that goes on with options, as pages write a long command; AWS's own list optional ones between brackets. */
const GOES_ON = /(?:#[^\r\n]*)?[\r\n]+[ \t]*\[?--?[A-Za-z]/y;

/** What redirects, without the number before it and the target behind. */
const REDIRECTION = /&>>?|[<>]&-?|<<[<-]?|<>?|>[>|]?/y;

/** What Ansible takes out of a command for itself. */
const ANSIBLES = /^(?:chdir|creates|removes|executable|stdin|stdin_add_newline|strip_empty_ends|warn)=/;

const MAX_PLACEHOLDER_LENGTH = 80;

class WordReader {
  readonly #text: string;
  readonly #end: number;
  readonly #expansions: Expansions;
  #at: number;
  #builder = new UnquotedBuilder();

  constructor(
    readonly shell: ShellText,
    from: number,
    readonly isSubstituted: boolean,
  ) {
    this.#text = shell.text;
    this.#end = shell.end;
    this.#expansions = new Expansions(shell.text, shell.end, shell.make === true);
    this.#at = from;
  }

  words(): CommandWords {
    const words: Word[] = [];
    for (;;) {
      this.#skipBlanks();
      const char = this.#peek();
      if (
        char === '>' ||
        (char === '&' && this.#peek(1) === '>') ||
        (char === '<' && this.#placeholderLength() === 0 && parameterAt(this.#text, this.#at) === 0)
      ) {
        this.#skipRedirection();
        continue;
      }
      if (char === '' || '\r\n;&|()#'.includes(char) || (char === '`' && this.#backticks() === 0))
        return { words, whole: this.#isWhole(char), end: this.#at };
      const word = this.#word();
      if (word === undefined) return { words, whole: false, end: this.#at };
      // `2>&1`: the number of what is redirected is no word.
      const isNumber = /^\d{1,2}[<>]$/.test(`${word.value.text}${this.#peek()}`);
      if (!isNumber && !(this.shell.ansible === true && ANSIBLES.test(word.value.text))) words.push(word);
    }
  }

  /** True where a command ends at a character, and what follows is none of it. */
  #isWhole(char: string): boolean {
    const { make, page } = this.shell;
    // In a recipe a dash begins another command, whose failure make ignores.
    if (char === '' && make === true && page !== true) return true;
    GOES_ON.lastIndex = this.#at;
    // A page's synopsis has alternatives in brackets.
    return char !== '(' && !GOES_ON.test(this.#text);
  }

  #peek(ahead = 0): string {
    const index = this.#at + ahead;
    return index < this.#end ? (this.#text[index] ?? '') : '';
  }

  /** Steps over blanks and continued lines. */
  #skipBlanks(): void {
    for (;;) {
      const char = this.#peek();
      if (char === ' ' || char === '\t') this.#at += 1;
      else if (char === '\\' && this.#lineBreakAt(1) > 0) this.#at += this.#continuation();
      else if (this.shell.folded === true && this.#lineBreakAt(0) > 0) this.#at += this.#lineBreakAt(0);
      else return;
    }
  }

  /** The length of the line break at an offset from here; 0 where there is none. */
  #lineBreakAt(ahead: number): number {
    const char = this.#peek(ahead);
    if (char === '\n') return 1;
    return char === '\r' ? (this.#peek(ahead + 1) === '\n' ? 2 : 1) : 0;
  }

  /** The length of a backslash and the line break behind it; make takes the tab of the next line out as well. */
  #continuation(): number {
    const length = 1 + this.#lineBreakAt(1);
    return this.shell.make === true && this.#peek(length) === '\t' ? length + 1 : length;
  }

  /** The length of a `<name>` that a reader is to fill in, which no shell would take for a redirection; 0 for none. */
  #placeholderLength(): number {
    const rest = this.#text.slice(this.#at, Math.min(this.#at + MAX_PLACEHOLDER_LENGTH, this.#end));
    return /^<\p{L}(?:[\p{L}\w .:|/-]*[\p{L}\w.])?>(?![\w"'$])/u.exec(rest)?.[0].length ?? 0;
  }

  /** Steps over a redirection and its target, `<<EOF` included; `>&-` has none. */
  #skipRedirection(): void {
    REDIRECTION.lastIndex = this.#at;
    const operator = REDIRECTION.exec(this.#text)?.[0] ?? '';
    this.#at = Math.min(this.#at + operator.length, this.#end);
    if (operator.endsWith('&-')) return;
    this.#skipBlanks();
    const char = this.#peek();
    if (char !== '' && !'\r\n;&|()`<>'.includes(char) && this.#word() === undefined) this.#at = this.#end;
  }

  /** A word; undefined where a quote is never closed. */
  #word(): Word | undefined {
    const start = this.#at;
    this.#builder = new UnquotedBuilder([], this.shell.make === true);
    for (;;) {
      const char = this.#peek();
      const placeholder = char === '<' ? this.#placeholderLength() : 0;
      if (placeholder > 0) {
        this.#builder.continue('bare');
        for (let done = 0; done < placeholder; done += 1) this.#plain();
        continue;
      }
      const filledIn = char === '<' ? parameterAt(this.#text, this.#at) : char === '`' ? this.#backticks() : 0;
      if (filledIn > 0) {
        this.#builder.continue('bare');
        this.#takeExpansion(filledIn);
        continue;
      }
      if (char === '' || ' \t\r\n;&|()<>`'.includes(char)) break;
      if (!this.#piece(char)) return undefined;
    }
    return { start, end: this.#at, value: this.#builder.build() };
  }

  /** One stretch of one quoting; false where it is never closed. */
  #piece(char: string): boolean {
    if (char === "'") return this.#single();
    if (char === '"') return this.#double();
    const dollars = this.shell.make === true && char === '$' && this.#peek(1) === '$' ? 2 : 1;
    if (char === '$' && this.#peek(dollars) === "'") return this.#ansi(dollars);
    this.#builder.continue('bare');
    if (char === '\\') {
      const lineBreak = this.#lineBreakAt(1);
      if (lineBreak === 0) this.#builder.add(this.#peek(1), this.#at, Math.min(this.#at + 2, this.#end));
      this.#at = Math.min(this.#at + (lineBreak === 0 ? 2 : this.#continuation()), this.#end);
    } else if (!this.#expansion() && !this.#alternatives()) this.#plain();
    return true;
  }

  /** The length of a substitution between backticks on one line; 0 where the first of them means something else. */
  #backticks(): number {
    // PowerShell's line goes on behind one, and the next may stand anywhere.
    if (this.isSubstituted || /\s/.test(this.#peek(1))) return 0;
    const length = this.#expansions.lengthAt(this.#at);
    return /[\r\n]/.test(this.#text.slice(this.#at, this.#at + length)) ? 0 : length;
  }

  /** Takes `{a,b}` or `{1..9}`, of which bash makes a word for each, as a whole; false where there is none. */
  #alternatives(): boolean {
    if (this.#peek() !== '{') return false;
    ALTERNATIVES.lastIndex = this.#at;
    const length = ALTERNATIVES.exec(this.#text)?.[0].length ?? 0;
    if (length === 0 || this.#at + length > this.#end) return false;
    this.#takeExpansion(length);
    return true;
  }

  #plain(): void {
    this.#builder.add(this.#peek(), this.#at, this.#at + 1);
    this.#at += 1;
  }

  #single(): boolean {
    this.#builder.begin('single');
    this.#at += 1;
    while (this.#peek() !== "'") {
      if (this.#peek() === '') return false;
      if (!this.#templateExpansion()) this.#plain();
    }
    this.#at += 1;
    return true;
  }

  #double(): boolean {
    this.#builder.begin('double');
    this.#at += 1;
    while (this.#peek() !== '"') {
      const char = this.#peek();
      if (char === '') return false;
      if (char === '\\' && this.#lineBreakAt(1) > 0) this.#at += this.#continuation();
      else if (char === '\\' && '\\"$`'.includes(this.#peek(1)) && this.#peek(1) !== '') {
        this.#builder.add(this.#peek(1), this.#at, this.#at + 2);
        this.#at += 2;
      } else if (!this.#expansion()) this.#plain();
    }
    this.#at += 1;
    return true;
  }

  #ansi(dollars: number): boolean {
    this.#builder.begin('ansi');
    this.#at += dollars + 1;
    while (this.#peek() !== "'") {
      const char = this.#peek();
      if (char === '') return false;
      if (char === '\\') this.#ansiEscape();
      else if (!this.#templateExpansion()) this.#plain();
    }
    this.#at += 1;
    return true;
  }

  #ansiEscape(): void {
    const { text, length } = ansiEscapeAt(this.#text, this.#at, this.#end);
    this.#builder.add(text, this.#at, this.#at + length);
    this.#at += length;
  }

  /** Takes `$NAME`, `${…}`, `$(…)` or backticks as a whole; false where there is none. */
  #expansion(): boolean {
    if (this.#templateExpansion()) return true;
    const length = this.#expansions.lengthAt(this.#at);
    if (length === 0) return false;
    this.#takeExpansion(length);
    return true;
  }

  /**
   * What is filled in before the shell sees the text: `${{ … }}` of a workflow, `{{ … }}` of a template, `<< … >>` of
   * CircleCI, variables and `$$` of a Makefile.
   */
  #templateExpansion(): boolean {
    const known = this.shell.filledIn?.().get(this.#at) ?? parameterAt(this.#text, this.#at);
    if (known > 0) {
      this.#takeExpansion(known, true);
      return true;
    }
    if (this.#peek() !== '$' && this.#peek() !== '{') return false;
    const rest = this.#text.slice(this.#at, Math.min(this.#at + 300, this.#end));
    const workflow = this.#workflowExpansion();
    const make =
      this.shell.make === true
        ? /^\$(?:\([^()]*\)|\{[^{}]*\}|\$\w+|\$\{[^{}]*\}|\$\([^()]*\))/.exec(rest)?.[0]
        : undefined;
    const found = workflow ?? make;
    if (found === undefined) return false;
    this.#takeExpansion(found.length, true);
    return true;
  }

  /** Where the next closing brace stands, and up to where there is none before it. */
  #nextBrace = -1;
  #searchedTo = 0;

  /** `${{ … }}` or `{{ … }}`, which holds no closing brace. No stretch is searched for one twice. */
  #workflowExpansion(): string | undefined {
    TEMPLATE.lastIndex = this.#at;
    if (!TEMPLATE.test(this.#text)) return undefined;
    const limit = Math.min(this.#at + 300, this.#end);
    if (this.#nextBrace < this.#at) {
      const from = Math.max(this.#at, this.#searchedTo);
      const found = this.#text.slice(from, limit).indexOf('}');
      this.#searchedTo = found === -1 ? limit : from + found;
      if (found === -1) return undefined;
      this.#nextBrace = from + found;
    }
    const end = this.#nextBrace + 2;
    return end <= limit && this.#text[end - 1] === '}' ? this.#text.slice(this.#at, end) : undefined;
  }

  #takeExpansion(length: number, isEarly = false): void {
    const raw = this.#text.slice(this.#at, this.#at + length);
    const how = { isEarly, hasComma: raw.includes(',') };
    this.#builder.addExpansion(shownExpansion(raw), this.#at, this.#at + length, how);
    this.#at += length;
  }
}

/** How a template begins what it fills in; in JSON no bracket follows another so. */
const TEMPLATE = /\$\{\{|\{\{[-=]?[ \w.$]/y;

/** What bash makes a word of for each: it holds a comma or two dots, and neither blanks nor quotes. */
const ALTERNATIVES = /\{(?=[^\s{}'"`$]{0,300}(?:,|\.\.))[^\s{}'"`$]{1,300}\}/y;

/** The length of `<< parameters.name >>` at an offset; 0 where there is none. */
export function parameterAt(text: string, at: number): number {
  if (!text.startsWith('<<', at)) return 0;
  PARAMETER.lastIndex = at;
  return PARAMETER.exec(text)?.[0].length ?? 0;
}
