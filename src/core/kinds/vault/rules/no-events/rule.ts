import { addMember } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { VAULT_EVENTS } from '../../document.ts';

/** A vault notification names at least one event. */
export const rule = defineRule({
  id: 'vault/no-events',
  about: 'vault',
  severity: 'error',
  summary: 'A vault notification names at least one event.',
  source: 'https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-notifications-put.html',
  check(subject, report) {
    const field = subject.field('Events');
    if (field === undefined) {
      if (!subject.expects('Events')) return;
      const owner = subject.field('vaultNotificationConfig')?.node ?? subject.node;
      // Without a config there is nothing to add events to; its absence is said by itself.
      if (owner.type !== 'object' || (subject.writtenAs === 'request' && owner === subject.node)) return;
      const key = subject.writtenAs === 'terraform' ? 'events' : 'Events';
      const fix = addMember(owner, key, [...VAULT_EVENTS]);
      report(subject.at('vaultNotificationConfig'), { data: { absent: key }, fixes: [fix] });
    } else if (field.node.type === 'array' && field.node.items.length === 0) {
      const steps = [{ kind: 'replace', node: field.node, value: [...VAULT_EVENTS] }] as const;
      report(field.node, { fixes: [{ title: 'add', text: VAULT_EVENTS.join(', '), steps, sure: false }] });
    }
  },
});
