import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InMemoryLedger } from '../../test/support/inMemoryLedger.ts';
import { InstantClock } from '../../test/support/manualClock.ts';
import { liveChoices } from '../core/inventory/choices.ts';
import { kindOf } from '../core/kinds/table.ts';
import type { ChoiceId } from '../core/model/kind.ts';
import type { ReadOperation, WriteOperation } from '../core/model/operations.ts';
import { region } from '../core/model/regions.ts';
import type { KindId, Row } from '../core/model/resource.ts';
import { scopeIn } from '../core/model/scope.ts';
import { noEmulator } from './accounts/emulatorAccess.ts';
import { SharedConfig } from './config/sharedConfig.ts';
import { AwsGateway } from './gateway.ts';
import * as aws from './testing/awsAnswers.ts';
import { type AwsHome, makeAwsHome } from './testing/awsHome.ts';
import { type FakeAws, startFakeAws } from './testing/fakeAws.ts';
import type { PlannedAnswer } from './testing/localServer.ts';

const virginia = region('us-east-1');
const source = { kind: 'profile', name: 'dev' } as const;

let home: AwsHome;
let server: FakeAws;
let gateway: AwsGateway;

beforeEach(async () => {
  home = await makeAwsHome();
  server = await startFakeAws();
  await home.writeConfig(`[profile dev]\nregion = us-east-1\nendpoint_url = ${server.url}\n`);
  await home.writeCredentials('[dev]\naws_access_key_id = AKIA111122223333\naws_secret_access_key = secret\n');
  const clock = new InstantClock();
  const config = new SharedConfig(home.env, clock);
  gateway = new AwsGateway({ env: home.env, config, emulator: noEmulator, clock, random: () => 0 });
});
afterEach(async () => {
  gateway.dispose();
  await server.close();
  await home.remove();
});

/** Lets AWS give these answers, each once and in this order, to all but STS. */
function answering(answers: readonly PlannedAnswer[]): void {
  const left = [...answers];
  server.play = ({ service }) =>
    service === 'sts' ? undefined : (left.shift() ?? { status: 500, body: 'nothing more was to be asked' });
}
const scope = () =>
  scopeIn({ accountId: '111122223333', region: virginia }, gateway.reader(source), new InMemoryLedger(), {});

async function list(kind: KindId, parent: Row | null = null): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of kindOf(kind).list(scope(), parent)) rows.push(...page);
  return rows;
}
async function choices(choice: ChoiceId): Promise<readonly string[]> {
  const values: string[] = [];
  for await (const page of liveChoices(choice, scope())) values.push(...page.map(({ value }) => value));
  return values;
}
const told = (row: Row | null | undefined, ...names: readonly string[]) => {
  const fields = new Map(row?.fields);
  return names.map(name => fields.get(name));
};
const APP = { name: '4bf4814446ed468aa80dce914c61a180' } as Row;

