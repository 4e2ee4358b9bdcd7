import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetDataProtectionPolicyCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  paginateListTopics,
  SetTopicAttributesCommand,
  SubscribeCommand,
  type Tag,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { type Clients, clientsFor, failureOf } from '../testing/clients.ts';
import { control, raw } from '../testing/rawRequest.ts';

const arn = (name: string, account = '111122223333', region = 'us-east-1') =>
  `arn:aws:sns:${region}:${account}:${name}`;
let emulator: Emulator;
let aws: Clients;

beforeEach(async () => {
  emulator = await startEmulator();
  aws = clientsFor(emulator.endpoint);
});
afterEach(() => emulator.close());

const create = (Name: string, Attributes: Record<string, string> = {}, Tags: readonly Tag[] = []) =>
  aws.sns.send(new CreateTopicCommand({ Name, Attributes, ...(Tags.length === 0 ? {} : { Tags: [...Tags] }) }));
const attributes = async (TopicArn: string, clients = aws) =>
  (await clients.sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {};
const seed = (topics: unknown, account = '111122223333') =>
  control(emulator.endpoint, 'PUT', 'state', {
    version: 1,
    accounts: { [account]: { 'us-east-1': { sns: { topics } } } },
  });

describe('topics', () => {
  it('are created, again with the same answer, and deleted, again without an error', async () => {
    for (const _round of [1, 2]) expect((await create('jobs')).TopicArn).toBe(arn('jobs'));
    for (const _round of [1, 2]) await aws.sns.send(new DeleteTopicCommand({ TopicArn: arn('jobs') }));
    expect((await aws.sns.send(new ListTopicsCommand({}))).Topics).toEqual([]);
  });

  it('keep their tags, and are not made again with others', async () => {
    const tags = [{ Key: 'team', Value: 'mobile' }];
    for (const _round of [1, 2]) expect((await create('jobs', {}, tags)).TopicArn).toBe(arn('jobs'));
    const refused = await failureOf(create('jobs', {}, [{ Key: 'team', Value: 'web' }]));
    expect([refused.name, refused.message]).toEqual([
      'InvalidParameterException',
      'Invalid parameter: Tags Reason: Topic already exists with different tags',
    ]);
  });

  it.each([
    [[{ Key: '', Value: 'x' }]],
    [[{ Key: 'a'.repeat(129), Value: 'x' }]],
    [[{ Key: 'a', Value: 'x'.repeat(257) }]],
    [[{ Key: 'a\u0000', Value: 'x' }]],
    [Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' }))],
  ])('refuse tags that break a rule: %j', async tags => {
    expect((await failureOf(create('jobs', {}, tags))).name).toBe('InvalidParameterException');
  });

  it('have the policy of their owner, and only the attributes that were set', async () => {
    await create('jobs');
    const shown = await attributes(arn('jobs'));
    expect(Object.keys(shown).sort()).toEqual([
      'DisplayName',
      'EffectiveDeliveryPolicy',
      'Owner',
      'Policy',
      'SubscriptionsConfirmed',
      'SubscriptionsDeleted',
      'SubscriptionsPending',
      'TopicArn',
    ]);
    expect(JSON.parse(shown.Policy ?? '').Statement[0].Condition).toEqual({
      StringEquals: { 'AWS:SourceOwner': '111122223333' },
    });
  });

  it('take attributes at their creation and later, XML characters included, and give them up', async () => {
    await create('jobs.fifo', { FifoTopic: 'true', DisplayName: 'a <b> & "c" é' });
    const set = (AttributeName: string, AttributeValue: string) =>
      aws.sns.send(new SetTopicAttributesCommand({ TopicArn: arn('jobs.fifo'), AttributeName, AttributeValue }));
    await set('KmsMasterKeyId', 'alias/aws/sns');
    expect(await attributes(arn('jobs.fifo'))).toMatchObject({
      FifoTopic: 'true',
      DisplayName: 'a <b> & "c" é',
      KmsMasterKeyId: 'alias/aws/sns',
    });
    await set('KmsMasterKeyId', '');
    expect(await attributes(arn('jobs.fifo'))).not.toHaveProperty('KmsMasterKeyId');
    expect((await failureOf(set('Policy', '{'))).name).toBe('InvalidParameterException');
    expect((await failureOf(set('Colour', 'red'))).name).toBe('InvalidParameterException');
  });

  it.each(['HTTP', 'Firehose', 'Lambda', 'Application', 'SQS'])('keep what deliveries by %s log', async protocol => {
    const [role, rate] = [`${protocol}FailureFeedbackRoleArn`, `${protocol}SuccessFeedbackSampleRate`];
    const given = { [role]: 'arn:aws:iam::111122223333:role/logs', [rate]: '100' };
    await create('jobs', given);
    expect(await attributes(arn('jobs'))).toMatchObject(given);
    expect((await failureOf(create('others', { [rate]: '101' }))).name).toBe('InvalidParameterException');
  });

  it.each([
    ['with space', {}],
    ['', {}],
    ['x'.repeat(257), {}],
    ['jobs.fifo', {}],
    ['jobs', { FifoTopic: 'true' }],
    ['jobs', { Colour: 'red' }],
    ['jobs', { FifoTopic: 'maybe' }],
  ])('are not created as %s with %j', async (name, given) => {
    expect(await failureOf(create(name, given))).toMatchObject({ name: 'InvalidParameterException', status: 400 });
  });

  it('are not created anew with other attributes', async () => {
    await create('jobs', { DisplayName: 'one' });
    expect((await failureOf(create('jobs', { DisplayName: 'two' }))).message).toContain(
      'already exists with different attributes',
    );
  });

  it('are listed a hundred a page', async () => {
    await seed(Object.fromEntries(Array.from({ length: 230 }, (_, index) => [`t${index}`, {}])));
    const sizes: number[] = [];
    for await (const page of paginateListTopics({ client: aws.sns }, {})) sizes.push(page.Topics?.length ?? 0);
    expect(sizes).toEqual([100, 100, 30]);
    expect((await failureOf(aws.sns.send(new ListTopicsCommand({ NextToken: '!' })))).name).toBe(
      'InvalidParameterException',
    );
  });

  it('are not found where there is none, and refused by an ARN of another Region or none at all', async () => {
    expect(await failureOf(attributes(arn('none')))).toMatchObject({
      name: 'NotFoundException',
      status: 404,
      message: 'Topic does not exist',
    });
    for (const bad of [arn('none', '111122223333', 'eu-west-1'), 'none']) {
      expect(await failureOf(attributes(bad))).toMatchObject({ name: 'InvalidParameterException', status: 400 });
    }
  });

  it('of another account are shown only where their policy says so', async () => {
    const statement = { Effect: 'Allow', Principal: '*', Action: 'sns:GetTopicAttributes', Resource: '*' };
    const open = JSON.stringify({ Statement: [statement] });
    await seed({ shut: {}, open: { attributes: { Policy: open } } }, '444455556666');
    expect((await attributes(arn('open', '444455556666'))).Owner).toBe('444455556666');
    expect(await failureOf(attributes(arn('shut', '444455556666')))).toMatchObject({
      name: 'AuthorizationErrorException',
      status: 403,
    });
    expect(
      (await failureOf(aws.sns.send(new DeleteTopicCommand({ TopicArn: arn('open', '444455556666') })))).status,
    ).toBe(403);
  });
});

describe('subscriptions', () => {
  it('are pending until confirmed, unless their endpoint is in AWS', async () => {
    await create('jobs');
    const subscribe = (Protocol: string, Endpoint: string) =>
      aws.sns.send(new SubscribeCommand({ TopicArn: arn('jobs'), Protocol, Endpoint }));
    expect((await subscribe('email', 'a@example.com')).SubscriptionArn).toBe('pending confirmation');
    expect((await subscribe('sqs', 'arn:aws:sqs:us-east-1:111122223333:q')).SubscriptionArn).toContain(
      `${arn('jobs')}:`,
    );
    const listed = await aws.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: arn('jobs') }));
    expect(listed.Subscriptions?.map(one => one.Protocol).sort()).toEqual(['email', 'sqs']);
    expect(await attributes(arn('jobs'))).toMatchObject({ SubscriptionsConfirmed: '1', SubscriptionsPending: '1' });
    expect((await failureOf(subscribe('pigeon', 'x'))).name).toBe('InvalidParameterException');
  });
});

