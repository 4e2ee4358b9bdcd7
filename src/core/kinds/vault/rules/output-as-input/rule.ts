import { defineRule } from '../../../../lint/model/rule.ts';

/** A config is written as SetVaultNotifications takes it, not as GetVaultNotifications prints it. */
export const rule = defineRule({
  id: 'vault/output-as-input',
  about: 'vault',
  severity: 'error',
  summary: 'A config is written as SetVaultNotifications takes it, not as GetVaultNotifications prints it.',
  source: 'https://docs.aws.amazon.com/cli/latest/reference/glacier/set-vault-notifications.html',
  check(subject, report) {
    const wrapper = subject.fields.get('vaultNotificationConfig');
    if (subject.writtenAs !== 'output' || wrapper === undefined) return;
    const unwrap = { kind: 'unwrap', outer: subject.node, inner: wrapper.node } as const;
    const fix = { title: 'unwrap', text: wrapper.key, steps: [unwrap], sure: true } as const;
    report(wrapper.keyRange, { fixes: wrapper.node.kind === 'object' ? [fix] : [] });
  },
});
