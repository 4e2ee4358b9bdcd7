import { renameKey } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** In Terraform a hub's Region is called notification_hub_region. */
export const rule = defineRule({
  id: 'hub/tf-arg',
  about: 'hub',
  severity: 'error',
  summary: 'In Terraform, a hub’s Region is notification_hub_region.',
  source: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/notifications_notification_hub',
  check(subject, report) {
    const field = subject.field('region');
    // Beside the right argument, `region` is the one that the provider gives every resource.
    if (
      subject.writtenAs !== 'terraform' ||
      field === undefined ||
      subject.field('notificationHubRegion') !== undefined
    )
      return;
    report(field.keyRange, { fixes: [renameKey(field.keyRange, 'notification_hub_region', false)] });
  },
});
