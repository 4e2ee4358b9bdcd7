import type { LintContext } from '../model/rule.ts';
import { type LintOptions, type LintResult, lintText } from './lintText.ts';

/** Lints a file of any kind that can hold a config: JSON itself, or a text that JSON stands in. */
export function lintFile(text: string, options: LintOptions, context: LintContext): LintResult {
  return lintText(text, options, context);
}
