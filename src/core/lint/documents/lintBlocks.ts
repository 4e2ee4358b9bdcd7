import type { Range } from '../../json/tree.ts';
import type { LintFinding } from '../finding.ts';
import { Gathered, type PieceOptions } from '../gathered.ts';
import { type LintResult, lengthOver, lintText } from '../lintText.ts';
import { mayBeOurs } from '../marks.ts';
import type { LintContext } from '../model/rule.ts';
import { codeBlocks, type PageLanguage } from './codeBlocks.ts';

/** Languages of blocks that hold JSON; one of no language holds it where it begins so. */
const JSON_BLOCKS = new Set(['json', 'jsonc', 'json5']);

/** What a page shows of a config and leaves out of it. */
const ELISION = /\.\.\.|…/;

/** A page tells what to fill in, and its accounts are samples. */
const LEFT_TO_READERS = ['document/placeholder', 'arn/emulator-account'];

/** Lints the configs that a page shows as blocks of JSON: what they are tell their keys, as in any file. */
export function lintBlocks(
  text: string,
  language: PageLanguage,
  options: PieceOptions,
  context: LintContext,
): LintResult {
  const { leaveOut = [] } = options;
  const gathered = new Gathered({ ...options, leaveOut: [...leaveOut, ...LEFT_TO_READERS] });
  if (lengthOver(text, context) !== undefined || !mayBeOurs(text)) return gathered.result('');
  for (const block of codeBlocks(text, language)) {
    const content = contentOf(text, block);
    if (!JSON_BLOCKS.has(block.language) && !(block.language === '' && /^\s*\{/.test(content.text))) continue;
    const silent = ELISION.test(content.text) ? ['document/syntax'] : [];
    const how = { ...gathered.options, leaveOut: [...(gathered.options.leaveOut ?? []), ...silent], comments: true };
    const result = lintText(content.text, how, { ...context, filledIn: true });
    gathered.kind ??= result.kind;
    gathered.keep(
      block.opened,
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

const moved = ({ start, end }: Range, shift: number): Range => ({ start: start + shift, end: end + shift });
