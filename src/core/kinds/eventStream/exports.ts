import type { KindExport } from '../../model/export.ts';

/**
 * Event streams elsewhere. The application's id is a literal: Terraform has no data source of applications.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/pinpoint_event_stream
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-pinpoint-eventstream.html
 */
export const eventStreamExport: KindExport = {
  kind: 'event-stream',
  cloudFormation: {
    type: 'AWS::Pinpoint::EventStream',
    properties: (name, config) => ({ ApplicationId: name, ...config }),
    note: t => t('Pinpoint was shut down on 2026-10-30: cfn-lint says so of each event stream (W3696).'),
  },
  terraform: {
    type: 'aws_pinpoint_event_stream',
    evenUnset: false,
    importId: name => name,
    body: (name, config) => [
      { attribute: 'application_id', value: name },
      { attribute: 'destination_stream_arn', value: config?.DestinationStreamArn ?? null },
      { attribute: 'role_arn', value: config?.RoleArn ?? null },
    ],
    beside: [],
  },
};
