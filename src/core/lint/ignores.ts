import type { Range } from '../json/tree.ts';
import { Positions } from './positions.ts';

/** `notification-explorer-ignore RULE, RULE`: what is below; `notification-explorer-ignore-file RULE`: the whole text. */
const DIRECTIVE =
  /notification-explorer-ignore(-file)?[ \t:]+([\w/*-]+(?:[ \t]*,[ \t]*[\w/*-]+|[ \t]+[\w-]+\/[\w-]+)*)/;

/** What comments ask to be left unsaid. `*` stands for every rule. */
export class Ignores {
  /** Rules that are left out of the whole text, and of a line by where it starts. */
  readonly #everywhere = new Set<string>();
  readonly #lines = new Map<number, Set<string>>();
  readonly #positions: Positions | undefined;

  /** @param indents True where what is indented less than a comment behind `#` is no more of what that stands in. */
  constructor(text: string, comments: readonly Range[], indents = true) {
    // From the last on, so that of several in a row each is about what the next one is about.
    const meant = new Map<number, number>();
    for (const comment of comments.toReversed()) {
      const match = DIRECTIVE.exec(text.slice(comment.start, Math.min(comment.end, comment.start + MAX_DIRECTIVE)));
      if (match === null) continue;
      this.#positions ??= new Positions(text);
      const next = meantLine(text, comment, this.#positions, indents);
      const line = meant.get(next) ?? next;
      meant.set(this.#positions.at(comment.start).line, line);
      const rules = match[1] === undefined ? this.#rulesOf(line) : this.#everywhere;
      for (const rule of (match[2] ?? '').split(/[\s,]+/)) rules.add(rule);
    }
  }

  #rulesOf(line: number): Set<string> {
    const rules = this.#lines.get(line) ?? new Set();
    this.#lines.set(line, rules);
    return rules;
  }

  /**
   * True where a comment asks to leave out this rule at an offset.
   *
   * @param openings Where what holds the offset begins: a command, the block that it stands in. A comment about such a line is
   *   about all of it.
   */
  covers(rule: string, at: number, openings: readonly number[] = []): boolean {
    if (this.#everywhere.has(rule) || this.#everywhere.has('*')) return true;
    return this.#isLeftOut(rule, at) || openings.some(opening => this.#isLeftOut(rule, opening));
  }

  #isLeftOut(rule: string, at: number): boolean {
    if (this.#positions === undefined || this.#lines.size === 0) return false;
    const rules = this.#lines.get(this.#positions.at(at).line);
    return rules !== undefined && (rules.has(rule) || rules.has('*'));
  }
}

/** No comment is read further for what it asks. */
const MAX_DIRECTIVE = 2000;

/**
 * Where on a line a further rule can be named: behind the rules that its comment leaves out of the next line. Undefined
 * where the line is no such comment.
 */
export function endOfRules(line: string): number | undefined {
  const comment = line.slice(0, MAX_DIRECTIVE);
  const match = /^\s*\/\//.test(comment) ? DIRECTIVE.exec(comment) : null;
  return match === null || match[1] !== undefined ? undefined : match.index + match[0].length;
}

/** What a line is blank with; a page's quotation has a mark on each. */
const BLANK = /^[\s>]*$/;

/** The rest of a comment's line, what other tools are told right below it, and the blank lines below. */
const UP_TO_NEXT =
  /[^\r\n]*(?:\r?\n[ \t]*(?:#|\/\/)[ \t]*(?:[\w.-]{1,40}[ :=-]{1,3}(?:ignore|disable|skip)|(?:prettier-)?ignore|shellcheck|noqa|nosec|nosemgrep|nolint)\b[^\r\n]*){0,20}[\s>]*/y;

/**
 * The first line after a comment that is neither blank nor for another tool, where it stands alone; else its own line. What is
 * indented less than a comment of YAML is no more of what the comment stands in.
 */
function meantLine(text: string, { start, end }: Range, positions: Positions, indents: boolean): number {
  const { line, character } = positions.at(start);
  const before = text.slice(Math.max(start - character, start - MAX_DIRECTIVE), start);
  if (character > MAX_DIRECTIVE || !BLANK.test(before)) return line;
  UP_TO_NEXT.lastIndex = end;
  const next = positions.at(end + (UP_TO_NEXT.exec(text)?.[0].length ?? 0));
  return indents && text[start] === '#' && next.character < character ? line : next.line;
}

const WORD = 'notification-explorer-ignore';

/** Stretches of a text of any language that hold a word to the linter: from `#`, `//`, `<!--` or `..` to the end of the line. */
export function ignoringComments(text: string): readonly Range[] {
  const found: Range[] = [];
  let lineEnd = -1;
  for (let at = text.indexOf(WORD); at !== -1; at = text.indexOf(WORD, at + 1)) {
    const opening = /(?:#|\/\/|<!--|\.\.)[ \t]*$/.exec(text.slice(Math.max(0, at - 40), at));
    if (lineEnd < at) lineEnd = endOfLine(text, at);
    if (opening !== null) found.push({ start: at - opening[0].length, end: lineEnd });
  }
  return found;
}

function endOfLine(text: string, from: number): number {
  const pattern = /[\r\n]/g;
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
