import { headOf } from '../../../../json/tree.ts';
import { defineRule } from '../../../model/rule.ts';

/** A vault's policy is given as text inside of an object. */
export const rule = defineRule({
  id: 'command/bare-policy',
  about: 'document',
  severity: 'error',
  summary: 'A call passes a vault’s policy as text, under the key Policy.',
  source: 'https://docs.aws.amazon.com/cli/latest/reference/glacier/set-vault-access-policy.html',
  check({ barePolicy }, report) {
    if (barePolicy === undefined) return;
    const { node, key, keys, text } = barePolicy;
    const step = { kind: 'replace', node, value: { [key]: text ?? '' } } as const;
    const fixes = text === undefined ? [] : [{ title: 'wrap', text: key, steps: [step], sure: false } as const];
    report(headOf(node), { data: { key: keys[0]?.slice(0, 80) ?? '', holder: key }, fixes });
  },
});
