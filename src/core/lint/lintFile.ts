import { lintBlocks } from './documents/lintBlocks.ts';
import { lintHcl, mayBeHcl } from './documents/lintHcl.ts';
import { lintTemplate, mayBeTemplate } from './documents/lintTemplate.ts';
import { lintInline } from './inline/lintInline.ts';
import { type InlineLanguage, inlineLanguageOf } from './inline/regions.ts';
import { type LintOptions, type LintResult, lintText } from './lintText.ts';
import type { LintContext } from './model/rule.ts';
import type { ParsedFormat, Parsers } from './parsers.ts';

/** What a file is written in. A template of CloudFormation is YAML unless it begins as JSON does. */
export type FileLanguage = InlineLanguage | 'json' | 'template' | 'hcl';

/** How a file is to be linted. */
export interface FileOptions extends LintOptions {
  /** The language, where it is known otherwise than by the file's name. */
  readonly language?: FileLanguage;
  /** The parsers that are loaded; what needs another is not read. */
  readonly parsers?: Parsers;
}

/** Lints a file of any kind that can hold a config: JSON itself, or a text that configs stand in. Other formats are left. */
export function lintFile(text: string, options: FileOptions, context: LintContext): LintResult {
  const language = options.kind === undefined ? languageIn(text, options) : 'json';
  if (language === undefined) return { kind: null, findings: [], leftFor: 'format' };
  if (language === 'json') return lintText(text, options, context);
  const { rules, leaveOut, parsers = {} } = options;
  const how = { ...(rules && { rules }), ...(leaveOut && { leaveOut }) };
  if (language === 'hcl') return lintHcl(text, parsers, how, context);
  const inline = lintInline(text, language, how, context);
  if (language === 'yaml') return joined(inline, lintTemplate(text, parsers, how, context));
  if (language !== 'markdown' && language !== 'restructuredtext') return inline;
  return joined(inline, lintBlocks(text, language, parsers, how, context));
}

/** The formats that a text may hold and that are read by a parser of their own, told by a search alone. */
export function formatsIn(text: string, options: Pick<FileOptions, 'fileName' | 'language'>): readonly ParsedFormat[] {
  const language = languageIn(text, options);
  const isPage = language === 'markdown' || language === 'restructuredtext';
  const yaml = (isPage || language === 'yaml') && mayBeTemplate(text);
  const hcl = (isPage || language === 'hcl') && mayBeHcl(text);
  return [...(yaml ? (['yaml'] as const) : []), ...(hcl ? (['hcl'] as const) : [])];
}

function languageIn(
  text: string,
  { fileName = '', language = languageOf(fileName, text) }: Pick<FileOptions, 'fileName' | 'language'>,
): Exclude<FileLanguage, 'template'> | undefined {
  if (language !== 'template') return language;
  return BEGINS_AS_JSON.test(text.slice(0, 1000)) ? 'json' : 'yaml';
}

/** What two readers of one text found. */
function joined(one: LintResult, other: LintResult): LintResult {
  const findings = [...one.findings, ...other.findings].sort((a, b) => a.start - b.start || a.end - b.end);
  return { ...one, ...other, kind: one.kind ?? other.kind, findings };
}

const BEGINS_AS_JSON = /^\ufeff?\s*(?:[{[]|$)/;

/** What a file is written in: by its name, else by how it begins; undefined where it is a format that is not read. */
function languageOf(fileName: string, text: string): FileLanguage | undefined {
  const inline = inlineLanguageOf(fileName, text);
  if (inline !== undefined) return inline;
  const extension = /\.([^.\\/]+)$/.exec(fileName)?.[1]?.toLowerCase();
  if (extension === undefined) return BEGINS_AS_JSON.test(text.slice(0, 1000)) ? 'json' : undefined;
  return LANGUAGES.get(extension);
}

const LANGUAGES: ReadonlyMap<string, FileLanguage> = new Map([
  ['json', 'json'],
  ['jsonc', 'json'],
  ['template', 'template'],
  ['tf', 'hcl'],
  ['tofu', 'hcl'],
]);
