import {
  activeHub,
  BOTH,
  contactsOf,
  notify,
  type Part,
  registrationsOf,
  role,
  rolesOf,
  topicForGlacier,
  topicForService,
  vault,
} from './demoParts.ts';
import { FAILED_INSTANCE, PRODUCTION, SHOP_APP, STAGING, SUPPORT_INSTANCE } from './demoRegistrations.ts';

const topic = (region: string, name: string, account = PRODUCTION): string =>
  `arn:aws:sns:${region}:${account}:${name}`;
const roleArn = (name: string): string => `arn:aws:iam::${PRODUCTION}:role/${name}`;

/** How long the demo's third hub is still being registered. Milliseconds from the start. */
const THIRD_HUB_SETTLES_MS = 45_000;

/** Three hubs: two active ones, and one that becomes so while somebody watches. */
function hubs(now: Date): Part {
  const settlesAt = new Date(now.getTime() + THIRD_HUB_SETTLES_MS).toISOString();
  const registering = { status: 'REGISTERING', reason: '', creationTime: now.toISOString(), settlesAt };
  return { 'us-east-1': activeHub, 'eu-west-1': activeHub, 'ap-southeast-2': registering };
}

/** 34 vaults, which are four pages: ledgers by year, tapes by number, and single ones that each show something. */
function vaults(): Part {
  const main = topic('us-east-1', 'vault-events');
  const ledgers = Array.from({ length: 13 }, (_, index) => 2012 + index).map((year, index) => [
    `finance-ledger-${year}`,
    vault(year, index + 1, index % 3 === 0 ? notify(main, ['InventoryRetrievalCompleted']) : {}),
  ]);
  const tapes = Array.from({ length: 12 }, (_, index) => index + 1).map(tape => [
    `tape-archive-${String(tape).padStart(3, '0')}`,
    vault(2014, 20 + tape, tape % 2 === 0 ? notify(main) : {}),
  ]);
  return {
    ...Object.fromEntries([...ledgers, ...tapes]),
    'cctv-retention': vault(2018, 41, notify(topic('us-east-1', 'ops-alerts'), ['ArchiveRetrievalCompleted'])),
    'db-snapshots-orders': vault(2019, 42, notify(main)),
    'db-snapshots-users': vault(2019, 43, notify(topic('us-east-1', 'vault-events-encrypted'))),
    'email-journal': vault(2016, 44),
    'hr-records': vault(2015, 45),
    'legal-hold': vault(2017, 46, notify(topic('us-east-1', 'archive-audit', STAGING))),
    'photo-originals': { creationDate: '2026-11-20T16:02:11.407Z' },
    'research-datasets': vault(2020, 48, notify(topic('us-east-1', 'research-retired-topic'))),
    'studio-masters': vault(2013, 49, notify(main, BOTH)),
  };
}

const channels = {
  apns: { enabled: true, defaultAuthenticationMethod: 'TOKEN', hasTokenKey: true, version: 3 },
  gcm: { enabled: true, defaultAuthenticationMethod: 'TOKEN', hasFcmServiceCredentials: true, version: 5 },
};

const apps = {
  [SHOP_APP]: {
    name: 'shop-mobile',
    creationDate: '2020-05-18T10:22:31.190Z',
    tags: { team: 'mobile', stage: 'production' },
    ...channels,
    eventStream: {
      destinationStreamArn: `arn:aws:kinesis:us-east-1:${PRODUCTION}:stream/mobile-events`,
      roleArn: roleArn('pinpoint-events-kinesis'),
      lastModifiedDate: '2024-03-07T13:05:44.000Z',
      lastUpdatedBy: `arn:aws:iam::${PRODUCTION}:user/maria`,
    },
  },
  '0c9e4a7b2d6f48159b3e7d1a5c8f2e60': {
    name: 'field-service',
    creationDate: '2021-09-02T06:40:00.512Z',
    apnsSandbox: { enabled: true, defaultAuthenticationMethod: 'CERTIFICATE', hasTokenKey: false },
    eventStream: {
      destinationStreamArn: `arn:aws:firehose:us-east-1:${PRODUCTION}:deliverystream/mobile-events-to-s3`,
      roleArn: roleArn('service-role/pinpoint-events-firehose'),
      externalId: 'legacy-external-id',
      lastModifiedDate: '2022-01-19T08:00:00.000Z',
      lastUpdatedBy: `arn:aws:iam::${PRODUCTION}:user/joao`,
    },
  },
  '7d2b5e8c0f1a46b39d8e4c6a2b0f5173': { name: 'newsletter', creationDate: '2019-11-25T15:11:09.000Z' },
  e4f8a1c6b3d24097a5e2c9d70b1f6384: {
    name: 'legacy-campaigns',
    creationDate: '2018-04-10T12:00:00.000Z',
    gcm: { enabled: true, defaultAuthenticationMethod: 'KEY', hasFcmServiceCredentials: false },
    eventStream: {
      destinationStreamArn: `arn:aws:kinesis:us-east-1:${PRODUCTION}:stream/clickstream`,
      roleArn: roleArn('pinpoint-events-legacy'),
    },
  },
};

