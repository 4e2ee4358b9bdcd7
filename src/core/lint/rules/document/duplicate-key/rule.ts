import { isVariableKey } from '../../../../model/placeholder.ts';
import { removeMember } from '../../../model/fix.ts';
import { defineRule } from '../../../model/rule.ts';

/** A key stands once in its object. */
export const rule = defineRule({
  id: 'document/duplicate-key',
  about: 'document',
  severity: 'warning',
  summary: 'A key appears once in its object: of two, the last one wins.',
  source: 'https://www.rfc-editor.org/rfc/rfc8259#section-4',
  check({ duplicateKeys, kind }, report) {
    if (kind === null) return;
    for (const { owner, index, refused } of duplicateKeys) {
      const member = owner.members[index];
      if (member === undefined || isVariableKey(member.key)) continue;
      const key = member.key.slice(0, 80);
      const fixes = [removeMember(owner, member)];
      const said =
        refused === true ? ({ data: { key, refused: 'yes' }, severity: 'error' } as const) : { data: { key } };
      if (!report(member.keyRange, { ...said, fixes })) return;
    }
  },
});
