import type { Range } from '../../../../json/tree.ts';
import type { Fix } from '../../../model/fix.ts';
import { defineRule } from '../../../model/rule.ts';

/** Writes something behind a place. Never sure: nobody said that value. */
function insertion({ end }: Range, text: string): Fix {
  return { title: 'add', text, steps: [{ kind: 'text', range: { start: end, end }, text: ` ${text}` }], sure: false };
}

/** A call gives every option that its operation requires, and each option its value. */
export const rule = defineRule({
  id: 'command/missing-option',
  about: 'document',
  severity: 'error',
  summary: 'An AWS CLI call has every option that its operation requires.',
  source: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters.html',
  check({ command }, report) {
    if (command === undefined) return;
    const { call, missing, unvalued } = command;
    if (missing.length > 0) {
      const added = missing.map(({ option, example }) => `${option} ${example}`).join(' ');
      const names = missing.map(({ option }) => option).join(', ');
      report(call, { data: { missing: names }, fixes: [insertion(call, added)] });
    }
    for (const { option, example, ...range } of unvalued) {
      report(range, { data: { option }, fixes: [insertion(range, example)] });
    }
  },
});
