import { replaceWith } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** An APNs token is hexadecimal, 64 digits or more; a Firebase token has a colon and other characters. */
const looksLikeApns = (token: string): boolean => /^[0-9a-fA-F]{64,}$/.test(token);
const looksLikeFirebase = (token: string): boolean => token.includes(':') || /[^0-9a-fA-F]/.test(token);

/** A device token looks like one of the device's push service. */
export const rule = defineRule({
  id: 'push-registration/token-shape',
  about: 'push-registration',
  severity: 'warning',
  summary: 'A device token matches the device’s push service.',
  source: 'experience',
  check(subject, report) {
    const token = subject.text('DeviceToken');
    const type = subject.text('DeviceType');
    if (token === undefined || type === undefined || token.value === '') return;
    if (type.value === 'GCM' && looksLikeApns(token.value)) {
      report(token.node, { data: { looks: 'APNs', type: type.value }, fixes: [replaceWith(type.node, 'APNS', false)] });
    } else if (/^APNS(?:_SANDBOX)?$/.test(type.value) && looksLikeFirebase(token.value)) {
      report(token.node, {
        data: { looks: 'Firebase', type: type.value },
        fixes: [replaceWith(type.node, 'GCM', false)],
      });
    }
  },
});
