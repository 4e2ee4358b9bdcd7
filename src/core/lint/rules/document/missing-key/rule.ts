import { addMember } from '../../../model/fix.ts';
import { defineRule } from '../../../model/rule.ts';

/** Every required key is there. */
export const rule = defineRule({
  id: 'document/missing-key',
  about: 'document',
  severity: 'error',
  summary: 'Every required key is there.',
  source: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-skeleton.html',
  check({ missingKeys }, report) {
    for (const { key, range, owner, blank } of missingKeys) {
      if (!report(range, { data: { key, absent: key }, fixes: [addMember(owner, key, blank)] })) return;
    }
  },
});
