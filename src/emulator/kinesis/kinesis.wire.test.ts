import {
  CreateStreamCommand,
  type CreateStreamCommandInput,
  DeleteStreamCommand,
  DescribeStreamSummaryCommand,
  ListShardsCommand,
  ListStreamsCommand,
  paginateListStreams,
} from '@aws-sdk/client-kinesis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { type Clients, clientsFor, failureOf } from '../testing/clients.ts';
import { control, raw } from '../testing/rawRequest.ts';

const NOW = '2026-11-22T02:00:00.250Z';
const ARN = 'arn:aws:kinesis:us-east-1:111122223333:stream/events';
let emulator: Emulator;
let aws: Clients;

beforeEach(async () => {
  emulator = await startEmulator({ clock: () => Date.parse(NOW) });
  aws = clientsFor(emulator.endpoint);
});
afterEach(() => emulator.close());

const create = (StreamName: string, more: Partial<CreateStreamCommandInput> = { ShardCount: 1 }) =>
  aws.kinesis.send(new CreateStreamCommand({ StreamName, ...more }));
const describeStream = (by: { StreamName?: string; StreamARN?: string }) =>
  aws.kinesis.send(new DescribeStreamSummaryCommand(by));
const seed = (streams: unknown) =>
  control(emulator.endpoint, 'PUT', 'state', {
    version: 1,
    accounts: { '111122223333': { 'us-east-1': { kinesis: { streams } } } },
  });

describe('data streams', () => {
  it.each([{ StreamName: 'events' }, { StreamARN: ARN }])('are described by %j', async by => {
    await create('events', { StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    expect((await describeStream(by)).StreamDescriptionSummary).toMatchObject({
      StreamName: 'events',
      StreamARN: ARN,
      StreamStatus: 'ACTIVE',
      StreamModeDetails: { StreamMode: 'ON_DEMAND' },
      RetentionPeriodHours: 24,
      StreamCreationTimestamp: new Date(NOW),
      EncryptionType: 'NONE',
      OpenShardCount: 4,
    });
  });

  it('show the key they are encrypted with', async () => {
    await seed({ events: { keyId: 'alias/aws/kinesis', status: 'UPDATING' } });
    expect((await describeStream({ StreamName: 'events' })).StreamDescriptionSummary).toMatchObject({
      EncryptionType: 'KMS',
      KeyId: 'alias/aws/kinesis',
      StreamStatus: 'UPDATING',
    });
  });

  it('are listed a hundred a page at most, by token and by name', async () => {
    const names = Array.from({ length: 230 }, (_, index) => `s${1000 + index}`);
    await seed(Object.fromEntries(names.map(name => [name, {}])));
    const listed: string[] = [];
    for await (const page of paginateListStreams({ client: aws.kinesis }, { Limit: 10_000 }))
      listed.push(...(page.StreamNames ?? []));
    expect(listed).toEqual(names);
    const some = await aws.kinesis.send(new ListStreamsCommand({ ExclusiveStartStreamName: 's1227', Limit: 1 }));
    expect([some.StreamNames, some.HasMoreStreams, some.StreamSummaries?.[0]?.StreamStatus]).toEqual([
      ['s1228'],
      true,
      'ACTIVE',
    ]);
  });

  it('are deleted, and then not found', async () => {
    await create('events');
    await aws.kinesis.send(new DeleteStreamCommand({ StreamARN: ARN }));
    expect(await failureOf(describeStream({ StreamName: 'events' }))).toMatchObject({
      name: 'ResourceNotFoundException',
      status: 400,
      message: 'Stream events under account 111122223333 not found.',
    });
  });

  it.each([
    ['a name that is taken', () => create('taken'), 'ResourceInUseException'],
    ['no shards', () => create('events', {}), 'ValidationException'],
    ['a bad name', () => create('a b'), 'ValidationException'],
    ['a tag without a name', () => create('events', { ShardCount: 1, Tags: { '': 'x' } }), 'ValidationException'],
    ['a tag that is too long', () => create('events', { Tags: { a: 'x'.repeat(257) } }), 'ValidationException'],
    ['no tag in the tags', () => create('events', { ShardCount: 1, Tags: {} }), 'ValidationException'],
    ['records of a size', () => create('events', { ShardCount: 1, MaxRecordSizeInKiB: 1 }), 'ValidationException'],
    ['neither name nor ARN', () => describeStream({}), 'InvalidArgumentException'],
    [
      'the ARN of another account',
      () => describeStream({ StreamARN: ARN.replace('1111', '4444') }),
      'AccessDeniedException',
    ],
    ['a limit out of range', () => aws.kinesis.send(new ListStreamsCommand({ Limit: 10_001 })), 'ValidationException'],
    [
      'a token it never gave',
      () => aws.kinesis.send(new ListStreamsCommand({ NextToken: '!' })),
      'InvalidArgumentException',
    ],
  ])('refuse %s with 400', async (_what, call, name) => {
    await seed({ taken: {} });
    expect(await failureOf(call())).toMatchObject({ name, status: 400 });
  });

  it('keep the tags they were made with', async () => {
    await create('events', { ShardCount: 1, Tags: { team: 'mobile' } });
    const state = (await control(emulator.endpoint, 'GET', 'state')).json();
    expect(state).toMatchObject({
      accounts: { '111122223333': { 'us-east-1': { kinesis: { streams: { events: { tags: { team: 'mobile' } } } } } } },
    });
  });

  it('are limited in on-demand mode, which binds creating and not seeding', async () => {
    await seed(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`s${index}`, { mode: 'ON_DEMAND' }])));
    expect((await failureOf(create('more', { StreamModeDetails: { StreamMode: 'ON_DEMAND' } }))).name).toBe(
      'LimitExceededException',
    );
    await create('more');
  });
});

describe('Kinesis', () => {
  it('writes errors with their type in the body', async () => {
    const answer = await raw(emulator.endpoint, {
      method: 'POST',
      path: '/',
      as: { service: 'kinesis' },
      headers: {
        'x-amz-target': 'Kinesis_20131202.DescribeStreamSummary',
        'content-type': 'application/x-amz-json-1.1',
      },
      body: '{"StreamName":"none"}',
    });
    expect([answer.status, answer.headers['content-type']]).toEqual([400, 'application/x-amz-json-1.1']);
    expect(answer.json()).toEqual({
      __type: 'ResourceNotFoundException',
      message: 'Stream none under account 111122223333 not found.',
    });
  });

  it('names an operation that it does not have', async () => {
    const failure = await failureOf(aws.kinesis.send(new ListShardsCommand({ StreamName: 'events' })));
    expect([failure.name, failure.message]).toEqual([
      'NotImplemented',
      'The emulator does not implement kinesis.ListShards',
    ]);
  });
});
