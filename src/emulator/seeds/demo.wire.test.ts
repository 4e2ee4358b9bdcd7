import {
  DeletePushNotificationRegistrationCommand,
  DescribeInstanceCommand,
  ListIntegrationAssociationsCommand,
} from '@aws-sdk/client-connect';
import { GetVaultNotificationsCommand, paginateListVaults } from '@aws-sdk/client-glacier';
import { GetAppsCommand, GetEventStreamCommand, PutEventStreamCommand } from '@aws-sdk/client-pinpoint';
import { GetTopicAttributesCommand, ListTopicsCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONNECT_REGIONS, GLACIER_REGIONS, PINPOINT_REGIONS } from '../regions.ts';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { clientsFor, failureOf } from '../testing/clients.ts';
import { control, raw } from '../testing/rawRequest.ts';
import { demoRegistrations, FAILED_INSTANCE, PRODUCTION, STAGING, SUPPORT_INSTANCE } from './demoRegistrations.ts';

let emulator: Emulator;
let time = Date.parse('2026-11-22T02:00:00.000Z');
let state: Record<string, Record<string, Record<string, unknown>>>;

beforeAll(async () => {
  emulator = await startEmulator({ seed: 'demo', clock: () => time });
  state = JSON.parse((await control(emulator.endpoint, 'GET', 'state')).text).accounts;
});
afterAll(() => emulator.close());

async function hubStates(account: string): Promise<readonly string[]> {
  const answer = await raw(emulator.endpoint, {
    path: '/notification-hubs',
    as: { service: 'notifications', account },
  });
  const { notificationHubs } = answer.json() as { notificationHubs: { statusSummary: { status: string } }[] };
  return notificationHubs.map(hub => hub.statusSummary.status).sort();
}

