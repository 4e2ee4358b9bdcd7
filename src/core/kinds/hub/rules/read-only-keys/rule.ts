import { makeRequest } from '../../../../lint/model/fix.ts';
import { printedFields, withoutFields } from '../../../../lint/model/printed.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** What AWS answers about a hub and never takes. */
export const READ_ONLY_KEYS = ['statusSummary', 'creationTime', 'lastActivationTime'] as const;

/** A hub's request holds no member of the answer. */
export const rule = defineRule({
  id: 'hub/read-only-keys',
  about: 'hub',
  severity: 'error',
  aboutAnswers: true,
  summary: 'A hub’s request contains no field of the response.',
  source: 'https://docs.aws.amazon.com/notifications/latest/APIReference/API_RegisterNotificationHub.html',
  check(subject, report) {
    const printed = printedFields(subject, READ_ONLY_KEYS);
    const [first] = printed;
    if (first === undefined) return;
    const keys = printed.map(({ key }) => key).join(', ');
    report(first.keyRange, { data: { keys }, fixes: [makeRequest(withoutFields(printed))] });
  },
});
