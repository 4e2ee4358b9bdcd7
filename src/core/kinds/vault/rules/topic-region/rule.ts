import { arnOf, arnPart } from '../../../../lint/model/arnPart.ts';
import { replacePart } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { parseRegion } from '../../../../model/regions.ts';

/** The topic is in the vault's Region. */
export const rule = defineRule({
  id: 'vault/topic-region',
  about: 'vault',
  severity: 'error',
  summary: 'The topic is in the vault’s Region.',
  source: 'https://docs.aws.amazon.com/amazonglacier/latest/dev/configuring-notifications.html',
  check(subject, report, context) {
    const topic = arnOf(subject.text('SNSTopic'));
    if (topic?.arn.service !== 'sns' || topic.arn.region === '') return;
    const region = parseRegion(subject.target.region ?? context.region ?? '');
    if (region === undefined || topic.arn.region === region) return;
    const part = arnPart(topic.text, 'region');
    const data = { region: topic.arn.region, wanted: region };
    report(part, { data, fixes: [replacePart(part, region, false)] });
  },
});