describe('the demo estate', () => {
  it('is two accounts in three Regions', () => {
    expect(Object.keys(state).sort()).toEqual([PRODUCTION, STAGING]);
    for (const regions of Object.values(state))
      expect(Object.keys(regions).sort()).toEqual(['ap-southeast-2', 'eu-west-1', 'us-east-1']);
  });

  it('has each service only where AWS has it', () => {
    const offered = new Map([
      ['glacier', GLACIER_REGIONS],
      ['pinpoint', PINPOINT_REGIONS],
      ['connect', CONNECT_REGIONS],
    ]);
    for (const regions of Object.values(state)) {
      for (const [region, services] of Object.entries(regions)) {
        for (const service of Object.keys(services))
          expect([service, offered.get(service)?.has(region) ?? true]).toEqual([service, true]);
      }
    }
  });

  it('shows a hub becoming ACTIVE, some tens of seconds after its start', async () => {
    expect(await hubStates(PRODUCTION)).toEqual(['ACTIVE', 'ACTIVE', 'REGISTERING']);
    time += 30_000;
    expect(await hubStates(PRODUCTION)).toEqual(['ACTIVE', 'ACTIVE', 'REGISTERING']);
    time += 20_000;
    expect(await hubStates(PRODUCTION)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
    expect(await hubStates(STAGING)).toEqual(['ACTIVE']);
  });

  it("has more than three pages of vaults, some with notifications, one for the other account's topic", async () => {
    const { glacier } = clientsFor(emulator.endpoint);
    const topics = new Map<string, string | undefined>();
    for await (const page of paginateListVaults({ client: glacier }, { accountId: '-' })) {
      for (const { VaultName: vaultName = '' } of page.VaultList ?? []) {
        const read = glacier.send(new GetVaultNotificationsCommand({ accountId: '-', vaultName }));
        topics.set(vaultName, (await read.catch(() => undefined))?.vaultNotificationConfig?.SNSTopic);
      }
    }
    const set = [...topics.values()].filter(topic => topic !== undefined);
    expect(topics.size).toBeGreaterThan(30);
    expect(set.length).toBeGreaterThan(5);
    expect(set.length).toBeLessThan(topics.size);
    expect(topics.get('legal-hold')).toContain(`:${STAGING}:`);
  });

  it('has topics that take Glacier, that do not, that are encrypted and that are FIFO', async () => {
    const { sns } = clientsFor(emulator.endpoint);
    const topics: Record<string, string>[] = [];
    for (const { TopicArn } of (await sns.send(new ListTopicsCommand({}))).Topics ?? []) {
      topics.push((await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {});
    }
    expect(topics.filter(topic => topic.Policy?.includes('glacier.amazonaws.com'))).toHaveLength(1);
    expect(topics.filter(topic => topic.KmsMasterKeyId !== undefined)).toHaveLength(1);
    expect(topics.filter(topic => topic.FifoTopic === 'true')).toHaveLength(1);
  });

  it('has applications that stream to Kinesis and to Firehose, and one that does not', async () => {
    const { pinpoint } = clientsFor(emulator.endpoint);
    const { ApplicationsResponse } = await pinpoint.send(new GetAppsCommand({}));
    const destinations = await Promise.all(
      (ApplicationsResponse?.Item ?? []).map(async ({ Id: ApplicationId }) => {
        const read = pinpoint.send(new GetEventStreamCommand({ ApplicationId }));
        return (await read.catch(() => undefined))?.EventStream?.DestinationStreamArn?.split(':')[2];
      }),
    );
    expect(destinations.sort()).toEqual(['firehose', 'kinesis', 'kinesis', undefined]);
  });

  it('has streams that could be put again as they are, but for the one whose role is wrong', async () => {
    const outcomes: Record<string, string> = {};
    for (const [account, region] of [
      [PRODUCTION, 'us-east-1'],
      [STAGING, 'ap-southeast-2'],
    ] as const) {
      const { pinpoint } = clientsFor(emulator.endpoint, account, region);
      for (const { Id: ApplicationId = '', Name = '' } of (await pinpoint.send(new GetAppsCommand({})))
        .ApplicationsResponse?.Item ?? []) {
        const read = await pinpoint.send(new GetEventStreamCommand({ ApplicationId })).catch(() => undefined);
        if (read === undefined) continue;
        const { DestinationStreamArn, RoleArn } = read.EventStream ?? {};
        const put = pinpoint.send(
          new PutEventStreamCommand({ ApplicationId, WriteEventStream: { DestinationStreamArn, RoleArn } }),
        );
        outcomes[Name] = await put.then(
          () => 'taken',
          async error => (await failureOf(Promise.reject(error))).name,
        );
      }
    }
    expect(outcomes).toEqual({
      'field-service': 'taken',
      'legacy-campaigns': 'BadRequestException',
      'shop-mobile': 'taken',
      'shop-mobile-staging': 'taken',
    });
  });

  it('has an associated instance and one that failed', async () => {
    const { connect } = clientsFor(emulator.endpoint);
    const failed = await connect.send(new DescribeInstanceCommand({ InstanceId: FAILED_INSTANCE }));
    expect(failed.Instance).toMatchObject({
      InstanceStatus: 'CREATION_FAILED',
      StatusReason: { Message: expect.any(String) },
    });
    const associations = await connect.send(
      new ListIntegrationAssociationsCommand({ InstanceId: SUPPORT_INSTANCE, IntegrationType: 'PINPOINT_APP' }),
    );
    expect(associations.IntegrationAssociationSummaryList).toHaveLength(1);
  });

  it('has the registrations that it tells of, none with a real token', async () => {
    expect(demoRegistrations.length).toBeGreaterThanOrEqual(3);
    for (const { account, region, instanceId, registrationId, contactId, deviceToken } of demoRegistrations) {
      expect(deviceToken).toContain('not-a-real-token');
      const { connect } = clientsFor(emulator.endpoint, account, region);
      const input = { InstanceId: instanceId, RegistrationId: registrationId, ContactId: contactId };
      expect((await connect.send(new DeletePushNotificationRegistrationCommand(input))).$metadata.httpStatusCode).toBe(
        200,
      );
    }
  });
});
