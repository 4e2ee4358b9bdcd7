import { defineRule } from '../../../../lint/model/rule.ts';

/** A registration names its instance. */
export const rule = defineRule({
  id: 'push-registration/missing-instance',
  about: 'push-registration',
  severity: 'error',
  summary: 'A registration names its instance.',
  source: 'https://docs.aws.amazon.com/connect/latest/APIReference/API_CreatePushNotificationRegistration.html',
  check(subject, report) {
    if (subject.field('InstanceId') !== undefined || !subject.expects('InstanceId')) return;
    report(subject.head, { data: { absent: 'InstanceId' } });
  },
});
