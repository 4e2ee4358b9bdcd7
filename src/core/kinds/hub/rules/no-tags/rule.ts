import { removeMember } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** A hub has no tags. */
export const rule = defineRule({
  id: 'hub/no-tags',
  about: 'hub',
  severity: 'error',
  summary: 'A hub has no tags.',
  source: 'https://docs.aws.amazon.com/notifications/latest/APIReference/API_RegisterNotificationHub.html',
  check(subject, report) {
    for (const name of ['tags', 'Tags']) {
      const field = subject.field(name);
      if (field?.owner === undefined || field.member === undefined) continue;
      report(field.keyRange, { fixes: [removeMember(field.owner, field.member)] });
    }
  },
});
