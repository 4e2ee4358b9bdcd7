import { arrayAt, objectAt } from '../../../../json/tree.ts';
import { defineRule } from '../../../model/rule.ts';
import { objectMembers } from '../../../readFields.ts';

/** A set of hubs holds at least one. */
export const rule = defineRule({
  id: 'fleet/no-hubs',
  about: 'document',
  severity: 'error',
  summary: 'A list of hubs has at least one: the last hub of an account can’t be deregistered.',
  source: 'https://docs.aws.amazon.com/notifications/latest/APIReference/API_DeregisterNotificationHub.html',
  check({ kind, root }, report) {
    const accounts = kind === 'fleet' && root?.type === 'object' ? objectAt(root, 'accounts') : undefined;
    if (accounts === undefined) return;
    for (const { value } of objectMembers(accounts)) {
      const hubs = arrayAt(value, 'notificationHubs');
      if (hubs?.items.length === 0 && !report(hubs)) return;
    }
  },
});
