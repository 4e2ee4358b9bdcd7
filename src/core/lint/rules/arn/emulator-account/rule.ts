import { parseArn } from '../../../../model/arn.ts';
import { arnPart } from '../../../model/arnPart.ts';
import { defineRule } from '../../../model/rule.ts';

/** Accounts of emulators and of AWS's own examples. */
const SAMPLES = new Set(['000000000000', '111122223333', '123456789012']);

/** The account is a real one. */
export const rule = defineRule({
  id: 'arn/emulator-account',
  about: 'value',
  severity: 'information',
  summary: 'The account is a real one, not that of an emulator or of an example.',
  source: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html',
  check({ node, field }, report, subject, context) {
    if (field.shape.role !== 'arn' || !subject.means(node)) return;
    const account = parseArn(node.value)?.accountId ?? '';
    // Where the document is for that very account, it is meant.
    if (!SAMPLES.has(account) || account === (subject.target.account ?? context.account)) return;
    report(arnPart({ value: node.value, node }, 'accountId'), { data: { account } });
  },
});
