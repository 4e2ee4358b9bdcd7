import type { Range } from '../json/tree.ts';
import type { Finding } from '../model/finding.ts';
import type { FixEdits } from './edits.ts';

/** One finding of the linter: data only; `messages/` puts it into words. Offsets are UTF-16 units of the whole text. */
export interface LintFinding extends Range, Pick<Finding, 'rule' | 'severity' | 'data'> {
  /** What cures it, the most likely first. */
  readonly fixes: readonly FixEdits[];
  /** The rule's page, relative to the folder of pages: `vault/no-events.md`. */
  readonly page: string;
}

/** The page of a rule, relative to the folder of pages. */
export const pageOf = (rule: string): string => `${rule}.md`;
