import { isPartition, parseArn } from '../../../../model/arn.ts';
import { arnPart, hasTwoServices } from '../../../model/arnPart.ts';
import { replacePart } from '../../../model/fix.ts';
import { defineRule } from '../../../model/rule.ts';

/** An ARN has six fields and begins with a partition that exists. */
export const rule = defineRule({
  id: 'arn/shape',
  about: 'value',
  severity: 'error',
  summary: 'An ARN has six fields and begins with a partition that exists.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
  check({ node, field }, report, subject) {
    if (field.shape.role !== 'arn') return;
    const arn = parseArn(node.value);
    if (arn !== undefined && hasTwoServices(arn)) {
      const { service: first, region: second } = arn;
      const at = {
        node,
        from: arnPart({ value: node.value, node }, 'service').from,
        to: arnPart({ value: node.value, node }, 'region').to,
      };
      const fixes = [second, first].map(one => replacePart(at, one, false));
      report(at, {
        data: { key: field.key.slice(0, 80), twice: `${first}:${second}`.slice(0, 80) },
        fixes: first === second ? fixes.slice(1) : fixes,
      });
      return;
    }
    if (!subject.means(node)) return;
    const data = { key: field.key.slice(0, 80), partition: arn?.partition.slice(0, 80) ?? '' };
    if (arn === undefined) report(node, { data });
    else if (!isPartition(arn.partition)) report(arnPart({ value: node.value, node }, 'partition'), { data });
  },
});
