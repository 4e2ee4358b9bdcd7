import { lintInline } from './inline/lintInline.ts';
import { type InlineLanguage, inlineLanguageOf } from './inline/regions.ts';
import { type LintOptions, type LintResult, lintText } from './lintText.ts';
import type { LintContext } from './model/rule.ts';

/** How a file is to be linted. */
export interface FileOptions extends LintOptions {
  /** The language around the JSON, where it is known otherwise than by the file's name. */
  readonly language?: InlineLanguage | 'json';
}

/** Lints a file of any kind that can hold a config: JSON itself, or a text that JSON stands in. */
export function lintFile(text: string, options: FileOptions, context: LintContext): LintResult {
  const language =
    options.language ?? (options.kind === undefined ? inlineLanguageOf(options.fileName ?? '', text) : 'json');
  if (language === undefined || language === 'json') return lintText(text, options, context);
  return lintInline(text, language, options, context);
}
