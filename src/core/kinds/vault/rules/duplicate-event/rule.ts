import { removeItem } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** Each event stands once. */
export const rule = defineRule({
  id: 'vault/duplicate-event',
  about: 'vault',
  severity: 'warning',
  summary: 'Each event stands once.',
  source: 'https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-notifications-put.html',
  check(subject, report) {
    const list = subject.list('Events');
    const seen = new Set<string>();
    for (const [index, item] of (list?.items ?? []).entries()) {
      if (list === undefined || item.type !== 'string' || !subject.means(item)) continue;
      if (seen.has(item.value)) {
        report(item, { data: { event: item.value }, fixes: [removeItem(list, index, item.value, true)] });
      }
      seen.add(item.value);
    }
  },
});
