import {
  CreateDeliveryStreamCommand,
  type CreateDeliveryStreamCommandInput,
  DeleteDeliveryStreamCommand,
  DescribeDeliveryStreamCommand,
  ListDeliveryStreamsCommand,
  type ListDeliveryStreamsCommandInput,
  StopDeliveryStreamEncryptionCommand,
} from '@aws-sdk/client-firehose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { type Clients, clientsFor, failureOf } from '../testing/clients.ts';
import { control } from '../testing/rawRequest.ts';

const NOW = '2026-11-22T02:00:00.250Z';
const ARN = 'arn:aws:firehose:us-east-1:111122223333:deliverystream/events';
const S3 = { BucketARN: 'arn:aws:s3:::bucket', RoleARN: 'arn:aws:iam::111122223333:role/delivery' };
let emulator: Emulator;
let aws: Clients;

beforeEach(async () => {
  emulator = await startEmulator({ clock: () => Date.parse(NOW) });
  aws = clientsFor(emulator.endpoint);
});
afterEach(() => emulator.close());

const create = (
  DeliveryStreamName: string,
  more: {
    readonly [K in keyof CreateDeliveryStreamCommandInput]?: CreateDeliveryStreamCommandInput[K] | undefined;
  } = {},
) =>
  aws.firehose.send(
    new CreateDeliveryStreamCommand({ DeliveryStreamName, ExtendedS3DestinationConfiguration: S3, ...more }),
  );
const bucket = (BucketARN: string) => ({ ExtendedS3DestinationConfiguration: { ...S3, BucketARN } });
const describeStream = (DeliveryStreamName: string) =>
  aws.firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName }));
const list = (input: ListDeliveryStreamsCommandInput = {}) => aws.firehose.send(new ListDeliveryStreamsCommand(input));
const seed = (deliveryStreams: unknown) =>
  control(emulator.endpoint, 'PUT', 'state', {
    version: 1,
    accounts: { '111122223333': { 'us-east-1': { firehose: { deliveryStreams } } } },
  });

describe('delivery streams', () => {
  it('are created and described with their S3 destination', async () => {
    expect((await create('events')).DeliveryStreamARN).toBe(ARN);
    expect((await describeStream('events')).DeliveryStreamDescription).toMatchObject({
      DeliveryStreamName: 'events',
      DeliveryStreamARN: ARN,
      DeliveryStreamStatus: 'ACTIVE',
      DeliveryStreamType: 'DirectPut',
      VersionId: '1',
      CreateTimestamp: new Date(NOW),
      Destinations: [{ ExtendedS3DestinationDescription: S3 }],
      HasMoreDestinations: false,
    });
  });

  it('show the stream that feeds them', async () => {
    const source = { KinesisStreamARN: 'arn:aws:kinesis:us-east-1:111122223333:stream/clicks', RoleARN: S3.RoleARN };
    await create('events', { DeliveryStreamType: 'KinesisStreamAsSource', KinesisStreamSourceConfiguration: source });
    expect((await describeStream('events')).DeliveryStreamDescription).toMatchObject({
      DeliveryStreamType: 'KinesisStreamAsSource',
      Source: { KinesisStreamSourceDescription: { KinesisStreamARN: source.KinesisStreamARN } },
    });
  });

  it('show the bucket beside a destination that is none itself', async () => {
    const HttpEndpointDestinationConfiguration = {
      EndpointConfiguration: { Url: 'https://collector.example.com' },
      S3Configuration: S3,
    };
    await create('events', { ExtendedS3DestinationConfiguration: undefined, HttpEndpointDestinationConfiguration });
    const { Destinations = [] } = (await describeStream('events')).DeliveryStreamDescription ?? {};
    expect(Destinations).toHaveLength(1);
    expect(Destinations[0]).toMatchObject({ HttpEndpointDestinationDescription: { S3DestinationDescription: S3 } });
    expect(Destinations[0]?.ExtendedS3DestinationDescription).toBeUndefined();
  });

  it('of a seed that says nothing have a bucket and a role all the same', async () => {
    await seed({ events: {} });
    const { Destinations = [] } = (await describeStream('events')).DeliveryStreamDescription ?? {};
    expect(Destinations[0]?.ExtendedS3DestinationDescription).toMatchObject({
      BucketARN: 'arn:aws:s3:::events',
      RoleARN: 'arn:aws:iam::111122223333:role/firehose',
    });
  });

  it('are listed ten a page unless asked otherwise, by name and by type', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `d${10 + index}`);
    await seed(Object.fromEntries(names.map((name, index) => [name, index % 2 === 0 ? {} : { type: 'MSKAsSource' }])));
    const first = await list();
    expect([first.DeliveryStreamNames, first.HasMoreDeliveryStreams]).toEqual([names.slice(0, 10), true]);
    const second = await list({ ExclusiveStartDeliveryStreamName: 'd19' });
    expect([second.DeliveryStreamNames, second.HasMoreDeliveryStreams]).toEqual([['d20', 'd21'], false]);
    expect((await list({ Limit: 100 })).DeliveryStreamNames).toEqual(names);
    expect((await list({ DeliveryStreamType: 'MSKAsSource' })).DeliveryStreamNames).toHaveLength(6);
  });

  it('are deleted, and then not found', async () => {
    await create('events');
    await aws.firehose.send(new DeleteDeliveryStreamCommand({ DeliveryStreamName: 'events' }));
    expect(await failureOf(describeStream('events'))).toMatchObject({ name: 'ResourceNotFoundException', status: 400 });
  });

  it.each([
    ['a name that is taken', () => create('taken'), 'ResourceInUseException'],
    [
      'no destination',
      () => create('e', { ExtendedS3DestinationConfiguration: undefined }),
      'InvalidArgumentException',
    ],
    ['two destinations', () => create('e', { S3DestinationConfiguration: S3 }), 'InvalidArgumentException'],
    ['a bucket without a name', () => create('e', bucket('')), 'ValidationException'],
    ['a bucket that is none', () => create('e', bucket('arn:aws:sns:us-east-1:111122223333:a')), 'ValidationException'],
    ['an ARN as a name', () => describeStream(ARN), 'ValidationException'],
    ['a long name', () => create('x'.repeat(65)), 'ValidationException'],
    ['no source', () => create('events', { DeliveryStreamType: 'KinesisStreamAsSource' }), 'InvalidArgumentException'],
    ['a limit out of range', () => list({ Limit: 0 }), 'ValidationException'],
  ])('refuse %s with 400', async (_what, call, name) => {
    await seed({ taken: {} });
    expect(await failureOf(call())).toMatchObject({ name, status: 400 });
  });
});

describe('Firehose', () => {
  it('names an operation that it does not have', async () => {
    const stop = new StopDeliveryStreamEncryptionCommand({ DeliveryStreamName: 'events' });
    const failure = await failureOf(aws.firehose.send(stop));
    expect([failure.name, failure.message]).toEqual([
      'NotImplemented',
      'The emulator does not implement firehose.StopDeliveryStreamEncryption',
    ]);
  });
});
