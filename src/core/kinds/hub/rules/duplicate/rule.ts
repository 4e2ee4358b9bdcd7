import { removeItem } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { hubsByAccount } from '../../hubsOfDocument.ts';

/** A Region is named once for one account. */
export const rule = defineRule({
  id: 'hub/duplicate',
  about: 'document',
  severity: 'warning',
  summary: 'A Region is named once for one account: registering it again does nothing.',
  source: 'https://docs.aws.amazon.com/notifications/latest/userguide/notification-hubs.html',
  check(document, report, context) {
    for (const hubs of hubsByAccount(document, context.account).values()) {
      const seen = new Set<string>();
      for (const { region, node, item } of hubs) {
        if (seen.has(region)) {
          const fixes = item === undefined ? [] : [removeItem(item.owner, item.index, region, true)];
          if (!report(node, { data: { region }, fixes })) return;
        }
        seen.add(region);
      }
    }
  },
});
