import { arnOf, arnPart } from '../../../../lint/model/arnPart.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** The topic is one that the account has. */
export const rule = defineRule({
  id: 'vault/topic-unlisted',
  about: 'vault',
  severity: 'warning',
  summary: 'The topic is one that the account has.',
  source: 'https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html',
  check(subject, report, { listed, account, region }) {
    const topic = arnOf(subject.text('SNSTopic'));
    if (listed?.topic === undefined || topic?.arn.service !== 'sns') return;
    // The list is of one account and Region: of topics elsewhere it tells nothing.
    const { arn, text } = topic;
    if (arn.accountId !== account || arn.region !== region || listed.topic.includes(text.value)) return;
    report(arnPart(text, 'resource'), { data: { account, region } });
  },
});
