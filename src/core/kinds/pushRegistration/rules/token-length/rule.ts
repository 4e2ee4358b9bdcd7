import { defineRule } from '../../../../lint/model/rule.ts';

/** A device token has 1 to 500 characters. */
export const rule = defineRule({
  id: 'push-registration/token-length',
  about: 'push-registration',
  severity: 'error',
  summary: 'A device token has 1 to 500 characters.',
  source: 'https://docs.aws.amazon.com/connect/latest/APIReference/API_CreatePushNotificationRegistration.html',
  check(subject, report) {
    const token = subject.text('DeviceToken');
    if (token === undefined || (token.value.length >= 1 && token.value.length <= 500)) return;
    report(token.node, { data: { length: String(token.value.length) } });
  },
});
