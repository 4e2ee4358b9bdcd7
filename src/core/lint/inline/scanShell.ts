import { type Heredoc, HeredocLines, openingAt, type TakenOpening } from './heredocs.ts';
import type { ShellText } from './shellWords.ts';

/** A place in a shell text where a command may be called: what a pattern finds, before its surroundings are looked at. */
export interface CallSite {
  readonly start: number;
  readonly end: number;
}

/** A call that stands where a shell would run it. */
export interface ScannedCall<Site extends CallSite> {
  readonly site: Site;
  /** Where it is. */
  readonly start: number;
  /** Where its command starts: behind what ended the one before. */
  readonly commandStart: number;
  /** Where its words end at the latest: at the next call that is no part of them. */
  readonly limit: number;
  /** True between backticks, the next of which ends its words. */
  readonly inBackticks: boolean;
}

/** A place beside calls that says something about them, where a shell would read it as code. */
export interface ScannedAside<Site extends CallSite> {
  readonly site: Site;
  readonly commandStart: number;
  /** How many substitutions, subshells and heredocs are around it. */
  readonly depth: number;
}

/** What a shell text holds for us. */
export interface ShellScan<Site extends CallSite, Aside extends CallSite> {
  readonly calls: readonly ScannedCall<Site>[];
  /** In the order of the text. */
  readonly asides: readonly ScannedAside<Aside>[];
  readonly heredocs: readonly Heredoc[];
}

/** One level of what is open: code, or the inside of double quotes. */
interface Frame {
  readonly kind: 'code' | 'double';
  /** What closes it; empty for the text itself and for the body of a heredoc. */
  readonly close: '' | ')' | '`' | '"';
  /** Where it was opened. */
  readonly start: number;
  /** How many levels of code are around it. */
  readonly depth: number;
  commandStart: number;
  /** Heredocs whose bodies begin on the next line. */
  pending: TakenOpening[];
  /** For the body of a heredoc: where it ends, and where what follows its delimiter starts. */
  readonly body?: { readonly end: number; readonly next: number };
}

