import { arnOf, arnPart } from '../../../../lint/model/arnPart.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { isAccountId } from '../../../../model/account.ts';

/** Stream, role and application are in one account. */
export const rule = defineRule({
  id: 'event-stream/account-mismatch',
  about: 'event-stream',
  severity: 'warning',
  summary: 'Stream, role and application are in one account.',
  source: 'https://docs.aws.amazon.com/pinpoint/latest/developerguide/event-streams-setup.html',
  check(subject, report, context) {
    const stream = arnOf(subject.text('DestinationStreamArn'));
    const role = arnOf(subject.text('RoleArn'));
    const account = subject.target.account ?? context.account;
    const first = account ?? stream?.arn.accountId ?? '';
    for (const part of [stream, role]) {
      if (part === undefined || !isAccountId(part.arn.accountId) || !isAccountId(first)) continue;
      if (part.arn.accountId === first) continue;
      const data = { own: part.arn.accountId, other: first, than: account === undefined ? 'stream' : 'application' };
      report(arnPart(part.text, 'accountId'), { data });
    }
  },
});