describe('SNS', () => {
  it('writes results and errors as XML in its namespace', async () => {
    const as = { service: 'sns' };
    const post = (body: string) => raw(emulator.endpoint, { method: 'POST', path: '/', as, body });
    const good = await post('Action=CreateTopic&Version=2010-03-31&Name=jobs');
    expect(good.headers['content-type']).toBe('text/xml');
    expect(good.text).toBe(
      `<CreateTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><CreateTopicResult><TopicArn>${arn('jobs')}</TopicArn></CreateTopicResult><ResponseMetadata><RequestId>${good.headers['x-amzn-requestid']}</RequestId></ResponseMetadata></CreateTopicResponse>`,
    );
    const bad = await post(`Action=GetTopicAttributes&Version=2010-03-31&TopicArn=${arn('none')}`);
    expect([bad.status, bad.text]).toEqual([
      404,
      `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>NotFound</Code><Message>Topic does not exist</Message></Error><RequestId>${bad.headers['x-amzn-requestid']}</RequestId></ErrorResponse>`,
    ]);
  });

  it('names an operation that it does not have', async () => {
    await create('jobs');
    const failure = await failureOf(aws.sns.send(new GetDataProtectionPolicyCommand({ ResourceArn: arn('jobs') })));
    expect(failure).toMatchObject({ name: 'NotImplemented' });
    expect(failure.message).toBe('The emulator does not implement sns.GetDataProtectionPolicy');
  });
});