const instances = {
  [SUPPORT_INSTANCE]: {
    alias: 'example-support',
    identityManagementType: 'CONNECT_MANAGED',
    status: 'ACTIVE',
    createdTime: '2022-06-14T11:20:05.250Z',
    inboundCallsEnabled: true,
    outboundCallsEnabled: true,
    tags: { team: 'support' },
    associations: {
      'f0a1b2c3-d4e5-4f60-8a7b-9c0d1e2f3a44': {
        integrationType: 'PINPOINT_APP',
        integrationArn: `arn:aws:mobiletargeting:us-east-1:${PRODUCTION}:apps/${SHOP_APP}`,
      },
    },
    registrations: registrationsOf(SUPPORT_INSTANCE),
    contacts: contactsOf(SUPPORT_INSTANCE),
  },
  [FAILED_INSTANCE]: {
    alias: 'example-support-dr',
    identityManagementType: 'EXISTING_DIRECTORY',
    status: 'CREATION_FAILED',
    statusReason: 'The directory could not be reached. Check that it is active, then create the instance again.',
    createdTime: '2026-11-21T19:44:00.000Z',
    inboundCallsEnabled: true,
    outboundCallsEnabled: false,
  },
};

const topics = {
  'archive-jobs.fifo': { attributes: { FifoTopic: 'true', ContentBasedDeduplication: 'true' } },
  'ops-alerts': topicForService('us-east-1', PRODUCTION, 'ops-alerts', 'cloudwatch.amazonaws.com'),
  'vault-events': {
    ...topicForGlacier('us-east-1', PRODUCTION, 'vault-events', [PRODUCTION]),
    subscriptions: [
      { id: '0d9c8b7a-6f5e-4d3c-b2a1-908f7e6d5c4b', protocol: 'email', endpoint: 'archive-team@example.com' },
      {
        id: '5a4b3c2d-1e0f-4a9b-8c7d-6e5f4a3b2c1d',
        protocol: 'sqs',
        endpoint: `arn:aws:sqs:us-east-1:${PRODUCTION}:restore-jobs`,
      },
    ],
  },
  'vault-events-encrypted': { attributes: { KmsMasterKeyId: 'alias/aws/sns' } },
};

const roles = rolesOf([
  role('pinpoint-events-kinesis', 'pinpoint.amazonaws.com', 'Lets Pinpoint write to Kinesis streams', {
    may: [
      ['kinesis:PutRecords', 'kinesis:DescribeStream'],
      `arn:aws:kinesis:us-east-1:${PRODUCTION}:stream/mobile-events`,
    ],
  }),
  role('pinpoint-events-firehose', 'pinpoint.amazonaws.com', 'Lets Pinpoint write to Firehose', {
    path: '/service-role/',
    may: [
      ['firehose:PutRecordBatch', 'firehose:DescribeDeliveryStream'],
      `arn:aws:firehose:us-east-1:${PRODUCTION}:deliverystream/mobile-events-to-s3`,
    ],
  }),
  role('pinpoint-events-legacy', 'firehose.amazonaws.com', 'Copied from a Firehose role: does not trust Pinpoint'),
  role('firehose-delivery', 'firehose.amazonaws.com', 'Lets Firehose write to S3'),
  role('restore-worker', 'lambda.amazonaws.com', 'Runs restores'),
]);

const europe = {
  glacier: {
    vaults: {
      'gdpr-exports': vault(2018, 61, notify(topic('eu-west-1', 'vault-events-eu'))),
      'patient-imaging': vault(2016, 62),
      'payroll-eu': vault(2017, 63, notify(topic('eu-west-1', 'vault-events-eu'), ['InventoryRetrievalCompleted'])),
    },
  },
  sns: { topics: { 'vault-events-eu': topicForGlacier('eu-west-1', PRODUCTION, 'vault-events-eu', [PRODUCTION]) } },
  pinpoint: {
    apps: {
      b19d3e7f5a2c4860917e4d0c8b6f2a35: {
        name: 'shop-mobile-eu',
        creationDate: '2021-01-12T09:00:00.000Z',
        gcm: channels.gcm,
      },
    },
  },
  kinesis: { streams: { 'mobile-events-eu': { mode: 'ON_DEMAND', shardCount: 4 } } },
};

/** The production-like account: everything in us-east-1, some in eu-west-1, an empty Region. */
export const production = (now: Date): Part => ({
  'us-east-1': {
    notifications: { hubs: hubs(now) },
    glacier: { vaults: vaults() },
    pinpoint: { apps },
    connect: { instances },
    sns: { topics },
    iam: { roles },
    organizations: {
      ...{ id: 'o-exampleorgid', rootId: 'r-demo' },
      units: {
        'ou-demo-workload': { name: 'Workloads' },
        'ou-demo-product1': { name: 'Production', parent: 'ou-demo-workload' },
        'ou-demo-staging1': { name: 'Staging', parent: 'ou-demo-workload' },
      },
      accounts: {
        [PRODUCTION]: { name: 'Production', parent: 'ou-demo-product1' },
        [STAGING]: { name: 'Staging', parent: 'ou-demo-staging1' },
      },
    },
    sso: {
      user: 'maria@example.com',
      accounts: { [PRODUCTION]: { name: 'Production' }, [STAGING]: { name: 'Staging' } },
    },
    kinesis: {
      streams: {
        clickstream: { mode: 'PROVISIONED', shardCount: 2, retentionHours: 48 },
        'mobile-events': { mode: 'ON_DEMAND', shardCount: 4, keyId: 'alias/aws/kinesis' },
      },
    },
    firehose: {
      deliveryStreams: {
        'clickstream-archive': {
          type: 'KinesisStreamAsSource',
          sourceStreamArn: `arn:aws:kinesis:us-east-1:${PRODUCTION}:stream/clickstream`,
          bucketArn: 'arn:aws:s3:::example-clickstream-archive',
          roleArn: roleArn('firehose-delivery'),
        },
        'mobile-events-to-s3': {
          type: 'DirectPut',
          bucketArn: 'arn:aws:s3:::example-mobile-events',
          roleArn: roleArn('firehose-delivery'),
          prefix: 'pinpoint/',
        },
      },
    },
  },
  'eu-west-1': europe,
  'ap-southeast-2': {},
});
