import { arnOf, arnPart } from '../../../../lint/model/arnPart.ts';
import { replacePart } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { isPartition } from '../../../../model/arn.ts';
import { parseRegion, partitionOf } from '../../../../model/regions.ts';

/** The topic is in the vault's partition. */
export const rule = defineRule({
  id: 'vault/topic-partition',
  about: 'vault',
  severity: 'warning',
  summary: 'The topic’s partition is that of its Region and of the vault.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
  check(subject, report, context) {
    const topic = arnOf(subject.text('SNSTopic'));
    if (topic === undefined) return;
    const region = parseRegion(subject.target.region ?? context.region ?? topic.arn.region);
    if (region === undefined) return;
    const wanted = partitionOf(region);
    const { partition } = topic.arn;
    if (partition === wanted || !isPartition(partition)) return;
    const part = arnPart(topic.text, 'partition');
    report(part, { data: { partition, wanted, region }, fixes: [replacePart(part, wanted, false)] });
  },
});
