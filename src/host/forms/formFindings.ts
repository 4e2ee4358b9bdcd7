import { type RequestTextFinding, stepsOf } from '../../core/lint/lintRequestText.ts';
import type { Field } from '../../core/model/kind.ts';
import type { Translate } from '../../core/model/translate.ts';
import { findingText, fixText } from '../../messages/findingText.ts';
import type { FindingView } from '../../shared/form/pieces.ts';
import { clipped } from '../prompts/clipped.ts';

/** What the schema alone objects to has no rule, and so no page. */
const NO_RULE = 'document/schema';

/** Findings shown at most: a text that is none of ours can have thousands. */
const MOST = 200;

/** The findings about a request's text, in words. */
export function findingViews(
  findings: readonly RequestTextFinding[],
  fields: readonly Field[],
  t: Translate,
): readonly FindingView[] {
  return findings.slice(0, MOST).map(one => ({
    rule: one.rule === NO_RULE ? '' : one.rule,
    severity: one.severity,
    message: clipped(findingText(one, t)),
    start: one.start,
    end: one.end,
    field: fieldAt(stepsOf(one.pointer), fields),
    fixes: one.fixes.map(fix => ({
      title: clipped(fixText(fix, t)),
      edits: fix.edits.map(({ start, end, text }) => ({ start, end, text })),
    })),
  }));
}

/** The path of the field that a place of the request belongs to. */
function fieldAt(steps: readonly string[], fields: readonly Field[]): string[] | null {
  const field = fields.find(({ path }) => path.every((step, index) => steps[index] === step));
  return field === undefined ? null : [...field.path];
}
