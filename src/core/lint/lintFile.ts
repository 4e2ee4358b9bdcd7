import { lintBlocks } from './documents/lintBlocks.ts';
import { lintInline } from './inline/lintInline.ts';
import { type InlineLanguage, inlineLanguageOf } from './inline/regions.ts';
import { type LintOptions, type LintResult, lintText } from './lintText.ts';
import type { LintContext } from './model/rule.ts';

/** How a file is to be linted. */
export interface FileOptions extends LintOptions {
  /** The language around the JSON, where it is known otherwise than by the file's name. */
  readonly language?: InlineLanguage | 'json';
}

/** Lints a file of any kind that can hold a config: JSON itself, or a text that JSON stands in. Other formats are left. */
export function lintFile(text: string, options: FileOptions, context: LintContext): LintResult {
  const language = options.language ?? (options.kind === undefined ? languageOf(options.fileName ?? '', text) : 'json');
  if (language === undefined) return { kind: null, findings: [], leftFor: 'format' };
  if (language === 'json') return lintText(text, options, context);
  const { rules, leaveOut } = options;
  const how = { ...(rules && { rules }), ...(leaveOut && { leaveOut }) };
  const inline = lintInline(text, language, how, context);
  if (language !== 'markdown' && language !== 'restructuredtext') return inline;
  return joined(inline, lintBlocks(text, language, how, context));
}

/** What two readers of one text found. */
function joined(one: LintResult, other: LintResult): LintResult {
  const findings = [...one.findings, ...other.findings].sort((a, b) => a.start - b.start || a.end - b.end);
  return { ...other, ...one, kind: one.kind ?? other.kind, findings };
}

/** What a file is written in: by its name, else by how it begins; undefined where it is a format that is not read. */
function languageOf(fileName: string, text: string): InlineLanguage | 'json' | undefined {
  const inline = inlineLanguageOf(fileName, text);
  if (inline !== undefined) return inline;
  const extension = /\.([^.\\/]+)$/.exec(fileName)?.[1]?.toLowerCase();
  if (extension === undefined) return /^\ufeff?\s*(?:[{[]|$)/.test(text.slice(0, 1000)) ? 'json' : undefined;
  return JSON_EXTENSIONS.has(extension) ? 'json' : undefined;
}

const JSON_EXTENSIONS = new Set(['json', 'jsonc', 'template']);
