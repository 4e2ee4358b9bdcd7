import { applyEdits, type TextEdit } from '../json/edit.ts';
import type { FixEdits } from './edits.ts';
import type { LintFinding } from './finding.ts';

/** How often the text is looked at again at most: one fix may uncover the next, but never without end. */
const MAX_PASSES = 10;

/**
 * The edits of all fixes that are sure, of which none touches another; the first of two that touch wins.
 * Applying them may uncover more: see `fixAll`.
 */
export function sureEdits(findings: readonly LintFinding[]): readonly TextEdit[] {
  const sure = findings.flatMap(({ fixes }) => fixes.find(one => one.sure && one.edits.length > 0) ?? []);
  const taken: TextEdit[] = [];
  for (const { edits } of sure.sort((a, b) => startOf(a) - startOf(b))) {
    const end = taken.at(-1)?.end ?? -1;
    if ((edits[0]?.start ?? -1) > end) taken.push(...edits);
  }
  return taken;
}

const startOf = ({ edits }: FixEdits): number => edits[0]?.start ?? 0;

/** The text with every sure fix applied, again and again until none is left. */
export function fixAll(text: string, lint: (text: string) => readonly LintFinding[]): string {
  let fixed = text;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const edits = sureEdits(lint(fixed));
    if (edits.length === 0) return fixed;
    fixed = applyEdits(fixed, edits);
  }
  return fixed;
}
