import type { SyntaxFault } from '../../../../json/parse.ts';
import type { Range, StringNode } from '../../../../json/tree.ts';
import type { Fix, FixStep, Part } from '../../../model/fix.ts';
import { defineRule, type HeldFault } from '../../../model/rule.ts';

function fixesOf({ fault, range, after }: SyntaxFault): readonly Fix[] {
  if (fault === 'trailing-comma') {
    return [{ title: 'remove', text: ',', steps: [{ kind: 'text', range, text: '' }], sure: true }];
  }
  if (fault === 'comma-expected' && after !== undefined) {
    const steps = [{ kind: 'text', range: { start: after, end: after }, text: ',' }] as const;
    return [{ title: 'insert-text', text: ',', steps, sure: false }];
  }
  if (fault !== 'comment') return [];
  return [{ title: 'remove', text: '//', steps: [{ kind: 'text', range, text: '' }], sure: false }];
}

const partOf = (node: StringNode, { start, end }: Range): Part => ({ node, from: start, to: end });

/** The same inside a string, in whose own way of writing it is to be written. */
function fixesInText({ fault, heldIn }: HeldFault): readonly Fix[] {
  const fixes = fixesOf(fault);
  if (heldIn === undefined) return fixes;
  const inside = (step: FixStep): FixStep =>
    step.kind === 'text' ? { kind: 'replace-part', part: partOf(heldIn, step.range), text: step.text } : step;
  return fixes.map(fix => ({ ...fix, steps: fix.steps.map(inside) }));
}

/** The text is JSON. */
export const rule = defineRule({
  id: 'document/syntax',
  about: 'document',
  severity: 'error',
  summary: 'The text is JSON; only .jsonc files have comments and trailing commas.',
  source: 'https://www.rfc-editor.org/rfc/rfc8259',
  check({ syntax, heldFaults, kind }, report) {
    if (kind === null) return;
    if (syntax !== undefined) report(syntax.range, { data: { fault: syntax.fault }, fixes: fixesOf(syntax) });
    for (const held of heldFaults) {
      const at = held.heldIn === undefined ? held.fault.range : partOf(held.heldIn, held.fault.range);
      if (!report(at, { data: { fault: held.fault.fault, held: 'text' }, fixes: fixesInText(held) })) return;
    }
  },
});
