import { arnOf, arnPart } from '../../../../lint/model/arnPart.ts';
import { type Fix, replacePart } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import type { Text } from '../../../../lint/model/subject.ts';
import type { Arn } from '../../../../model/arn.ts';

const TOPIC_NAME = /^[A-Za-z0-9_-]{1,256}(?:\.fifo)?$/;

/** A subscription's ARN is the topic's with a UUID behind it. */
function cutSubscription(text: Text, arn: Arn): readonly Fix[] {
  const [topic = '', id] = arn.resource.split(':');
  if (id === undefined || !TOPIC_NAME.test(topic)) return [];
  return [replacePart(arnPart(text, 'resource'), topic, /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id))];
}

/** The notification goes to an SNS topic. */
export const rule = defineRule({
  id: 'vault/topic-not-sns',
  about: 'vault',
  severity: 'warning',
  summary: 'The notification goes to an SNS topic, named by the topic’s own ARN.',
  source: 'https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-notifications-put.html',
  check(subject, report) {
    const topic = arnOf(subject.text('SNSTopic'));
    if (topic === undefined) return;
    const { arn, text } = topic;
    if (arn.service !== 'sns') {
      report(arnPart(text, 'service'), { data: { service: arn.service, resource: arn.resource } });
    } else if (!TOPIC_NAME.test(arn.resource) || arn.region === '') {
      const part = arnPart(text, arn.region === '' ? 'service' : 'resource');
      report(part, { data: { service: '', resource: arn.resource }, fixes: cutSubscription(text, arn) });
    }
  },
});
