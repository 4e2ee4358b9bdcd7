import { replaceWith } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { nearest } from '../../../../model/similar.ts';
import { DEVICE_TYPES } from '../../document.ts';

/** What people write instead, and what it most likely means. */
const MEANT: Readonly<Record<string, string>> = {
  FCM: 'GCM',
  FIREBASE: 'GCM',
  ANDROID: 'GCM',
  APN: 'APNS',
};

/** What is longer may be the device token, of which not even a piece is repeated. */
const MOST_SHOWN = 24;

/** The device type is one of three. */
export const rule = defineRule({
  id: 'push-registration/device-type',
  about: 'push-registration',
  severity: 'error',
  summary: 'The device type is GCM, APNS or APNS_SANDBOX.',
  source: 'https://docs.aws.amazon.com/connect/latest/APIReference/API_CreatePushNotificationRegistration.html',
  check(subject, report) {
    const type = subject.text('DeviceType');
    if (type === undefined || DEVICE_TYPES.some(known => known === type.value)) return;
    const sure =
      type.value.toUpperCase() === 'FCM' ? 'GCM' : DEVICE_TYPES.find(one => one === type.value.toUpperCase());
    const likely = sure ?? MEANT[type.value.toUpperCase()] ?? nearest(type.value, DEVICE_TYPES);
    const choices = likely === undefined ? DEVICE_TYPES : [likely];
    const fixes = choices.map(choice => replaceWith(type.node, choice, sure !== undefined));
    const said = type.value.length > MOST_SHOWN ? { long: 'yes' } : { type: type.value };
    report(type.node, { data: { ...said, meant: likely ?? '' }, fixes });
  },
});
