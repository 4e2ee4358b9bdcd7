import { removeMember, renameKey } from '../../../model/fix.ts';
import { defineRule } from '../../../model/rule.ts';

/** Every key belongs to the request. */
export const rule = defineRule({
  id: 'document/unknown-key',
  about: 'document',
  severity: 'error',
  summary: 'Every key belongs to the request, written exactly as AWS writes it.',
  source: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-skeleton.html',
  check({ unknownKeys }, report) {
    for (const { key, range, owner, index, meant } of unknownKeys) {
      const member = owner.members[index];
      const rename = meant === undefined ? [] : [renameKey(range, meant)];
      const remove = member === undefined ? [] : [removeMember(owner, member, false)];
      report(range, { data: { key: key.slice(0, 80), meant: meant ?? '' }, fixes: [...rename, ...remove] });
    }
  },
});
