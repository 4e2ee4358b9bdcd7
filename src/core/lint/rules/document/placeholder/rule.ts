import { type Placeholder, placeholderIn } from '../../../../model/placeholder.ts';
import { defineRule } from '../../../model/rule.ts';
import type { Subject, Value } from '../../../model/subject.ts';

/**
 * What CloudFormation reads from Parameter Store or Secrets Manager.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
const DYNAMIC_REFERENCE = /\{\{resolve:(?:ssm|ssm-secure|secretsmanager):[^{}]+\}\}/;

/**
 * Where filling in later is the normal way of writing: variables in Terraform and in options of a command, what a template
 * refers to, a token kept out of the file, and `<name>` in a command that is shown rather than run.
 */
function isExpected({ writtenAs }: Subject, { node, field }: Value, kind: Placeholder['kind']): boolean {
  if (writtenAs === 'command') return kind === 'variable' || /<[^<>]*>/.test(node.value);
  if (kind === 'blank') return false;
  if (writtenAs === 'terraform') return true;
  if (writtenAs === 'cloudformation' && DYNAMIC_REFERENCE.test(node.value)) return true;
  return field.shape.role === 'secret' && /^\$\{(?:env|secret):\w+\}$/.test(node.value);
}

/** Every value is filled in. */
export const rule = defineRule({
  id: 'document/placeholder',
  about: 'value',
  severity: 'error',
  summary: 'Every value is filled in.',
  source: 'experience',
  check(value, report, subject, context) {
    if (subject.means(value.node)) return;
    const found = placeholderIn(value.node.value);
    if (found === undefined) return;
    const sending = context.sending === true;
    if (!sending && isExpected(subject, value, found.kind)) return;
    const { node } = value;
    // Of a secret not even a piece is repeated.
    const secret = value.field.shape.role === 'secret';
    const text = secret ? value.field.key : node.value.slice(found.from, found.to).slice(0, 80);
    const variable = context.filledIn === true ? 'hint' : 'warning';
    const severity = found.kind === 'variable' && !sending ? variable : 'error';
    report({ node, from: found.from, to: found.to }, { data: { text, kind: found.kind }, severity });
  },
});