describe('what AWS answered is read:', () => {
  test('vaults with and without an inventory', async () => {
    answering([aws.vaults]);
    const rows = await list('vault');
    expect(rows.map(({ name, status }) => [name, status])).toEqual([
      ['tapes', 'unread'],
      ['ledger', 'unread'],
    ]);
    expect(told(rows[0], 'CreationDate', 'LastInventoryDate', 'NumberOfArchives')).toEqual([
      '2017-11-01T17:29:24.584Z',
      undefined,
      '0',
    ]);
    expect(told(rows[1], 'LastInventoryDate', 'SizeInBytes')).toEqual(['2017-10-28T13:51:37.599Z', '32772']);
  });

  test('a vault without notifications, and one that is gone', async () => {
    answering([aws.vaults]);
    const [row] = await list('vault');
    if (row === undefined) throw new Error('no vault');
    answering([aws.vault, aws.noNotifications]);
    expect(await kindOf('vault').reread?.(scope(), row)).toMatchObject({ status: 'none', config: null });
    answering([aws.noVault]);
    expect(await kindOf('vault').reread?.(scope(), row)).toBeNull();
    answering([aws.noNotifications, aws.noVault]);
    await expect(kindOf('vault').live?.(scope(), 'tapes', {})).rejects.toMatchObject({
      code: 'not-found',
      details: { awsCode: 'ResourceNotFoundException' },
    });
  });

  test('an account that Glacier is closed to', async () => {
    answering([aws.noCustomer]);
    await expect(list('vault')).rejects.toMatchObject({ code: 'not-a-customer' });
  });

  test('applications with a date and without', async () => {
    answering([aws.apps]);
    const rows = await list('app');
    expect(rows.map(({ label }) => label)).toEqual(['shop', 'loyalty']);
    expect(rows.map(row => told(row, 'CreationDate')[0])).toEqual(['2023-04-14T14:11:48.738Z', undefined]);
    answering([aws.apps]);
    expect(await choices('application')).toEqual(rows.map(({ arn }) => arn));
  });

  test('an event stream, and none', async () => {
    answering([aws.eventStream]);
    expect(await list('event-stream', APP)).toMatchObject([
      {
        status: 'set',
        config: {
          DestinationStreamArn: 'arn:aws:kinesis:us-east-1:111122223333:stream/events',
          RoleArn: 'arn:aws:iam::111122223333:role/service-role/events',
        },
      },
    ]);
    answering([aws.noEventStream]);
    expect(await list('event-stream', APP)).toMatchObject([{ status: 'none', config: null }]);
  });

  test('instances with the address of their page and without', async () => {
    answering([aws.instances]);
    const rows = await list('instance');
    expect(rows.map(({ label, status, mood }) => [label, status, mood])).toEqual([
      ['support', 'ACTIVE', 'ok'],
      ['legacy', 'ACTIVE', 'ok'],
    ]);
    expect(rows.map(row => told(row, 'CreatedTime')[0])).toEqual([
      '2023-05-19T11:35:03.000Z',
      '2022-06-30T14:54:00.000Z',
    ]);
  });

  test('hubs that were active and that never were', async () => {
    answering([aws.hubs]);
    const rows = await list('hub');
    expect(rows.map(({ name, status, mood }) => [name, status, mood])).toEqual([
      ['us-east-1', 'ACTIVE', 'ok'],
      ['ap-southeast-2', 'REGISTERING', 'pending'],
    ]);
    expect(rows.map(row => told(row, 'lastActivationTime')[0])).toEqual(['2023-06-16T07:16:35.251Z', undefined]);
  });

  test('topics, roles over two pages, and streams of then and now', async () => {
    answering([aws.topics]);
    expect(await choices('topic')).toEqual(
      ['jobs', 'orders.fifo'].map(name => `arn:aws:sns:us-east-1:111122223333:${name}`),
    );
    answering([aws.firstRoles, aws.lastRoles]);
    expect(await choices('role')).toEqual([
      'arn:aws:iam::111122223333:role/service-role/events',
      'arn:aws:iam::111122223333:role/push',
    ]);
    expect(new URLSearchParams(server.requests.at(-1)?.body).get('Marker')).toBe(
      'ADK2kLdUhVAC1a/3Q4kzIQxsJETL+X04vKoNEwf',
    );
    answering([aws.oldStreams, aws.deliveryStreams]);
    expect(await choices('destination')).toEqual([
      'arn:aws:kinesis:us-east-1:111122223333:stream/clicks',
      'arn:aws:kinesis:us-east-1:111122223333:stream/events',
      'arn:aws:firehose:us-east-1:111122223333:deliverystream/archive',
    ]);
    answering([aws.streams, aws.deliveryStreams]);
    expect(await choices('destination')).toHaveLength(2);
  });
});

describe('one thing that AWS answered is read:', () => {
  test.each<[string, ReadOperation, object, PlannedAnswer, object]>([
    [
      'a topic with rates and tracing, and a policy of 2008',
      'GetTopicAttributes',
      { TopicArn: 'arn:aws:sns:us-east-1:111122223333:jobs' },
      aws.topicAttributes,
      { Attributes: { Policy: aws.ownersPolicy, TracingConfig: 'PassThrough', DisplayName: '' } },
    ],
    [
      'a role with its trust policy as it was encoded',
      'GetRole',
      { RoleName: 'events' },
      aws.oneRole,
      {
        Role: {
          Path: '/service-role/',
          CreateDate: new Date('2016-07-24T10:38:12Z'),
          AssumeRolePolicyDocument: expect.stringMatching(/^%7B%22Version/),
          MaxSessionDuration: 3600,
        },
      },
    ],
    [
      'a delivery stream to what is no bucket',
      'DescribeDeliveryStream',
      { DeliveryStreamName: 'archive' },
      aws.deliveryStream,
      {
        DeliveryStreamDescription: {
          DeliveryStreamStatus: 'ACTIVE',
          CreateTimestamp: new Date(1_534_316_602_858),
          Destinations: [{ ElasticsearchDestinationDescription: { IndexName: 'my-index' } }],
        },
      },
    ],
  ])('%s', async (_what, operation, input, answer, expected) => {
    answering([answer]);
    expect(await gateway.reader(source).read(operation, virginia, { ...input })).toMatchObject(expected);
  });

  test('a role that is not there', async () => {
    answering([aws.noRole]);
    await expect(gateway.reader(source).read('GetRole', virginia, { RoleName: 'events' })).rejects.toMatchObject({
      code: 'not-found',
      message: 'The role with name events cannot be found.',
      details: { awsCode: 'NoSuchEntityException', httpStatus: 404 },
    });
  });

  test.each<[string, WriteOperation, PlannedAnswer, object]>([
    [
      'a hub that was asked for, with 201',
      'RegisterNotificationHub',
      aws.registeredHub,
      { statusSummary: { status: 'REGISTERING' } },
    ],
    [
      'a hub on its way out',
      'DeregisterNotificationHub',
      aws.deregisteredHub,
      { statusSummary: { status: 'DEREGISTERING', reason: '' } },
    ],
  ])('%s', async (_what, operation, answer, expected) => {
    answering([answer]);
    const writer = await gateway.openWriter(source);
    const input = { notificationHubRegion: 'us-west-2' };
    expect(await writer.write(operation, virginia, input)).toMatchObject({ ...input, ...expected });
  });
});
