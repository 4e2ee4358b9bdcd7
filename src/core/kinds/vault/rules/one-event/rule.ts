import { addItem } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { isVaultEvent, VAULT_EVENTS } from '../../document.ts';

/** Both events are listed, so that no kind of job completes unnoticed. */
export const rule = defineRule({
  id: 'vault/one-event',
  about: 'vault',
  severity: 'hint',
  summary: 'Both events are listed, so that no kind of job completes unnoticed.',
  source: 'https://docs.aws.amazon.com/amazonglacier/latest/dev/configuring-notifications.html',
  check(subject, report) {
    const list = subject.list('Events');
    const names = new Set((list?.items ?? []).map(item => (item.type === 'string' ? item.value : '')));
    const [name, second] = names;
    if (list === undefined || name === undefined || second !== undefined || !isVaultEvent(name)) return;
    const missing = VAULT_EVENTS.find(event => event !== name) ?? '';
    report(list, { data: { event: name, missing }, fixes: [addItem(list, missing)] });
  },
});
