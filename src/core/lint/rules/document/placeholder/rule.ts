import { placeholderIn } from '../../../../model/placeholder.ts';
import { defineRule } from '../../../model/rule.ts';
import type { Subject, Value } from '../../../model/subject.ts';

/** Where filling in later is the normal way of writing: Terraform, shell options, a token kept out of the file. */
function isExpected({ writtenAs }: Subject, { node, field }: Value): boolean {
  if (writtenAs === 'terraform' || writtenAs === 'command') return true;
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
    if (!sending && found.kind === 'variable' && isExpected(subject, value)) return;
    const { node } = value;
    // Of a secret not even a piece is repeated.
    const secret = value.field.shape.role === 'secret';
    const text = secret ? value.field.key : node.value.slice(found.from, found.to).slice(0, 80);
    const severity = found.kind === 'variable' && !sending ? 'warning' : 'error';
    report({ node, from: found.from, to: found.to }, { data: { text, kind: found.kind }, severity });
  },
});
