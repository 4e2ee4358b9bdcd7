import {
  activeHub,
  contactsOf,
  notify,
  type Part,
  registrationsOf,
  role,
  rolesOf,
  topicForGlacier,
  vault,
} from './demoParts.ts';
import { PRODUCTION, STAGING, STAGING_APP, STAGING_INSTANCE } from './demoRegistrations.ts';

const topic = (region: string, name: string): string => `arn:aws:sns:${region}:${STAGING}:${name}`;

const sydney = {
  glacier: {
    vaults: {
      'restore-drills': vault(2022, 71, notify(topic('ap-southeast-2', 'restore-drills'))),
      'soak-test': { creationDate: '2026-11-19T03:30:00.000Z' },
    },
  },
  sns: {
    topics: { 'restore-drills': topicForGlacier('ap-southeast-2', STAGING, 'restore-drills', [STAGING]) },
  },
  pinpoint: {
    apps: {
      [STAGING_APP]: {
        name: 'shop-mobile-staging',
        creationDate: '2023-08-01T04:00:00.000Z',
        apnsSandbox: { enabled: true, defaultAuthenticationMethod: 'TOKEN', hasTokenKey: true },
        eventStream: {
          destinationStreamArn: `arn:aws:kinesis:ap-southeast-2:${STAGING}:stream/staging-events`,
          roleArn: `arn:aws:iam::${STAGING}:role/pinpoint-staging`,
          lastModifiedDate: '2025-02-03T22:10:00.000Z',
        },
      },
    },
  },
  kinesis: { streams: { 'staging-events': { mode: 'PROVISIONED', shardCount: 1 } } },
  connect: {
    instances: {
      [STAGING_INSTANCE]: {
        alias: 'example-staging',
        identityManagementType: 'CONNECT_MANAGED',
        createdTime: '2023-08-02T01:15:30.500Z',
        inboundCallsEnabled: true,
        outboundCallsEnabled: true,
        associations: {
          'a7b6c5d4-e3f2-4019-b8c7-d6e5f4a3b2c1': {
            integrationType: 'PINPOINT_APP',
            integrationArn: `arn:aws:mobiletargeting:ap-southeast-2:${STAGING}:apps/${STAGING_APP}`,
          },
        },
        registrations: registrationsOf(STAGING_INSTANCE),
        contacts: contactsOf(STAGING_INSTANCE),
      },
    },
  },
};

/** The staging-like account: one hub, which can't be taken away, and the topic that another account's vault names. */
export const staging = (): Part => ({
  'us-east-1': {
    notifications: { hubs: { 'us-east-1': activeHub } },
    glacier: { vaults: { 'ci-artifacts': vault(2021, 81), 'qa-fixtures': vault(2021, 82) } },
    sns: { topics: { 'archive-audit': topicForGlacier('us-east-1', STAGING, 'archive-audit', [STAGING, PRODUCTION]) } },
    iam: {
      roles: rolesOf([
        role('pinpoint-staging', 'pinpoint.amazonaws.com', 'Lets Pinpoint write to Kinesis streams', {
          may: [['kinesis:PutRecords', 'kinesis:DescribeStream'], '*'],
        }),
      ]),
    },
  },
  'eu-west-1': {},
  'ap-southeast-2': sydney,
});
