import { unwrap } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** A config is written as input of SetVaultNotifications, not copied from output of GetVaultNotifications. */
export const rule = defineRule({
  id: 'vault/output-as-input',
  about: 'vault',
  severity: 'error',
  aboutAnswers: true,
  summary: 'A config is written as input of SetVaultNotifications, not copied from output of GetVaultNotifications.',
  source: 'https://docs.aws.amazon.com/cli/latest/reference/glacier/set-vault-notifications.html',
  check(subject, report) {
    const wrapper = subject.field('vaultNotificationConfig');
    if (subject.writtenAs !== 'output' || wrapper?.member === undefined || wrapper.owner === undefined) return;
    const fixes = wrapper.node.type === 'object' ? [unwrap(wrapper.owner, wrapper.member, wrapper.node)] : [];
    report(wrapper.keyRange, { fixes });
  },
});
