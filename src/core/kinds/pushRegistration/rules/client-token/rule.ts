import { addMember } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** A ClientToken makes repeating safe. */
export const rule = defineRule({
  id: 'push-registration/client-token',
  about: 'push-registration',
  severity: 'hint',
  summary: 'A ClientToken of at most 500 characters makes retries safe.',
  source: 'https://docs.aws.amazon.com/connect/latest/APIReference/API_CreatePushNotificationRegistration.html',
  check(subject, report, context) {
    const token = subject.text('ClientToken');
    if (token !== undefined && (token.value === '' || token.value.length > 500)) {
      const severity = token.value === '' ? 'hint' : 'error';
      report(token.node, { data: { length: String(token.value.length) }, severity });
    }
    if (subject.field('ClientToken') !== undefined || !subject.expects('ClientToken') || subject.node.type !== 'object')
      return;
    const fresh = context.freshToken?.();
    const fixes = fresh === undefined ? [] : [addMember(subject.node, 'ClientToken', fresh)];
    report(subject.head, { data: { length: '' }, fixes });
  },
});
