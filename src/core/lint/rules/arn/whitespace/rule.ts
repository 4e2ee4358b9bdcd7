import type { StringNode } from '../../../../json/tree.ts';
import { placeholderIn } from '../../../../model/placeholder.ts';
import type { Fix } from '../../../model/fix.ts';
import { defineRule } from '../../../model/rule.ts';
import { STRAY } from '../../../readFields.ts';

const ALL_STRAY = new RegExp(STRAY.source, 'gu');

/** What surrounds a value was never meant; what stands inside of it may part it from another one. */
function trimmed(node: StringNode, clean: string): Fix {
  const steps = [{ kind: 'replace', node, value: clean }] as const;
  return { title: 'trim', text: '', steps, sure: node.value.includes(clean) };
}

/** Values hold no blanks, quotes or invisible characters. */
export const rule = defineRule({
  id: 'arn/whitespace',
  about: 'value',
  severity: 'error',
  summary: 'Values hold no blanks, quotes or invisible characters.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
  check({ node, field }, report, subject) {
    const { value } = node;
    if (subject.means(node) || !STRAY.test(value) || placeholderIn(value) !== undefined) return;
    const at = value.search(STRAY);
    const clean = value.replace(ALL_STRAY, '');
    const code = (value.codePointAt(at) ?? 0).toString(16).padStart(4, '0').toUpperCase();
    const fixes = clean === '' || /[{}[\]]/.test(value) ? [] : [trimmed(node, clean)];
    report({ node, from: at, to: at + 1 }, { data: { code: `U+${code}`, key: field.key.slice(0, 80) }, fixes });
  },
});
