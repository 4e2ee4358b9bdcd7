import { arnOf, isHere } from '../../../../lint/model/arnPart.ts';
import { replacePart } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** An instance is named by its id. */
export const rule = defineRule({
  id: 'push-registration/instance-arn',
  about: 'push-registration',
  severity: 'warning',
  summary: 'An instance is named by its ID of at most 100 characters, not by its ARN.',
  source: 'https://docs.aws.amazon.com/connect/latest/APIReference/API_CreatePushNotificationRegistration.html',
  check(subject, report, context) {
    const instance = subject.text('InstanceId');
    if (instance === undefined) return;
    const { value, node } = instance;
    const whole = { node, from: 0, to: value.length };
    const arn = arnOf(instance)?.arn;
    const id = arn?.service === 'connect' ? /^instance\/([^/:]{1,100})$/.exec(arn.resource)?.[1] : undefined;
    if (arn !== undefined && id !== undefined && isHere(arn, context) === false) {
      report(node, { data: { form: 'elsewhere', account: arn.accountId, region: arn.region }, severity: 'error' });
    } else if (arn !== undefined && id !== undefined) {
      // The id alone says no more where the instance is.
      report(node, { data: { form: 'arn' }, fixes: [replacePart(whole, id, isHere(arn, context) === true)] });
    } else if (value.startsWith('arn:')) report(node, { data: { form: 'arn' } });
    else if (value.length === 0 || value.length > 100) {
      report(node, { data: { form: 'length', length: String(value.length) }, severity: 'error' });
    }
  },
});
