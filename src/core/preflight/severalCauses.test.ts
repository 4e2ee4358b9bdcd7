import { expect, it } from 'vitest';
import { keyGrant, policyOf, trustPolicy } from '../../../test/support/policies.ts';
import { ACCOUNT, decisions, grant, KEY, NOW, reportOf, TOPIC, told } from '../../../test/support/preflightWorld.ts';
import type { Script } from '../../../test/support/scriptedReads.ts';
import type { KindId } from '../model/resource.ts';
import { causeOf } from './report.ts';

/** What can be amiss, each by itself, in an estate in which all else is well. */
class Estate {
  hub = { status: 'ACTIVE', optIn: 'ENABLED' };
  topic = TOPIC;
  statements: object[] = [grant({ Resource: '*' })];
  key = '';
  keyStatement = keyGrant();
  subscriptions = [{ SubscriptionArn: `${TOPIC}:1`, Endpoint: 'queue' }];
  filter = '{}';
  trusted: string[] = ['pinpoint.amazonaws.com'];
  refused: string[] = [];
  stream: Record<string, string> = { StreamStatus: 'ACTIVE' };
  contact: Record<string, unknown> = { Channel: 'CHAT' };
  associations: object[] | undefined;
  channel = {
    Enabled: true,
    HasCredential: true,
    HasFcmServiceCredentials: true,
    DefaultAuthenticationMethod: 'TOKEN',
  };

  script(): Script {
    const { hub, associations } = this;
    const status = { status: hub.status, reason: '' };
    return {
      ListNotificationHubs: () => ({
        notificationHubs: [{ notificationHubRegion: 'eu-south-1', statusSummary: status }],
      }),
      ListRegions: () => ({ Regions: [{ RegionName: 'eu-south-1', RegionOptStatus: hub.optIn }] }),
      GetVaultNotifications: () => ({
        vaultNotificationConfig: { SNSTopic: this.topic, Events: ['ArchiveRetrievalCompleted'] },
      }),
      GetTopicAttributes: () => ({
        Attributes: { Policy: policyOf(...this.statements), ...(this.key === '' ? {} : { KmsMasterKeyId: this.key }) },
      }),
      GetKeyPolicy: () => ({ Policy: policyOf(this.keyStatement) }),
      ListSubscriptionsByTopic: () => ({ Subscriptions: this.subscriptions }),
      GetSubscriptionAttributes: () => ({ Attributes: { FilterPolicy: this.filter } }),
      GetRole: () => ({
        Role: {
          RoleName: 'writer',
          AssumeRolePolicyDocument: encodeURIComponent(trustPolicy(this.trusted)),
          CreateDate: new Date(0),
        },
      }),
      SimulatePrincipalPolicy: decisions(this.refused),
      DescribeStreamSummary: () => ({ StreamDescriptionSummary: this.stream }),
      DescribeContact: () => ({ Contact: this.contact }),
      ...(associations && {
        ListIntegrationAssociations: () => ({ IntegrationAssociationSummaryList: associations }),
      }),
      GetGcmChannel: () => ({ GCMChannelResponse: this.channel }),
    };
  }
}

/** One cause: as what the report names it, and how it is planted. */
type Cause = readonly [told: string, plant: (estate: Estate) => void];

const hub = {
  registering: [
    'broken hub/transition',
    it => {
      it.hub.status = 'REGISTERING';
    },
  ],
  inactive: [
    'warning hub/inactive',
    it => {
      it.hub.status = 'INACTIVE';
    },
  ],
  disabled: [
    'warning hub/opt-in',
    it => {
      it.hub.optIn = 'DISABLED';
    },
  ],
} satisfies Record<string, Cause>;

const vault = {
  elsewhere: [
    'broken vault/topic-region',
    it => {
      it.topic = it.topic.replace('us-east-1', 'eu-west-1');
    },
  ],
  abroad: [
    'warning vault/topic-partition',
    it => {
      it.topic = it.topic.replace('arn:aws:', 'arn:aws-cn:');
    },
  ],
  queue: [
    'warning vault/topic-not-sns',
    it => {
      it.topic = it.topic.replace(':sns:', ':sqs:');
    },
  ],
  fifo: [
    'warning vault/topic-fifo',
    it => {
      it.topic += '.fifo';
    },
  ],
  denied: [
    'broken vault/topic-policy',
    it => {
      it.statements.push(grant({ Effect: 'Deny', Resource: '*' }));
    },
  ],
  ungranted: [
    'broken vault/topic-policy',
    it => {
      it.statements = [];
    },
  ],
  owner: [
    'warning vault/sourceowner',
    it => {
      it.statements.push(grant({ Condition: { StringEquals: { 'aws:SourceOwner': ACCOUNT } } }));
    },
  ],
  open: [
    'warning topic/confused-deputy',
    it => {
      it.statements.push(grant({ Condition: undefined }));
    },
  ],
  awsKey: [
    'broken vault/topic-kms-aws',
    it => {
      it.key = 'alias/aws/sns';
    },
  ],
  key: [
    'broken vault/topic-kms-grant',
    it => {
      it.key = KEY;
      it.keyStatement = keyGrant({ Action: 'kms:Decrypt' });
    },
  ],
  nobody: [
    'warning vault/no-subscriber',
    it => {
      it.subscriptions = [];
    },
  ],
  filter: [
    'warning topic/filter-drops-all',
    it => {
      it.filter = '{"store":["films"]}';
    },
  ],
} satisfies Record<string, Cause>;

