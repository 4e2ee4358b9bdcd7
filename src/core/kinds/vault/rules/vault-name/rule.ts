import { replaceWith } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { isAccountLeftToReaders } from '../../../../model/placeholder.ts';

/** Vault names and account ids have the form that Glacier takes. */
export const rule = defineRule({
  id: 'vault/vault-name',
  about: 'vault',
  severity: 'error',
  summary:
    'A vault’s name has 1 to 255 letters, digits, dots, hyphens and underscores; its account is - or twelve digits.',
  source: 'https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-put.html',
  check(subject, report, { forReaders }) {
    const name = subject.text('vaultName');
    if (name !== undefined && !/^[A-Za-z0-9_.-]{1,255}$/.test(name.value)) {
      report(name.node, { data: { what: 'name', value: name.value.slice(0, 80) } });
    }
    const account = subject.text('accountId');
    if (account === undefined || /^(?:-|\d{12})$/.test(account.value)) return;
    if (forReaders === true && isAccountLeftToReaders(account.value)) return;
    const digits = account.value.replaceAll('-', '');
    const fixes = /^\d{12}$/.test(digits) ? [replaceWith(account.node, digits, true)] : [];
    report(account.node, { data: { what: 'account', value: account.value.slice(0, 80) }, fixes });
  },
});
