import { arnOf, arnPart } from '../../../../lint/model/arnPart.ts';
import { type Fix, replacePart } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import type { Text } from '../../../../lint/model/subject.ts';
import type { Arn } from '../../../../model/arn.ts';

const RESOURCES: ReadonlyMap<string, { readonly prefix: string; readonly pattern: RegExp }> = new Map([
  ['kinesis', { prefix: 'stream/', pattern: /^stream\/[A-Za-z0-9_.-]{1,128}$/ }],
  ['firehose', { prefix: 'deliverystream/', pattern: /^deliverystream\/[A-Za-z0-9_.-]{1,64}$/ }],
]);

/** Kinesis and Firehose ARNs are often written with each other's resource type: either may be what is wrong. */
function swap(text: Text, arn: Arn): readonly Fix[] {
  const wanted = RESOURCES.get(arn.service);
  const name = /^(?:stream|deliverystream|delivery-stream)\/([A-Za-z0-9_.-]+)$/.exec(arn.resource)?.[1];
  if (wanted === undefined || name === undefined) return [];
  const other = [...RESOURCES].find(([, { pattern }]) => pattern.test(arn.resource))?.[0];
  const service = other === undefined ? [] : [replacePart(arnPart(text, 'service'), other, false)];
  return [replacePart(arnPart(text, 'resource'), `${wanted.prefix}${name}`, false), ...service];
}

/** Events go to a Kinesis data stream or a Firehose delivery stream. */
export const rule = defineRule({
  id: 'event-stream/stream-arn',
  about: 'event-stream',
  severity: 'error',
  summary: 'Events go to a Kinesis data stream or a Firehose delivery stream, named by its ARN.',
  source: 'https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-eventstream.html',
  check(subject, report) {
    const stream = arnOf(subject.text('DestinationStreamArn'));
    if (stream === undefined) return;
    const { arn, text } = stream;
    const wanted = RESOURCES.get(arn.service);
    const data = { service: arn.service, resource: arn.resource.slice(0, 160), prefix: wanted?.prefix ?? '' };
    if (wanted === undefined) report(arnPart(text, 'service'), { data });
    else if (!wanted.pattern.test(arn.resource)) {
      report(arnPart(text, 'resource'), { data, fixes: swap(text, arn) });
    } else if (arn.region === '') report(text.node, { data: { ...data, prefix: '' } });
  },
});
