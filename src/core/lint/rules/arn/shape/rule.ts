import { isPartition, parseArn } from '../../../../model/arn.ts';
import { arnPart } from '../../../model/arnPart.ts';
import { defineRule } from '../../../model/rule.ts';

/** An ARN has six fields and begins with a partition that exists. */
export const rule = defineRule({
  id: 'arn/shape',
  about: 'value',
  severity: 'error',
  summary: 'An ARN has six fields and begins with a partition that exists.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
  check({ node, field }, report, subject) {
    if (field.shape.role !== 'arn' || !subject.means(node)) return;
    const arn = parseArn(node.value);
    const data = { key: field.key.slice(0, 80), partition: arn?.partition.slice(0, 80) ?? '' };
    if (arn === undefined) report(node, { data });
    else if (!isPartition(arn.partition)) report(arnPart({ value: node.value, node }, 'partition'), { data });
  },
});