/** Everything that means something to the reading of quotes, commands and heredocs. */
const SPECIAL = /[\\'"`#$()\n;|&<]/g;

/** Calls deeper inside substitutions are left alone, so that none is read more often than this. */
const MAX_CALL_DEPTH = 8;

/** Nothing is opened deeper than this. */
const MAX_DEPTH = 256;

/** More heredocs are opened on no line. */
const MAX_PENDING = 8;

/** How often a text is read again with a quote left out that is never closed. */
const MAX_READINGS = 4;

/**
 * Finds the calls in a shell text that a shell would run: not in comments, and not inside the quotes of another command,
 * though inside its substitutions; and the heredocs. Nothing is run. One walk from front to end, whatever the text is.
 *
 * @param nextSite The first place from an offset on where a call may stand.
 * @param nextAside The same for what stands beside calls.
 */
export function scanShell<Site extends CallSite, Aside extends CallSite>(
  shell: ShellText,
  nextSite: (from: number) => Site | undefined,
  nextAside: (from: number) => Aside | undefined,
): ShellScan<Site, Aside> {
  const plainQuotes = new Set<number>();
  for (let reading = 1; ; reading += 1) {
    const scanner = new Scanner(shell, nextSite, nextAside, plainQuotes);
    const unclosed = scanner.scan();
    if (unclosed === undefined || reading === MAX_READINGS) {
      const { asides, heredocs } = scanner;
      return { calls: limited(scanner.calls, shell.end), asides, heredocs };
    }
    // A quote that is never closed opens nothing: it is an apostrophe, or the text breaks off.
    plainQuotes.add(unclosed);
  }
}

interface FoundCall<Site extends CallSite> extends Omit<ScannedCall<Site>, 'limit' | 'start'> {
  readonly depth: number;
}

/** The words of a call end at the next one that is not deeper inside of a substitution. */
function limited<Site extends CallSite>(calls: readonly FoundCall<Site>[], end: number): readonly ScannedCall<Site>[] {
  const limits: number[] = new Array<number>(MAX_CALL_DEPTH + 1).fill(end);
  return calls
    .toReversed()
    .map(({ depth, site, commandStart, inBackticks }) => {
      const limit = limits[depth] ?? end;
      const { start } = site;
      // Whatever stands before this one and is as deep or deeper ends here.
      for (let deeper = depth; deeper <= MAX_CALL_DEPTH; deeper += 1) limits[deeper] = start;
      return { site, start, commandStart, limit, inBackticks };
    })
    .toReversed();
}

class Scanner<Site extends CallSite, Aside extends CallSite> {
  readonly calls: FoundCall<Site>[] = [];
  readonly asides: ScannedAside<Aside>[] = [];
  readonly heredocs: Heredoc[] = [];
  /** Cut at its end, or a search would run through all that follows. */
  readonly #text: string;
  readonly #frames: Frame[] = [];
  /** Which of the frames are bodies of heredocs. */
  readonly #bodies: number[] = [];
  readonly #lines: HeredocLines;
  #at: number;
  #site: Site | undefined;
  #aside: Aside | undefined;
  /** From here on no single quote closes any more. */
  #lastSingle: number;

  constructor(
    readonly shell: ShellText,
    readonly nextSite: (from: number) => Site | undefined,
    readonly nextAside: (from: number) => Aside | undefined,
    readonly plainQuotes: ReadonlySet<number>,
  ) {
    this.#text = shell.text.slice(0, shell.end);
    this.#at = shell.start;
    this.#lines = new HeredocLines(shell);
    this.#site = nextSite(shell.start);
    this.#aside = nextAside(shell.start);
    // Looked for in this shell text alone: a file may hold many small ones.
    const last = this.#text.slice(shell.start).lastIndexOf("'");
    this.#lastSingle = last === -1 ? -1 : shell.start + last;
    this.#push('code', '', shell.start);
  }

  /** Walks through the text. Gives the first double quote that is never closed. */
  scan(): number | undefined {
    while (this.#at < this.shell.end) {
      if (this.#endBodies()) continue;
      SPECIAL.lastIndex = this.#at;
      const next = SPECIAL.exec(this.#text)?.index ?? this.shell.end;
      this.#takeAsides(next);
      this.#takeCalls(next);
      if (next >= this.shell.end) break;
      this.#at = next;
      if (this.#top.kind === 'double') this.#inDouble(this.#text[next] ?? '');
      else this.#inCode(this.#text[next] ?? '');
    }
    return this.#frames.find(({ kind }) => kind === 'double')?.start;
  }

  get #top(): Frame {
    const top = this.#frames.at(-1);
    if (top === undefined) throw new RangeError('nothing is open');
    return top;
  }

  /** Takes the calls that start before an offset, as the innermost frame has them. */
  #takeCalls(before: number): void {
    while (this.#site !== undefined && this.#site.start < before) {
      const site = this.#site;
      const { depth } = this.#top;
      if (site.start >= this.#at && this.#top.kind === 'code' && depth <= MAX_CALL_DEPTH) {
        this.calls.push({ site, commandStart: this.#top.commandStart, depth, inBackticks: this.#isInBackticks() });
        this.#top.commandStart = site.end;
      }
      this.#site = this.nextSite(Math.max(site.end, this.#at));
    }
  }

  /** True where a backtick closes the innermost frame; one at the end of a line continues it for PowerShell. */
  #isInBackticks(): boolean {
    const { close, start } = this.#top;
    return close === '`' && !'\r\n'.includes(this.#text[start + 1] ?? '');
  }

  /** Takes what stands beside calls before an offset. */
  #takeAsides(before: number): void {
    while (this.#aside !== undefined && this.#aside.start < before) {
      const site = this.#aside;
      const { kind, depth, commandStart } = this.#top;
      if (site.start >= this.#at && kind === 'code') this.asides.push({ site, commandStart, depth });
      this.#aside = this.nextAside(Math.max(site.end, this.#at));
    }
  }

  #open(kind: Frame['kind'], close: Frame['close'], length: number): void {
    const start = this.#at;
    this.#at += length;
    if (this.#frames.length < MAX_DEPTH) this.#push(kind, close, start);
  }

  #push(kind: Frame['kind'], close: Frame['close'], start: number, body?: Frame['body']): void {
    const around = this.#frames.at(-1);
    const depth = around === undefined ? 0 : around.depth + (kind === 'code' ? 1 : 0);
    const frame: Frame = { kind, close, start, depth, commandStart: this.#at, pending: [] };
    this.#frames.push(body === undefined ? frame : { ...frame, body });
    if (body !== undefined) this.#bodies.push(this.#frames.length - 1);
  }

  #close(): void {
    const frame = this.#frames.pop();
    this.#at += 1;
    // What makes a function of a name ends nothing, but what follows is a command of its own.
    const inside = frame === undefined ? '' : this.#text.slice(frame.start, Math.min(this.#at, frame.start + 10));
    const isFunction = /^\([ \t]*\)$/.test(inside);
    if (isFunction) this.#top.commandStart = this.#at;
  }

  #inDouble(char: string): void {
    if (char === '\\') this.#at += 2;
    else if (char === '"') this.#close();
    else if (char === '`') this.#backtick();
    else if (char === '$' && this.#text[this.#at + 1] === '(') this.#open('code', ')', 2);
    else this.#at += 1;
  }

  #inCode(char: string): void {
    if (char === '\\') this.#at += this.#text.startsWith('\r\n', this.#at + 1) ? 3 : 2;
    else if (char === "'") this.#single();
    else if (char === '"' && !this.plainQuotes.has(this.#at)) this.#open('double', '"', 1);
    else if (char === '`') this.#backtick();
    else if (char === '$') this.#dollar();
    else if (char === '(') this.#open('code', ')', 1);
    else if (char === ')' && this.#top.close === ')') this.#close();
    else if (char === '#' && this.#isComment()) this.#skipLine();
    else if (char === '<') this.#redirection();
    else {
      this.#at += 1;
      if (char === '\n') this.#newLine();
      else if (char !== '"' && char !== '#' && !this.#isRedirected()) this.#top.commandStart = this.#at;
    }
  }

  /** True where the `&` just read is part of a redirection: `>&2`, `&>file`. */
  #isRedirected(): boolean {
    return /^(?:[<>]&|.?&>)/s.test(this.#text.slice(Math.max(0, this.#at - 2), this.#at + 1));
  }

  #backtick(): void {
    if (this.#top.close === '`') this.#close();
    else this.#open('code', '`', 1);
  }

  #dollar(): void {
    if (this.#text[this.#at + 1] === '(') this.#open('code', ')', 2);
    else if (this.#text[this.#at + 1] === "'") this.#ansi();
    else this.#at += 1;
  }

  #single(): void {
    const end = this.#isContraction() ? -1 : this.#closing();
    this.#at = end === -1 ? this.#at + 1 : end + 1;
  }

  /** The single quote that closes one; -1 where none does. */
  #closing(): number {
    const end = this.#at < this.#lastSingle ? this.#text.indexOf("'", this.#at + 1) : -1;
    return end < this.#bodyEnd ? end : -1;
  }

  /** Where the innermost heredoc ends: what a quote in it opens is closed in it, or not at all. */
  get #bodyEnd(): number {
    const index = this.#bodies.at(-1);
    return (index === undefined ? undefined : this.#frames[index]?.body?.end) ?? this.shell.end;
  }

  /** An apostrophe in words, as a page's samples of output have it: “isn’t”. */
  #isContraction(): boolean {
    const around = this.#text.slice(Math.max(0, this.#at - 1), this.#at + 4);
    return /^[A-Za-z]'(?:s|t|re|ve|ll|d|m)(?![\w'])/.test(around);
  }

  #ansi(): void {
    const last = Math.min(this.#lastSingle, this.#bodyEnd - 1);
    let at = this.#at + 2;
    while (at <= last && this.#text[at] !== "'") at += this.#text[at] === '\\' ? 2 : 1;
    if (at <= last) {
      this.#at = at + 1;
      return;
    }
    // Where none closes it, nothing was opened; the next one need not be looked for again.
    if (last === this.#lastSingle) this.#lastSingle = Math.min(last, this.#at);
    this.#at += 2;
  }

  #isComment(): boolean {
    const before = this.#text[this.#at - 1];
    return this.#at === this.shell.start || before === undefined || ' \t\r\n;|&(@'.includes(before);
  }

  #skipLine(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end === -1 ? this.shell.end : end;
  }

  #redirection(): void {
    const opening = this.#top.pending.length < MAX_PENDING ? openingAt(this.#text, this.#at) : undefined;
    if (opening !== undefined) {
      const isSubstituted = this.#frames.some(({ close }) => close === ')' || close === '`');
      this.#top.pending.push({ ...opening, commandStart: this.#top.commandStart, isSubstituted });
    }
    this.#at += opening?.length ?? (this.#text.startsWith('<<', this.#at) ? 2 : 1);
  }

  #newLine(): void {
    if (this.shell.folded !== true) this.#top.commandStart = this.#at;
    this.#beginBody();
  }

  /** Steps into the body of the next heredoc that the line before opened. */
  #beginBody(): void {
    const { pending } = this.#top;
    for (let opening = pending.shift(); opening !== undefined; opening = pending.shift()) {
      const body = this.#lines.bodyOf(opening, this.#at);
      if (body === undefined || this.#frames.length >= MAX_DEPTH) continue;
      this.heredocs.push(body.heredoc);
      this.#push('code', '', this.#at, { end: body.end, next: body.next });
      return;
    }
  }

  /** Leaves the bodies of heredocs that end here, with whatever they left open. */
  #endBodies(): boolean {
    const index = this.#bodies.at(-1);
    const body = index === undefined ? undefined : this.#frames[index]?.body;
    if (index === undefined || body === undefined || this.#at < body.end) return false;
    this.#bodies.pop();
    this.#frames.length = index;
    this.#at = Math.max(this.#at, body.next);
    this.#top.commandStart = this.#at;
    this.#beginBody();
    return true;
  }
}
