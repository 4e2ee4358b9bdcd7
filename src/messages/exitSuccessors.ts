import type { StreamExit } from '../core/exit/exitReport.ts';
import { parseArn } from '../core/model/arn.ts';
import { partitionOf } from '../core/model/regions.ts';
import type { Wording } from '../core/model/translate.ts';

/** Words of the AWS CLI, unquoted, the program first. */
type CliWords = readonly string[];

/** A stream whose destination is known. */
type Sending = Pick<StreamExit, 'accountId' | 'region'> & { readonly destinationArn: string };

/** What takes the place of one kind of event that an event stream carried. */
export interface Successor {
  /** For JSON. */
  readonly id: string;
  readonly carried: Wording;
  readonly use: Wording;
  /** How it is set up so that the same stream goes on receiving; absent where that is no matter of a few commands. */
  readonly commands?: (stream: Sending) => readonly CliWords[];
  readonly page: string;
}

/** What a person fills in: a role that the new service may assume, and that may write to the stream. */
export const ROLE_PLACEHOLDER = 'ROLE_NAME';

/** `{"event":"test"}` in Base64, which version 2 of the AWS CLI expects. */
const TEST_RECORD = 'eyJldmVudCI6InRlc3QifQ==';

const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
const roleArn = ({ accountId, region }: Sending): string =>
  `arn:${partitionOf(region)}:iam::${accountId}:role/${ROLE_PLACEHOLDER}`;
const isFirehose = ({ destinationArn }: Sending): boolean => parseArn(destinationArn)?.service === 'firehose';

/** Data streams are no event destination of these services; EventBridge writes into them. */
function throughEventBridge(rule: string, source: string, stream: Sending): readonly CliWords[] {
  const { destinationArn, region } = stream;
  const targets = [{ Id: 'stream', Arn: destinationArn, RoleArn: roleArn(stream) }];
  const pattern = JSON.stringify({ source: [source] });
  return [
    ['aws', 'events', 'put-rule', '--name', rule, '--event-pattern', pattern, '--region', region],
    ['aws', 'events', 'put-targets', '--rule', rule, '--targets', JSON.stringify(targets), '--region', region],
  ];
}

function ownEvents(stream: Sending): readonly CliWords[] {
  const { destinationArn, region } = stream;
  const named = nameIn(destinationArn);
  return isFirehose(stream)
    ? [
        [
          ...['aws', 'firehose', 'put-record', '--delivery-stream-name', named],
          ...['--record', JSON.stringify({ Data: TEST_RECORD }), '--region', region],
        ],
      ]
    : [
        [
          ...['aws', 'kinesis', 'put-record', '--stream-name', named],
          ...['--partition-key', 'test', '--data', TEST_RECORD, '--region', region],
        ],
      ];
}

function smsEvents(stream: Sending): readonly CliWords[] {
  const { destinationArn, region } = stream;
  if (!isFirehose(stream)) return throughEventBridge('sms-voice-events', 'aws.sms-voice', stream);
  const set = ['--configuration-set-name', 'sms-voice-events'];
  return [
    ['aws', 'pinpoint-sms-voice-v2', 'create-configuration-set', ...set, '--region', region],
    [
      ...['aws', 'pinpoint-sms-voice-v2', 'create-event-destination', ...set],
      ...['--event-destination-name', 'stream', '--matching-event-types', 'ALL', '--kinesis-firehose-destination'],
      ...[`IamRoleArn=${roleArn(stream)},DeliveryStreamArn=${destinationArn}`, '--region', region],
    ],
  ];
}

function emailEvents(stream: Sending): readonly CliWords[] {
  const { accountId, destinationArn, region } = stream;
  const bus = `arn:${partitionOf(region)}:events:${region}:${accountId}:event-bus/default`;
  const to = isFirehose(stream)
    ? { KinesisFirehoseDestination: { IamRoleArn: roleArn(stream), DeliveryStreamArn: destinationArn } }
    : { EventBridgeDestination: { EventBusArn: bus } };
  const types = ['SEND', 'DELIVERY', 'BOUNCE', 'COMPLAINT', 'REJECT', 'OPEN', 'CLICK'];
  const destination = JSON.stringify({ Enabled: true, MatchingEventTypes: types, ...to });
  const set = ['--configuration-set-name', 'email-events'];
  return [
    ['aws', 'sesv2', 'create-configuration-set', ...set, '--region', region],
    [
      ...['aws', 'sesv2', 'create-configuration-set-event-destination', ...set, '--event-destination-name', 'stream'],
      ...['--event-destination', destination, '--region', region],
    ],
    ...(isFirehose(stream) ? [] : throughEventBridge('email-events', 'aws.ses', stream)),
  ];
}

/**
 * What AWS names for each part of Pinpoint whose events a stream could carry.
 * @see https://docs.aws.amazon.com/pinpoint/latest/userguide/migrate.html
 */
export const successors: readonly Successor[] = [
  {
    id: 'own-events',
    carried: t => t('Events of your own applications'),
    use: t => t('Send them to the stream directly, with the SDK or with Amplify’s Kinesis and Firehose providers.'),
    commands: ownEvents,
    page: 'https://docs.aws.amazon.com/pinpoint/latest/userguide/migrate.html',
  },
  {
    id: 'sms-voice',
    carried: t => t('SMS and voice'),
    use: t =>
      t(
        'AWS End User Messaging: a configuration set with an event destination, or EventBridge (source aws.sms-voice).',
      ),
    commands: smsEvents,
    page: 'https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-destinations.html',
  },
  {
    id: 'email',
    carried: t => t('E-mail'),
    use: t => t('Amazon SES: a configuration set with an event destination.'),
    commands: emailEvents,
    page: 'https://docs.aws.amazon.com/ses/latest/dg/monitor-using-event-publishing.html',
  },
  {
    id: 'campaigns',
    carried: t => t('Campaigns and journeys'),
    use: t => t('Outbound campaigns of Amazon Connect Customer.'),
    page: 'https://docs.aws.amazon.com/connect/latest/adminguide/how-to-create-campaigns.html',
  },
  {
    id: 'endpoints',
    carried: t => t('Endpoints and segments'),
    use: t => t('Amazon Connect Customer Profiles.'),
    page: 'https://docs.aws.amazon.com/connect/latest/adminguide/customer-profiles.html',
  },
  {
    id: 'push',
    carried: t => t('Mobile push'),
    use: t =>
      t(
        'Push continues as AWS End User Messaging Push. Pinpoint never streamed events of transactional push: see CloudWatch and the consoles of APNs and Firebase.',
      ),
    page: 'https://docs.aws.amazon.com/push-notifications/latest/userguide/what-is-service.html',
  },
];
