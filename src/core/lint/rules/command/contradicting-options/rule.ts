import { defineRule } from '../../../model/rule.ts';

/** A call says each thing once. */
export const rule = defineRule({
  id: 'command/contradicting-options',
  about: 'document',
  severity: 'error',
  summary: 'No two options of an AWS CLI call contradict each other.',
  source: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-pagination.html',
  check({ command }, report) {
    for (const { option, other, start, end } of command?.contradicting ?? []) {
      const severity = option === other ? 'warning' : 'error';
      if (!report({ start, end }, { data: { option, other }, severity })) return;
    }
  },
});
