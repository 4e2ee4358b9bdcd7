import type { SyntaxFault } from '../../../../json/parse.ts';
import type { Fix } from '../../../model/fix.ts';
import { defineRule } from '../../../model/rule.ts';

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

/** The text is JSON. */
export const rule = defineRule({
  id: 'document/syntax',
  about: 'document',
  severity: 'error',
  summary: 'The text is JSON; comments and trailing commas stand in .jsonc files only.',
  source: 'https://www.rfc-editor.org/rfc/rfc8259',
  check({ syntax, kind }, report) {
    if (syntax === undefined || kind === null) return;
    report(syntax.range, { data: { fault: syntax.fault }, fixes: fixesOf(syntax) });
  },
});
