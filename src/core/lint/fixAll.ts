import { applyEdits, type TextEdit } from '../json/edit.ts';
import type { FixEdits } from './edits.ts';
import type { LintFinding } from './finding.ts';

/** How often the text is looked at again at most: one fix may uncover the next, but never without end. */
const MAX_PASSES = 10;

const NONE: ReadonlySet<string> = new Set();

/**
 * The edits of all fixes that are sure, of which none touches another; the first of two that touch wins.
 * Applying them may uncover more: see `fixAll`.
 *
 * @param named Rules whose findings are cured by their first fix, sure or not.
 */
export function sureEdits(findings: readonly LintFinding[], named = NONE): readonly TextEdit[] {
  const chosen = findings.flatMap(
    ({ rule, fixes }) => fixes.find(one => (one.sure || named.has(rule)) && one.edits.length > 0) ?? [],
  );
  const taken: TextEdit[] = [];
  for (const { edits } of chosen.sort((a, b) => startOf(a) - startOf(b))) {
    const end = taken.at(-1)?.end ?? -1;
    if ((edits[0]?.start ?? -1) > end) taken.push(...edits);
  }
  return taken;
}

const startOf = ({ edits }: FixEdits): number => edits[0]?.start ?? 0;

/** The text with every sure fix applied, and those of the rules that are named, again and again until none is left. */
export function fixAll(text: string, lint: (text: string) => readonly LintFinding[], named = NONE): string {
  let fixed = text;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const edits = sureEdits(lint(fixed), named);
    if (edits.length === 0) return fixed;
    fixed = applyEdits(fixed, edits);
  }
  return fixed;
}
