import { arnOf, arnPart } from '../../../../lint/model/arnPart.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { isAccountId } from '../../../../model/account.ts';

/** The topic belongs to the vault's account. */
export const rule = defineRule({
  id: 'vault/topic-account',
  about: 'vault',
  severity: 'warning',
  summary: 'The topic belongs to the vault’s account, or its owner allows the vault to publish.',
  source: 'https://docs.aws.amazon.com/amazonglacier/latest/dev/configuring-notifications.html',
  check(subject, report, context) {
    const topic = arnOf(subject.text('SNSTopic'));
    const written = subject.text('accountId')?.value;
    const account =
      written !== undefined && isAccountId(written) ? written : (subject.target.account ?? context.account);
    if (topic === undefined || account === undefined || !isAccountId(topic.arn.accountId)) return;
    if (topic.arn.accountId === account) return;
    report(arnPart(topic.text, 'accountId'), { data: { owner: topic.arn.accountId, account } });
  },
});
