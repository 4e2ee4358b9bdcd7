import type { Range } from '../json/tree.ts';

/** `notification-explorer-ignore RULE, RULE`: the next line; `notification-explorer-ignore-file RULE`: the whole text. */
const DIRECTIVE =
  /notification-explorer-ignore(-file)?[ \t:]+([\w/*-]+(?:[ \t]*,[ \t]*[\w/*-]+|[ \t]+[\w-]+\/[\w-]+)*)/;

interface Ignore {
  readonly rules: ReadonlySet<string>;
  /** The stretch of text that is meant. */
  readonly range: Range;
}

/** What comments ask to be left unsaid. `*` stands for every rule. */
export class Ignores {
  readonly #ignores: readonly Ignore[];

  constructor(text: string, comments: readonly Range[]) {
    this.#ignores = comments.flatMap(comment => {
      const match = DIRECTIVE.exec(text.slice(comment.start, comment.end));
      if (match === null) return [];
      const rules = new Set((match[2] ?? '').split(/[\s,]+/));
      const range = match[1] === undefined ? meantLine(text, comment) : { start: 0, end: text.length + 1 };
      return [{ rules, range }];
    });
  }

  /** True where a comment asks to leave out this rule there. */
  covers(rule: string, at: number): boolean {
    return this.#ignores.some(
      ({ rules, range }) => at >= range.start && at < range.end && (rules.has(rule) || rules.has('*')),
    );
  }
}

/** The line after a comment that stands alone; its own line where something precedes it there. */
function meantLine(text: string, comment: Range): Range {
  const lineStart = Math.max(text.lastIndexOf('\n', comment.start - 1), text.lastIndexOf('\r', comment.start - 1)) + 1;
  if (text.slice(lineStart, comment.start).trim() !== '') return { start: lineStart, end: lineEnd(text, comment.end) };
  const next = lineEnd(text, comment.end);
  return { start: next, end: lineEnd(text, next) };
}

/** Where the line that holds an offset ends, its line break included. */
function lineEnd(text: string, offset: number): number {
  const pattern = /\r\n|\r|\n/g;
  pattern.lastIndex = offset;
  const match = pattern.exec(text);
  return match === null ? text.length + 1 : match.index + match[0].length;
}
