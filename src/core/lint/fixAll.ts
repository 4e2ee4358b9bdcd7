import type { Range } from '../model/jsonTree.ts';
import { applyEdits, type TextEdit } from './edits.ts';
import type { LintFinding } from './finding.ts';

/** How often the text is looked at again at most: one fix may uncover the next, but never without end. */
const MAX_PASSES = 10;

/**
 * The edits of all fixes that are sure, of which none touches another; the first of two that touch wins.
 * Applying them may uncover more: see `fixAll`.
 */
export function sureEdits(findings: readonly LintFinding[]): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const { fixes } of findings) {
    const fix = fixes.find(one => one.sure);
    if (fix?.edits.every(edit => taken.every(other => !touch(edit, other))) === true) taken.push(...fix.edits);
  }
  return taken.sort((a, b) => a.start - b.start);
}

const touch = (a: Range, b: Range): boolean => a.start <= b.end && b.start <= a.end;

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
