import { removeItem } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { isVaultEvent } from '../../document.ts';

/** Each event is listed once. */
export const rule = defineRule({
  id: 'vault/duplicate-event',
  about: 'vault',
  severity: 'warning',
  summary: 'Each event is listed once.',
  source: 'https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-notifications-put.html',
  check(subject, report) {
    const list = subject.list('Events');
    const seen = new Set<string>();
    for (const [index, item] of (list?.items ?? []).entries()) {
      if (list === undefined || item.type !== 'string' || !subject.means(item)) continue;
      if (seen.has(item.value)) {
        // What is no event of ours is somebody else's, and they may mean it twice.
        const fixes = [removeItem(list, index, item.value, isVaultEvent(item.value))];
        if (!report(item, { data: { event: item.value }, fixes })) return;
      }
      seen.add(item.value);
    }
  },
});
