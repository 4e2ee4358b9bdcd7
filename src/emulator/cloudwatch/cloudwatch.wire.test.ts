import { GetMetricDataCommand, type GetMetricDataCommandInput, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import {
  CreateDeliveryStreamCommand,
  PutRecordBatchCommand,
  PutRecordCommand as PutToFirehose,
} from '@aws-sdk/client-firehose';
import { CreateStreamCommand, PutRecordCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { type Clients, clientsFor, failureOf } from '../testing/clients.ts';
import { control, raw } from '../testing/rawRequest.ts';

const ACCOUNT = '111122223333';
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:jobs`;
const START = Date.parse('2026-11-22T02:00:30.000Z');
let emulator: Emulator;
let aws: Clients;

beforeEach(async () => {
  emulator = await startEmulator({ clock: () => START });
  aws = clientsFor(emulator.endpoint);
});
afterEach(() => emulator.close());

const query = (
  Id: string,
  Namespace: string,
  MetricName: string,
  dimension: [string, string],
  more: object = {},
): MetricDataQuery => {
  const [Name, Value] = dimension;
  const Metric = { Namespace, MetricName, Dimensions: [{ Name, Value }] };
  return { Id, MetricStat: { Metric, Period: 60, Stat: 'Sum', ...more } };
};
const published = query('published', 'AWS/SNS', 'NumberOfMessagesPublished', ['TopicName', 'jobs']);
const ask = (MetricDataQueries: MetricDataQuery[], more: Partial<GetMetricDataCommandInput> = {}) => {
  const times = { StartTime: new Date(START - 3_600_000), EndTime: new Date(START + 36_000_000) };
  return aws.cloudwatch.send(new GetMetricDataCommand({ MetricDataQueries, ...times, ...more }));
};
const valuesOf = async (...args: Parameters<typeof ask>) =>
  (await ask(...args)).MetricDataResults?.map(({ Values }) => Values);
const publish = () => aws.sns.send(new PublishCommand({ TopicArn: TOPIC, Message: 'hello' }));
const data = new Uint8Array([1]);

describe('metrics', () => {
  it('count what a topic was told, minute by minute, the newest first unless asked otherwise', async () => {
    await aws.sns.send(new CreateTopicCommand({ Name: 'jobs' }));
    await publish();
    await publish();
    await control(emulator.endpoint, 'POST', 'clock', { advanceSeconds: 120 });
    await publish();
    expect(await valuesOf([published])).toEqual([[1, 2]]);
    expect(await valuesOf([published], { ScanBy: 'TimestampAscending' })).toEqual([[2, 1]]);
    expect(
      await valuesOf([query('m', 'AWS/SNS', 'NumberOfMessagesPublished', ['TopicName', 'jobs'], { Period: 300 })]),
    ).toEqual([[3]]);
    expect(await valuesOf([published], { EndTime: new Date('2026-11-22T02:02:00Z') })).toEqual([[2]]);
  });

  it('count the records of streams and delivery streams', async () => {
    await aws.kinesis.send(new CreateStreamCommand({ StreamName: 'events', ShardCount: 1 }));
    const S3 = { BucketARN: 'arn:aws:s3:::bucket', RoleARN: `arn:aws:iam::${ACCOUNT}:role/firehose` };
    await aws.firehose.send(
      new CreateDeliveryStreamCommand({ DeliveryStreamName: 'events', S3DestinationConfiguration: S3 }),
    );
    const record = { Data: data, PartitionKey: 'a' };
    await aws.kinesis.send(new PutRecordCommand({ StreamName: 'events', ...record }));
    const put = await aws.kinesis.send(new PutRecordsCommand({ StreamName: 'events', Records: [record, record] }));
    expect([put.FailedRecordCount, put.Records?.length]).toEqual([0, 2]);
    await aws.firehose.send(new PutToFirehose({ DeliveryStreamName: 'events', Record: { Data: data } }));
    await aws.firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: 'events', Records: [{ Data: data }] }));
    const stream = query('a', 'AWS/Kinesis', 'IncomingRecords', ['StreamName', 'events']);
    const delivery = ['DeliveryStreamName', 'events'] as [string, string];
    const intake = query('b', 'AWS/Firehose', 'IncomingRecords', delivery);
    const toS3 = query('c', 'AWS/Firehose', 'DeliveryToS3.Success', delivery, { Stat: 'Average' });
    expect(await valuesOf([stream, intake, toS3])).toEqual([[3], [2], [1]]);
  });

  it('have nothing of what was never counted, nor of another account', async () => {
    await aws.sns.send(new CreateTopicCommand({ Name: 'jobs' }));
    await publish();
    const other = clientsFor(emulator.endpoint, '444455556666');
    const times = { StartTime: new Date(START - 3_600_000), EndTime: new Date(START + 3_600_000) };
    const answer = await other.cloudwatch.send(new GetMetricDataCommand({ MetricDataQueries: [published], ...times }));
    expect(answer.MetricDataResults).toMatchObject([{ Id: 'published', Values: [], StatusCode: 'Complete' }]);
  });

  it('lag behind where the state says so, and are planted by it', async () => {
    const minutes = { '2026-11-22T01:55:00.000Z': 4, '2026-11-22T02:00:00.000Z': 1 };
    const cloudwatch = { lagSeconds: 120, metrics: { 'AWS/SNS NumberOfMessagesPublished TopicName=jobs': minutes } };
    await control(emulator.endpoint, 'PUT', 'state', {
      version: 1,
      accounts: { [ACCOUNT]: { 'us-east-1': { cloudwatch } } },
    });
    expect(await valuesOf([published])).toEqual([[4]]);
    await control(emulator.endpoint, 'POST', 'clock', { advanceSeconds: 120 });
    expect(await valuesOf([published])).toEqual([[1, 4]]);
  });

  it('are given page by page', async () => {
    const minutes = { '2026-11-22T01:55:00.000Z': 4, '2026-11-22T01:56:00.000Z': 1, '2026-11-22T01:57:00.000Z': 2 };
    const cloudwatch = { metrics: { 'AWS/SNS NumberOfMessagesPublished TopicName=jobs': minutes } };
    await control(emulator.endpoint, 'PUT', 'state', {
      version: 1,
      accounts: { [ACCOUNT]: { 'us-east-1': { cloudwatch } } },
    });
    const first = await ask([published], { MaxDatapoints: 2 });
    const rest = await ask([published], { MaxDatapoints: 2, NextToken: first.NextToken });
    expect([first, rest].map(({ MetricDataResults: [one] = [] }) => [one?.Values, one?.StatusCode])).toEqual([
      [[2, 1], 'PartialData'],
      [[4], 'Complete'],
    ]);
    expect(rest.NextToken).toBeUndefined();
  });

  it.each<[string, MetricDataQuery[], Partial<GetMetricDataCommandInput>]>([
    ['Validation', [{ ...published, Id: 'Upper' }], {}],
    ['Validation', [published, published], {}],
    ['Validation', Array.from({ length: 501 }, (_, index) => ({ ...published, Id: `m${index}` })), {}],
    ['Validation', [{ Id: 'm' }], {}],
    ['Validation', [query('m', 'AWS/SNS', 'x', ['TopicName', 'jobs'], { Period: 61 })], {}],
    ['Validation', [published], { EndTime: new Date(0) }],
    ['InvalidNextToken', [published], { NextToken: 'x' }],
    ['NotImplemented', [{ Id: 'm', Expression: 'SUM(a)' }], {}],
    ['NotImplemented', [query('m', 'AWS/SNS', 'x', ['TopicName', 'jobs'], { Stat: 'p99' })], {}],
  ])('refuse with %s what AWS refuses', async (code, queries, more) => {
    expect((await failureOf(ask(queries, more))).name).toMatch(new RegExp(`^${code}`));
  });

  it('tell an error to clients of awsQuery as well', async () => {
    const headers = { 'x-amz-target': 'GraniteServiceVersion20100801.GetMetricData' };
    const as = { service: 'monitoring' };
    const body = JSON.stringify({ MetricDataQueries: [], StartTime: 2, EndTime: 1 });
    const answer = await raw(emulator.endpoint, { method: 'POST', path: '/', as, headers, body });
    expect(answer.headers).toMatchObject({
      ...{ 'x-amzn-query-error': 'ValidationError;Sender', 'content-type': 'application/x-amz-json-1.0' },
    });
  });
});

describe('publishing', () => {
  beforeEach(() => aws.sns.send(new CreateTopicCommand({ Name: 'jobs' })));
  const send = (more: object) => aws.sns.send(new PublishCommand({ TopicArn: TOPIC, Message: 'x', ...more }));

  it.each<[string, object]>([
    ['NotFound', { TopicArn: `${TOPIC}-none` }],
    ['InvalidParameter', { Message: '' }],
    ['InvalidParameter', { Message: 'x'.repeat(262_145) }],
    ['InvalidParameter', { TopicArn: undefined, PhoneNumber: '+15550100' }],
  ])('is refused with %s', async (code, more) => {
    expect((await failureOf(send(more))).name).toMatch(new RegExp(`^${code}`));
  });

  it('passes the filter whose attributes the message has', async () => {
    const filter = { FilterPolicy: JSON.stringify({ kind: ['urgent', { prefix: 'very' }], size: [1] }) };
    const Endpoint = `arn:aws:sqs:us-east-1:${ACCOUNT}:queue`;
    await aws.sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol: 'sqs', Endpoint, Attributes: filter }));
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    const size = { DataType: 'Number', StringValue: '1' };
    await send({ MessageAttributes: { kind: text('very urgent'), size } });
    await send({ MessageAttributes: { kind: text('urgent'), size } });
    await send({ MessageAttributes: { kind: text('urgent') } });
    const metric = (id: string, name: string) => query(id, 'AWS/SNS', name, ['TopicName', 'jobs']);
    const asked = [metric('a', 'NumberOfNotificationsDelivered'), metric('b', 'NumberOfNotificationsFilteredOut')];
    expect(await valuesOf(asked)).toEqual([[2], [1]]);
  });
});
