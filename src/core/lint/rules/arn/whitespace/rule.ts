import type { StringNode } from '../../../../json/tree.ts';
import { isLeftToReaders, placeholderIn } from '../../../../model/placeholder.ts';
import type { Fix, FixStep } from '../../../model/fix.ts';
import { defineRule } from '../../../model/rule.ts';
import type { Value } from '../../../model/subject.ts';
import { STRAY } from '../../../readFields.ts';

const ALL_STRAY = new RegExp(STRAY.source, 'gu');

/**
 * What surrounds a value was never meant; what stands inside of it may part it from another one. A key may become equal to
 * another key.
 */
function trimmed({ node, field }: Value, clean: string): Fix {
  const steps = field.shape.role === 'secret' ? withoutStray(node) : [{ kind: 'replace', node, value: clean } as const];
  const isKey = field.item === undefined && field.keyRange.start === node.start;
  return { title: 'trim', text: '', steps, sure: !isKey && node.value.includes(clean) };
}

/** A secret is not written anew: fixes are printed, and go to other programs. */
const withoutStray = (node: StringNode): readonly FixStep[] =>
  [...node.value.matchAll(ALL_STRAY)].map(({ 0: stray, index }) => ({
    kind: 'replace-part',
    part: { node, from: index, to: index + stray.length },
    text: '',
  }));

/** Values contain no spaces, quotes or invisible characters. */
export const rule = defineRule({
  id: 'arn/whitespace',
  about: 'value',
  severity: 'error',
  summary: 'Values contain no spaces, quotes or invisible characters.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
  check(value, report, subject, { forReaders }) {
    const { node, field } = value;
    const text = node.value;
    if (subject.means(node) || !STRAY.test(text) || placeholderIn(text) !== undefined) return;
    if (forReaders === true && isLeftToReaders(text)) return;
    const at = text.search(STRAY);
    const clean = text.replace(ALL_STRAY, '');
    const code = (text.codePointAt(at) ?? 0).toString(16).padStart(4, '0').toUpperCase();
    // In a shell's quotes a part of a secret has no place of its own.
    const isOut = field.shape.role === 'secret' && subject.writtenAs === 'command';
    const fixes = clean === '' || isOut || /[{}[\]]/.test(text) ? [] : [trimmed(value, clean)];
    report({ node, from: at, to: at + 1 }, { data: { code: `U+${code}`, key: field.key.slice(0, 80) }, fixes });
  },
});
