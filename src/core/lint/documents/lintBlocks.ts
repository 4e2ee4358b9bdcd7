import { moved, type Range } from '../../json/tree.ts';
import type { LintFinding } from '../finding.ts';
import { Gathered, LEFT_TO_READERS, type PieceOptions } from '../gathered.ts';
import { type LintResult, lengthOver, lintText } from '../lintText.ts';
import { mayBeOurs } from '../marks.ts';
import type { LintContext } from '../model/rule.ts';
import type { Parsers } from '../parsers.ts';
import { ABOUT_ANSWERS } from '../ruleTable.ts';
import { codeBlocks, type PageLanguage } from './codeBlocks.ts';
import { lintHcl } from './lintHcl.ts';
import { lintTemplate } from './lintTemplate.ts';

type BlockReader = (text: string, parsers: Parsers, options: PieceOptions, context: LintContext) => LintResult;

/** A page's JSON may have comments, and leave something out. */
const readJson: BlockReader = (text, _parsers, options, context) => {
  const silent = ELISION.test(text) ? ['document/syntax'] : [];
  return lintText(text, { ...options, leaveOut: [...(options.leaveOut ?? []), ...silent], comments: true }, context);
};

/** How blocks are read, by their language. */
const READERS: Readonly<Record<string, BlockReader>> = {
  json: readJson,
  jsonc: readJson,
  json5: readJson,
  yaml: lintTemplate,
  yml: lintTemplate,
  hcl: lintHcl,
  terraform: lintHcl,
  tf: lintHcl,
};

/** A block of no language is read as JSON where it begins so. */
const readerOf = (language: string, text: string): BlockReader | undefined =>
  language !== ''
    ? Object.hasOwn(READERS, language)
      ? READERS[language]
      : undefined
    : /^\s*\{/.test(text)
      ? readJson
      : undefined;

/** What a page shows of a config and leaves out of it. */
const ELISION = /\.\.\.|…/;

/** A page's blocks show what a call prints, too. */
const LEFT_OUT = [...LEFT_TO_READERS, ...ABOUT_ANSWERS];

/** Lints the configs that a page shows as blocks: what they are tell their keys, as in any file. */
export function lintBlocks(
  text: string,
  language: PageLanguage,
  parsers: Parsers,
  options: PieceOptions,
  context: LintContext,
): LintResult {
  const { leaveOut = [] } = options;
  const gathered = new Gathered({ ...options, leaveOut: [...leaveOut, ...LEFT_OUT] });
  if (lengthOver(text, context) !== undefined || !mayBeOurs(text)) return gathered.result('');
  const within = { ...context, filledIn: true, forReaders: true };
  for (const block of codeBlocks(text, language)) {
    const content = contentOf(text, block);
    const result = readerOf(block.language, content.text)?.(content.text, parsers, gathered.options, within);
    if (result === undefined) continue;
    gathered.kind ??= result.kind;
    gathered.keep(
      [block.opened],
      result.findings.map(one => outside(one, block.start, content.quoted)),
    );
  }
  return gathered.result(text);
}

/** A block's text, of the length that it has in the page: marks of a quotation are blanks in it. */
function contentOf(text: string, { start, end }: Range): { readonly text: string; readonly quoted: boolean } {
  const raw = text.slice(start, end);
  if (!/^[ \t]*>/.test(raw)) return { text: raw, quoted: false };
  return { text: raw.replace(/^[ \t>]+/gm, lead => lead.replaceAll('>', ' ')), quoted: true };
}

/** A finding about a block, told where it stands in the page. What adds a line to a quotation would end it: left out. */
function outside(inner: LintFinding, shift: number, quoted: boolean): LintFinding {
  const fixes = inner.fixes
    .filter(({ edits }) => !quoted || edits.every(({ text }) => !/[\r\n]/.test(text)))
    .map(fix => ({ ...fix, edits: fix.edits.map(edit => ({ ...edit, ...moved(edit, shift) })) }));
  return { ...inner, ...moved(inner, shift), fixes };
}
