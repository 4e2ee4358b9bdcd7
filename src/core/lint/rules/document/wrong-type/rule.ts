import type { Fix } from '../../../model/fix.ts';
import { defineRule, type WrongType } from '../../../model/rule.ts';

/** A single string where a list is wanted can only be the list's one item. */
function fixesOf({ node, wanted }: WrongType): readonly Fix[] {
  if (wanted !== 'list' || node.type !== 'string') return [];
  const value = [node.value];
  // Commas, blanks or brackets in it may be meant to hold more than one.
  const sure = /^[^\s,;|[\]{}"]+$/.test(node.value);
  return [{ title: 'replace', text: JSON.stringify(value), steps: [{ kind: 'replace', node, value }], sure }];
}

/** Every value has the type that AWS takes. */
export const rule = defineRule({
  id: 'document/wrong-type',
  about: 'document',
  severity: 'error',
  summary: 'Every value has the JSON type that AWS expects.',
  source: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-types.html',
  check({ wrongTypes }, report) {
    for (const wrong of wrongTypes) {
      const { key, node, wanted } = wrong;
      const range = node.type === 'object' || node.type === 'array' ? { start: node.start, end: node.start + 1 } : node;
      const data = { key: key.slice(0, 80), wanted, found: node.type };
      if (!report(range, { data, fixes: fixesOf(wrong) })) return;
    }
  },
});
