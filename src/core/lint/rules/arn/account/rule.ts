import { isAccountId } from '../../../../model/account.ts';
import { parseArn } from '../../../../model/arn.ts';
import { arnPart } from '../../../model/arnPart.ts';
import { replacePart } from '../../../model/fix.ts';
import { defineRule } from '../../../model/rule.ts';

/** The services that ARNs in configs are of. */
const SERVICES = new Set(['sns', 'kinesis', 'firehose', 'iam', 'mobiletargeting', 'connect']);

/** The account in an ARN has twelve digits. */
export const rule = defineRule({
  id: 'arn/account',
  about: 'value',
  severity: 'error',
  summary: 'The account in an ARN has twelve digits, leading zeros included.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
  check({ node, field }, report, subject) {
    if (field.shape.role !== 'arn' || !subject.means(node)) return;
    const arn = parseArn(node.value);
    if (arn === undefined || isAccountId(arn.accountId)) return;
    // A bucket, say, has none: that the ARN is of another service is said by itself.
    if (arn.accountId === '' && !SERVICES.has(arn.service)) return;
    const text = { value: node.value, node };
    const part = arnPart(text, 'accountId');
    const digits = arn.accountId.replaceAll('-', '');
    const fixes = isAccountId(digits) ? [replacePart(part, digits, true)] : [];
    const at = arn.accountId === '' ? { node, from: part.from - 1, to: part.to + 1 } : part;
    const data = { account: arn.accountId.slice(0, 80), digits: String(arn.accountId.replace(/\D/g, '').length) };
    report(at, { data, fixes });
  },
});
