import { objectAt } from '../../../../json/tree.ts';
import { isAccountId } from '../../../../model/account.ts';
import { renameKey } from '../../../model/fix.ts';
import { defineRule } from '../../../model/rule.ts';

/** A key of `accounts` made of digits is an account id. */
export const rule = defineRule({
  id: 'fleet/account',
  about: 'document',
  severity: 'warning',
  summary: 'A key of accounts that consists of digits has twelve of them; any other key is the name of a profile.',
  source: 'experience',
  check({ kind, root }, report) {
    if (kind !== 'fleet' || root?.type !== 'object') return;
    for (const { key, keyRange } of objectAt(root, 'accounts')?.members ?? []) {
      if (isAccountId(key) || !/^[\d -]+$/.test(key)) continue;
      const digits = key.replace(/[ -]/g, '');
      const fixes = isAccountId(digits) ? [renameKey(keyRange, digits, false)] : [];
      if (!report(keyRange, { data: { key: key.slice(0, 80), digits: String(digits.length) }, fixes })) return;
    }
  },
});
