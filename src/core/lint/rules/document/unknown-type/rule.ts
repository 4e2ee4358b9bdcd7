import { replaceWith } from '../../../model/fix.ts';
import { defineRule } from '../../../model/rule.ts';

/** Every type in a template is one that CloudFormation has. */
export const rule = defineRule({
  id: 'document/unknown-type',
  about: 'document',
  severity: 'error',
  summary: 'Every resource in a template has a type that CloudFormation knows.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html',
  check({ unknownTypes }, report) {
    for (const { node, meant } of unknownTypes) {
      const fixes = meant === undefined ? [] : [replaceWith(node, meant, false)];
      if (!report(node, { data: { type: node.value.slice(0, 80), meant: meant ?? '' }, fixes })) return;
    }
  },
});
