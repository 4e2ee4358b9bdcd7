import { replaceWith } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** A document refers to a device token and does not contain it. */
export const rule = defineRule({
  id: 'push-registration/token-in-file',
  about: 'push-registration',
  severity: 'warning',
  summary: 'A document refers to a device token and does not contain it.',
  source: 'experience',
  check(subject, report, context) {
    const token = subject.text('DeviceToken');
    if (token === undefined || token.value === '' || context.tracked === false) return;
    const reference = replaceWith(token.node, '${env:DEVICE_TOKEN}', false);
    report(token.node, { fixes: subject.writtenAs === 'command' ? [] : [reference] });
  },
});
