import type { KindExport } from '../../model/export.ts';

/**
 * Hubs elsewhere. Terraform's provider sends their calls to us-east-1 whatever its Region; a stack has to be there.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/notifications_notification_hub
 */
export const hubExport: KindExport = {
  kind: 'hub',
  cloudFormation: { type: 'AWS::Notifications::NotificationHub', properties: name => ({ Region: name }) },
  terraform: {
    type: 'aws_notifications_notification_hub',
    evenUnset: false,
    importId: name => name,
    body: name => [{ attribute: 'notification_hub_region', value: name }],
    beside: [],
  },
};
