import { removeMember } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** What AWS answers about a hub and never takes. */
export const READ_ONLY_KEYS = ['statusSummary', 'creationTime', 'lastActivationTime'] as const;

/** A hub's request holds no member of the answer. */
export const rule = defineRule({
  id: 'hub/read-only-keys',
  about: 'hub',
  severity: 'error',
  summary: 'A hub’s request holds no member of the answer.',
  source: 'https://docs.aws.amazon.com/notifications/latest/APIReference/API_RegisterNotificationHub.html',
  check(subject, report) {
    for (const key of READ_ONLY_KEYS) {
      const field = subject.fields.get(key);
      if (field?.owner === undefined || field.member === undefined) continue;
      report(field.keyRange, { data: { key }, fixes: [removeMember(field.owner, field.member)] });
    }
  },
});
