import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CreateDeliveryStreamCommand } from '@aws-sdk/client-firehose';
import {
  CreateVaultCommand,
  DescribeJobCommand,
  InitiateJobCommand,
  type JobParameters,
  ListJobsCommand,
  SetVaultNotificationsCommand,
} from '@aws-sdk/client-glacier';
import { CreateTopicCommand, SetTopicAttributesCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { type Clients, clientsFor, failureOf } from '../testing/clients.ts';
import { control } from '../testing/rawRequest.ts';

const ACCOUNT = '111122223333';
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:jobs`;
const START = Date.parse('2026-11-22T02:00:00.000Z');
const vault = { accountId: '-', vaultName: 'tapes' } as const;
const inventory: JobParameters = { Type: 'inventory-retrieval', Description: 'monthly' };
let emulator: Emulator;
let aws: Clients;

beforeEach(async () => {
  emulator = await startEmulator({ clock: () => START });
  aws = clientsFor(emulator.endpoint);
  await aws.glacier.send(new CreateVaultCommand(vault));
});
afterEach(() => emulator.close());

const begin = async (jobParameters: JobParameters = inventory): Promise<string> =>
  (await aws.glacier.send(new InitiateJobCommand({ ...vault, jobParameters }))).jobId ?? '';
const advance = (hours: number) => control(emulator.endpoint, 'POST', 'clock', { advanceSeconds: hours * 3600 });
const list = async (more: object = {}) => (await aws.glacier.send(new ListJobsCommand({ ...vault, ...more }))).JobList;

/** What a metric of the topic came to in the day after the start. */
async function counted(MetricName: string): Promise<number> {
  const Metric = { Namespace: 'AWS/SNS', MetricName, Dimensions: [{ Name: 'TopicName', Value: 'jobs' }] };
  const query = { Id: 'm', MetricStat: { Metric, Period: 60, Stat: 'Sum' } };
  const times = { StartTime: new Date(START), EndTime: new Date(START + 86_400_000) };
  const answer = await aws.cloudwatch.send(new GetMetricDataCommand({ MetricDataQueries: [query], ...times }));
  return (answer.MetricDataResults?.[0]?.Values ?? []).reduce((sum, value) => sum + value, 0);
}

describe('jobs', () => {
  it('are in progress until their time has come, and are then described as AWS does', async () => {
    const jobId = await begin();
    expect(await list()).toMatchObject([{ JobId: jobId, StatusCode: 'InProgress', Completed: false }]);
    await advance(4);
    expect(await aws.glacier.send(new DescribeJobCommand({ ...vault, jobId }))).toMatchObject({
      ...{ Action: 'InventoryRetrieval', Completed: true, StatusCode: 'Succeeded', JobDescription: 'monthly' },
      ...{ CompletionDate: '2026-11-22T06:00:00.000Z', VaultARN: `arn:aws:glacier:us-east-1:${ACCOUNT}:vaults/tapes` },
    });
  });

  it('take as long as their tier says', async () => {
    const archive = { Type: 'archive-retrieval', ArchiveId: 'a' };
    const ids = [
      await begin({ ...archive, Tier: 'Expedited' }),
      await begin(archive),
      await begin({ ...archive, Tier: 'Bulk' }),
    ];
    await advance(1);
    expect((await list({ completed: 'true' }))?.map(({ JobId }) => JobId)).toEqual(ids.slice(0, 1));
    await advance(4);
    expect((await list({ statuscode: 'InProgress' }))?.map(({ JobId }) => JobId)).toEqual(ids.slice(2));
  });

  it('are listed page by page, and for a day after their end', async () => {
    const ids = [await begin(), await begin(), await begin()].toSorted();
    const first = await aws.glacier.send(new ListJobsCommand({ ...vault, limit: 2 }));
    const rest = await aws.glacier.send(new ListJobsCommand({ ...vault, marker: first.Marker }));
    expect([...(first.JobList ?? []), ...(rest.JobList ?? [])].map(({ JobId }) => JobId)).toEqual(ids);
    await advance(27);
    expect(await list()).toHaveLength(3);
    await advance(1);
    expect(await list()).toEqual([]);
  });

  it.each<[string, JobParameters, string]>([
    ['no type', {}, 'MissingParameterValueException'],
    ['a select job', { Type: 'select' }, 'InvalidParameterValueException'],
    ['no archive', { Type: 'archive-retrieval' }, 'MissingParameterValueException'],
    ['an unknown tier', { Type: 'archive-retrieval', ArchiveId: 'a', Tier: 'Slow' }, 'InvalidParameterValueException'],
    [
      'a topic of another Region',
      { Type: 'inventory-retrieval', SNSTopic: `arn:aws:sns:eu-west-1:${ACCOUNT}:jobs` },
      'InvalidParameterValueException',
    ],
  ])('refuse %s', async (_what, parameters, code) => {
    expect((await failureOf(begin(parameters))).name).toBe(code);
  });

  it('are not found where there are none', async () => {
    const failure = await failureOf(aws.glacier.send(new DescribeJobCommand({ ...vault, jobId: 'none' })));
    expect([failure.name, failure.status]).toEqual(['ResourceNotFoundException', 404]);
  });
});

const grant = (more: object = {}) => ({
  Effect: 'Allow',
  Principal: { Service: 'glacier.amazonaws.com' },
  Action: 'SNS:Publish',
  Resource: TOPIC,
  Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
  ...more,
});
const policy = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const setTopic = (AttributeName: string, AttributeValue: string) =>
  aws.sns.send(new SetTopicAttributesCommand({ TopicArn: TOPIC, AttributeName, AttributeValue }));

describe('the end of a job', () => {
  beforeEach(async () => {
    await aws.sns.send(new CreateTopicCommand({ Name: 'jobs' }));
    const config = { SNSTopic: TOPIC, Events: ['InventoryRetrievalCompleted'] };
    await aws.glacier.send(new SetVaultNotificationsCommand({ ...vault, vaultNotificationConfig: config }));
  });
  const state = async (glacier: object) => {
    const document = JSON.parse((await control(emulator.endpoint, 'GET', 'state')).text);
    Object.assign(document.accounts[ACCOUNT]['us-east-1'].glacier, glacier);
    await control(emulator.endpoint, 'PUT', 'state', document);
  };

  it.each<[number, string, () => Promise<unknown>]>([
    [1, 'the default policy, since Glacier tells the owner', async () => undefined],
    [0, 'the default policy, where Glacier does not tell the owner', () => state({ setsSourceOwner: false })],
    [1, 'the grant that AWS documents', () => setTopic('Policy', policy(grant()))],
    [0, 'a Deny beside it', () => setTopic('Policy', policy(grant(), grant({ Effect: 'Deny' })))],
    [
      0,
      'a grant for another account',
      () => setTopic('Policy', policy(grant({ Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } } }))),
    ],
    [0, 'AWS’s own key', () => setTopic('KmsMasterKeyId', 'alias/aws/sns')],
    [0, 'a key that is not there', () => setTopic('KmsMasterKeyId', '1234abcd-12ab-34cd-56ef-1234567890ab')],
  ])('is published %i times by %s', async (times, _what, plant) => {
    await plant();
    await begin();
    await advance(4);
    expect(await counted('NumberOfMessagesPublished')).toBe(times);
  });

  it('is told at the topic of the job itself, and of an event that the vault does not ask for nowhere else', async () => {
    await begin({ Type: 'archive-retrieval', ArchiveId: 'a' });
    await begin({ ...inventory, SNSTopic: TOPIC });
    await advance(4);
    expect(await counted('NumberOfMessagesPublished')).toBe(2);
  });

  it('is counted at its own minute, whenever it is asked for', async () => {
    await begin();
    await advance(10);
    const Metric = { Namespace: 'AWS/SNS', MetricName: 'NumberOfMessagesPublished' };
    const stat = {
      Metric: { ...Metric, Dimensions: [{ Name: 'TopicName', Value: 'jobs' }] },
      Period: 300,
      Stat: 'Sum',
    };
    const times = { StartTime: new Date(START), EndTime: new Date(START + 86_400_000) };
    const command = new GetMetricDataCommand({ MetricDataQueries: [{ Id: 'm', MetricStat: stat }], ...times });
    const [result] = (await aws.cloudwatch.send(command)).MetricDataResults ?? [];
    expect([result?.Timestamps, result?.Values]).toEqual([[new Date('2026-11-22T06:00:00.000Z')], [1]]);
  });

  it('reaches each subscriber, is filtered out or fails', async () => {
    const S3 = { BucketARN: 'arn:aws:s3:::bucket', RoleARN: `arn:aws:iam::${ACCOUNT}:role/firehose` };
    await aws.firehose.send(
      new CreateDeliveryStreamCommand({ DeliveryStreamName: 'there', S3DestinationConfiguration: S3 }),
    );
    const subscribe = (Protocol: string, Endpoint: string, Attributes: Record<string, string> = {}) =>
      aws.sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol, Endpoint, Attributes }));
    const firehose = `arn:aws:firehose:us-east-1:${ACCOUNT}:deliverystream`;
    await subscribe('sqs', `arn:aws:sqs:us-east-1:${ACCOUNT}:queue`);
    await subscribe('firehose', `${firehose}/there`);
    await subscribe('firehose', `${firehose}/gone`);
    await subscribe('lambda', `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`, {
      FilterPolicy: '{"kind":["urgent"]}',
    });
    await subscribe('email', 'ops@example.com');
    await begin();
    await advance(4);
    const names = ['NumberOfNotificationsDelivered', 'NumberOfNotificationsFailed', 'NumberOfNotificationsFilteredOut'];
    expect(await Promise.all(names.map(counted))).toEqual([2, 1, 1]);
  });
});