const stream = {
  untrusted: [
    'broken event-stream/role-trust',
    it => {
      it.trusted = it.trusted.filter(one => one !== 'pinpoint.amazonaws.com');
    },
  ],
  regional: [
    'warning event-stream/trust-regional',
    it => {
      it.trusted.push('pinpoint.eu-west-1.amazonaws.com');
    },
  ],
  unpermitted: [
    'broken event-stream/role-perms',
    it => {
      it.refused.push('kinesis:PutRecords');
    },
  ],
  deleting: [
    'warning event-stream/stream-state',
    it => {
      it.stream.StreamStatus = 'DELETING';
    },
  ],
  keyless: [
    'warning event-stream/stream-kms',
    it => {
      Object.assign(it.stream, { EncryptionType: 'KMS', KeyId: KEY });
      it.refused.push('kms:GenerateDataKey');
    },
  ],
} satisfies Record<string, Cause>;

const push = {
  ended: [
    'warning push-registration/contact',
    it => {
      it.contact.DisconnectTimestamp = new Date(NOW);
    },
  ],
  unassociated: [
    'broken push-registration/no-association',
    it => {
      it.associations = [];
    },
  ],
  off: [
    'broken push-registration/channel-off',
    it => {
      it.channel.Enabled = false;
    },
  ],
  legacy: [
    'warning push-registration/fcm-legacy',
    it => {
      Object.assign(it.channel, { HasFcmServiceCredentials: false, DefaultAuthenticationMethod: 'KEY' });
    },
  ],
} satisfies Record<string, Cause>;

/** Each row in the order of the flow. What hides what is behind it is not combined with that: no topic is read out of reach. */
it.each<[KindId, ...Cause[]]>([
  ['hub', hub.registering, hub.disabled],
  ['hub', hub.inactive, hub.disabled],
  ['vault', vault.elsewhere, vault.fifo],
  ['vault', vault.elsewhere, vault.denied],
  ['vault', vault.elsewhere, vault.nobody],
  ['vault', vault.abroad, vault.fifo],
  ['vault', vault.queue, vault.elsewhere],
  ['vault', vault.queue, vault.abroad, vault.elsewhere],
  ['vault', vault.fifo, vault.ungranted],
  ['vault', vault.fifo, vault.nobody],
  ['vault', vault.fifo, vault.awsKey, vault.filter],
  ['vault', vault.ungranted, vault.awsKey],
  ['vault', vault.ungranted, vault.key],
  ['vault', vault.ungranted, vault.nobody],
  ['vault', vault.ungranted, vault.key, vault.nobody],
  ['vault', vault.denied, vault.owner],
  ['vault', vault.denied, vault.open, vault.awsKey],
  ['vault', vault.denied, vault.filter],
  ['vault', vault.owner, vault.open],
  ['vault', vault.owner, vault.key],
  ['vault', vault.open, vault.awsKey, vault.nobody],
  ['vault', vault.open, vault.filter],
  ['vault', vault.awsKey, vault.nobody],
  ['vault', vault.key, vault.nobody],
  ['event-stream', stream.untrusted, stream.regional],
  ['event-stream', stream.untrusted, stream.unpermitted],
  ['event-stream', stream.untrusted, stream.deleting, stream.keyless],
  ['event-stream', stream.regional, stream.unpermitted],
  ['event-stream', stream.regional, stream.keyless],
  ['event-stream', stream.unpermitted, stream.deleting],
  ['event-stream', stream.unpermitted, stream.keyless],
  ['event-stream', stream.deleting, stream.keyless],
  ['push-registration', push.ended, push.unassociated],
  ['push-registration', push.ended, push.off],
  ['push-registration', push.ended, push.legacy],
  ['push-registration', push.unassociated, push.off],
  ['push-registration', push.unassociated, push.legacy],
  ['push-registration', push.ended, push.unassociated, push.off],
])('names each cause of a %s, in the order of the flow (%#)', async (kind, ...causes) => {
  const estate = new Estate();
  for (const [, plant] of causes.toReversed()) plant(estate);
  const report = await reportOf(kind, estate.script());
  const expected = causes.map(([cause]) => cause);
  expect(told(report).steps).toEqual(expected);
  const first = expected.find(one => one.startsWith('broken')) ?? expected[0];
  expect(`${causeOf(report)?.verdict} ${causeOf(report)?.rule}`).toBe(first);
});
