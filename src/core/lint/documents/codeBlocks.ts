import type { Range } from '../../json/tree.ts';
import { linesOf, type TextLine } from '../lines.ts';

/** A block of code in a page: its lines, without what encloses them. */
export interface CodeBlock extends Range {
  /** The language that the page names, in lower case; empty where it names none. */
  readonly language: string;
  /** Where the line that opens it starts: a comment above that line is about the block. */
  readonly opened: number;
}

/** The languages of pages that hold code in blocks. */
export type PageLanguage = 'markdown' | 'restructuredtext';

/** The blocks of code in a page, in the order of the text. */
export const codeBlocks = (text: string, language: PageLanguage): readonly CodeBlock[] =>
  language === 'markdown' ? fences(text) : directives(text);

/** Characters of a line within which a fence begins and names its language. */
const MAX_INFO = 400;

/**
 * What a Markdown page holds between fences, in lists and quotations too. A fence that nothing closes ends with its
 * quotation, or with the page.
 */
function fences(text: string): readonly CodeBlock[] {
  const found: CodeBlock[] = [];
  let open: (Omit<CodeBlock, 'end'> & { readonly mark: string; readonly quoted: boolean }) | undefined;
  const close = (end: number): void => {
    if (open !== undefined) found.push({ language: open.language, opened: open.opened, start: open.start, end });
    open = undefined;
  };
  for (const line of linesOf(text, 0, text.length)) {
    const head = text.slice(line.start, Math.min(line.end, line.start + MAX_INFO));
    if (open?.quoted === true && !/^[ \t]*>/.test(head)) close(line.start);
    const fence = /^([ \t>]*)(`{3,}|~{3,})[ \t]*([^\s`{]*)/.exec(head);
    if (fence === null) continue;
    const [, lead = '', mark = '', info = ''] = fence;
    const { start, next } = line;
    if (open === undefined) {
      open = { mark, language: info.toLowerCase(), opened: start, start: next, quoted: lead.includes('>') };
    } else if (mark.startsWith(open.mark) && info === '') close(start);
  }
  close(text.length);
  return found;
}

/** A directive of reStructuredText that holds code; else a paragraph that ends in `::`, which announces a literal block. */
const DIRECTIVE = /^[ \t]*\.\.[ \t]+(?:code-block|sourcecode|code)::[ \t]*(\S*)/;
const ANNOUNCES = /^(?![ \t]*\.\.[ \t]).*::[ \t]*$/;
const OPTION = /^[ \t]*:[\w-]+:/;

/** What a page of reStructuredText holds below directives for code, and in literal blocks. */
function directives(text: string): readonly CodeBlock[] {
  const found: CodeBlock[] = [];
  let open: (Omit<CodeBlock, 'start' | 'end'> & { readonly indent: number; start: number; end: number }) | undefined;
  for (const line of linesOf(text, 0, text.length)) {
    if (line.blank) continue;
    if (open !== undefined && line.indent > open.indent) {
      if (open.end === open.start && OPTION.test(lineText(text, line))) open.start = line.next;
      open.end = line.next;
      continue;
    }
    if (open !== undefined && open.end > open.start) found.push(blockOf(open));
    const head = lineText(text, line);
    const language = DIRECTIVE.exec(head)?.[1] ?? (ANNOUNCES.test(head) ? '' : undefined);
    const { start, next, indent } = line;
    open =
      language === undefined
        ? undefined
        : { language: language.toLowerCase(), opened: start, indent, start: next, end: next };
  }
  if (open !== undefined && open.end > open.start) found.push(blockOf(open));
  return found;
}

const blockOf = ({ language, opened, start, end }: CodeBlock): CodeBlock => ({ language, opened, start, end });

/** A line without its line break; of an endless one only the beginning. */
const lineText = (text: string, { start, end }: TextLine): string => text.slice(start, Math.min(end, start + MAX_INFO));
