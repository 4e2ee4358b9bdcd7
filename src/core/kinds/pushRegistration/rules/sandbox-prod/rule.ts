import { replaceWith } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** A production account registers no sandbox devices. */
export const rule = defineRule({
  id: 'push-registration/sandbox-prod',
  about: 'push-registration',
  severity: 'hint',
  summary: 'A production account registers no sandbox devices.',
  source: 'experience',
  check(subject, report, context) {
    const type = subject.text('DeviceType');
    if (context.production !== true || type?.value !== 'APNS_SANDBOX') return;
    report(type.node, { fixes: [replaceWith(type.node, 'APNS', false)] });
  },
});
