import { DisableRegionCommand } from '@aws-sdk/client-account';
import { StopContactCommand, TransferContactCommand } from '@aws-sdk/client-connect';
import { DeleteStreamCommand, StartStreamEncryptionCommand } from '@aws-sdk/client-kinesis';
import { DisableKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { CreateTopicCommand, DeleteTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InstantClock } from '../../../test/support/manualClock.ts';
import { ACCOUNT, PlantedEstate, root, TOPIC } from '../../../test/support/plantedEstate.ts';
import { keyGrant, policyOf, publishGrant } from '../../../test/support/policies.ts';
import { openAws } from '../../aws/openAws.ts';
import { type AwsHome, makeAwsHome } from '../../aws/testing/awsHome.ts';
import { type Emulator, startEmulator } from '../../emulator/startEmulator.ts';
import { clientsFor } from '../../emulator/testing/clients.ts';
import { control } from '../../emulator/testing/rawRequest.ts';
import { kindChecks } from '../kinds/checkTable.ts';
import { kinds } from '../kinds/table.ts';
import { region } from '../model/regions.ts';
import type { KindId } from '../model/resource.ts';
import { preflight } from './preflight.ts';
import { causeOf, type Report } from './report.ts';

const OTHER = '444455556666';
const grant = (more: object = {}) => publishGrant(TOPIC, ACCOUNT, more);

let emulator: Emulator;
let home: AwsHome;
let planted: PlantedEstate;

beforeEach(async () => {
  emulator = await startEmulator({ seed: 'empty' });
  home = await makeAwsHome();
  planted = new PlantedEstate(emulator.endpoint);
});
afterEach(async () => {
  await emulator.close();
  await home.remove();
});

async function reportsOf(kind: KindId): Promise<readonly Report[]> {
  const keys = {
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_ENDPOINT_URL: emulator.endpoint,
  };
  const noAccounts = { endpoint: async () => undefined, accountIds: async () => [] };
  const aws = openAws({
    env: { ...home.env, ...keys },
    emulator: noAccounts,
    clock: new InstantClock(),
    random: () => 0,
  });
  const ledger = { list: async () => ({ entries: planted.instanceId === '' ? [] : [planted.entry()], damage: null }) };
  const tools = {
    gateway: aws.gateway,
    ledger,
    kinds,
    checks: kindChecks,
    clock: { now: () => Date.parse('2026-11-29T00:00:00Z') },
  };
  const reports: Report[] = [];
  try {
    const request = { sources: [{ kind: 'default' } as const], regions: [region('us-east-1')], kinds: new Set([kind]) };
    for await (const one of preflight(tools, request)) reports.push(one);
  } finally {
    aws.dispose();
  }
  return reports;
}

const hubs = (hub: object) => () =>
  control(emulator.endpoint, 'PUT', 'state', {
    version: 1,
    accounts: { [ACCOUNT]: { 'us-east-1': { notifications: { hubs: { 'eu-south-1': hub } } } } },
  });

/** What each kind needs before a cause is planted. Hubs settle by the clock alone, so that they are put into the state. */
const healthy: Readonly<Partial<Record<KindId, () => Promise<unknown>>>> = {
  hub: () => hubs({ status: 'ACTIVE' })(),
  vault: () => planted.vault(),
  'event-stream': () => planted.stream(),
  'push-registration': () => planted.registration(),
};

describe('an estate planted by AWS’s own calls', () => {
  it.each(Object.keys(healthy) as readonly KindId[])('is ok: %s', async kind => {
    await healthy[kind]?.();
    const [report] = await reportsOf(kind);
    expect(report?.steps.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
    expect(report?.verdict).toBe('ok');
  });

  it.each<[string, string, KindId, string, () => Promise<unknown>]>([
    [
      'broken',
      'hub/transition',
      'hub',
      'a hub that is registered',
      hubs({ status: 'REGISTERING', changedAt: undefined }),
    ],
    [
      'warning',
      'hub/opt-in',
      'hub',
      'its Region is disabled',
      () => planted.account.send(new DisableRegionCommand({ RegionName: 'eu-south-1' })),
    ],
    [
      'broken',
      'vault/topic-missing',
      'vault',
      'the topic is deleted',
      () => planted.aws.sns.send(new DeleteTopicCommand({ TopicArn: TOPIC })),
    ],
    [
      'broken',
      'vault/topic-policy',
      'vault',
      'the grant is for another account',
      () =>
        planted.topic(
          'Policy',
          policyOf(grant({ Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } } })),
        ),
    ],
    [
      'broken',
      'vault/topic-policy',
      'vault',
      'a Deny takes the grant back',
      () => planted.topic('Policy', policyOf(grant(), grant({ Effect: 'Deny', Principal: '*' }))),
    ],
    [
      'unproven',
      'vault/topic-policy',
      'vault',
      'only SNS’s default statement is left',
      () =>
        planted.topic(
          'Policy',
          policyOf(grant({ Principal: { AWS: '*' }, Condition: { StringEquals: { 'AWS:SourceOwner': ACCOUNT } } })),
        ),
    ],
    [
      'warning',
      'vault/sourceowner',
      'vault',
      'a grant asks for the owner',
      () =>
        planted.topic(
          'Policy',
          policyOf(grant(), grant({ Condition: { StringEquals: { 'AWS:SourceOwner': ACCOUNT } } })),
        ),
    ],
    [
      'warning',
      'topic/confused-deputy',
      'vault',
      'the grant is for any account',
      () => planted.topic('Policy', policyOf(grant({ Condition: undefined }))),
    ],
    [
      'broken',
      'vault/topic-kms-aws',
      'vault',
      'the topic has AWS’s key',
      () => planted.topic('KmsMasterKeyId', 'alias/aws/sns'),
    ],
    ['broken', 'vault/topic-kms-grant', 'vault', 'the key is for its account alone', () => planted.key(policyOf(root))],
    [
      'broken',
      'vault/topic-kms-grant',
      'vault',
      'the key is disabled',
      async () => planted.kms.send(new DisableKeyCommand({ KeyId: await planted.key(policyOf(root, keyGrant())) })),
    ],
    [
      'warning',
      'vault/no-subscriber',
      'vault',
      'nobody is confirmed',
      async () => {
        await planted.aws.sns.send(new DeleteTopicCommand({ TopicArn: TOPIC }));
        await planted.aws.sns.send(new CreateTopicCommand({ Name: 'jobs', Attributes: { Policy: policyOf(grant()) } }));
        await planted.subscribe('email', 'ops@example.com');
      },
    ],
    [
      'warning',
      'topic/filter-drops-all',
      'vault',
      'the one filter asks for attributes',
      () => planted.subscription('FilterPolicy', '{"store":["films"]}'),
    ],
    [
      'warning',
      'topic/filter-drops-all',
      'vault',
      'the one filter asks for another body',
      async () => {
        await planted.subscription('FilterPolicyScope', 'MessageBody');
        await planted.subscription('FilterPolicy', '{"StatusCode":["InProgress"]}');
      },
    ],
    [
      'warning',
      'vault/topic-fifo',
      'vault',
      'the topic is a FIFO one',
      async () => {
        const fifo = `${TOPIC}.fifo`;
        const Policy = policyOf(grant({ Resource: fifo }));
        await planted.aws.sns.send(
          new CreateTopicCommand({ Name: 'jobs.fifo', Attributes: { FifoTopic: 'true', Policy } }),
        );
        await planted.aws.sns.send(
          new SubscribeCommand({
            TopicArn: fifo,
            Protocol: 'sqs',
            Endpoint: `arn:aws:sqs:us-east-1:${ACCOUNT}:jobs.fifo`,
          }),
        );
        await planted.publishesTo(fifo);
      },
    ],
    [
      'broken',
      'vault/topic-policy',
      'vault',
      'the topic is another account’s, whose default statement opens it to that account',
      async () => {
        const theirs = TOPIC.replace(ACCOUNT, OTHER);
        const aws = clientsFor(planted.endpoint, OTHER);
        const everyone = { Effect: 'Allow', Principal: '*', Resource: theirs };
        const Policy = policyOf(
          {
            ...everyone,
            Action: ['sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic', 'sns:GetSubscriptionAttributes'],
          },
          { ...everyone, Action: 'SNS:Publish', Condition: { StringEquals: { 'AWS:SourceOwner': OTHER } } },
        );
        await aws.sns.send(new CreateTopicCommand({ Name: 'jobs', Attributes: { Policy } }));
        await aws.sns.send(
          new SubscribeCommand({ TopicArn: theirs, Protocol: 'sqs', Endpoint: `arn:aws:sqs:us-east-1:${OTHER}:jobs` }),
        );
        await planted.publishesTo(theirs);
      },
    ],
    [
      'broken',
      'vault/topic-region',
      'vault',
      'the topic is elsewhere',
      async () => {
        const elsewhere = TOPIC.replace('us-east-1', 'eu-west-1');
        const aws = clientsFor(planted.endpoint, ACCOUNT, 'eu-west-1');
        await aws.sns.send(
          new CreateTopicCommand({ Name: 'jobs', Attributes: { Policy: policyOf(grant({ Resource: elsewhere })) } }),
        );
        await aws.sns.send(
          new SubscribeCommand({
            TopicArn: elsewhere,
            Protocol: 'sqs',
            Endpoint: `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`,
          }),
        );
        await planted.publishedTo(elsewhere);
      },
    ],
    [
      'warning',
      'vault/topic-partition',
      'vault',
      'the topic is in another partition',
      () => planted.publishedTo(TOPIC.replace('arn:aws:', 'arn:aws-cn:')),
    ],
    [
      'warning',
      'vault/topic-not-sns',
      'vault',
      'a subscription is set for a topic',
      () => planted.publishedTo(`${TOPIC}:1234abcd-12ab-34cd-56ef-1234567890ab`),
    ],
    ['broken', 'arn/shape', 'vault', 'what is set is no ARN', () => planted.publishedTo('garbage')],
    [
      'broken',
      'event-stream/role-trust',
      'event-stream',
      'the role trusts Firehose',
      () => planted.trusts('firehose.amazonaws.com'),
    ],
    [
      'broken',
      'event-stream/role-trust',
      'event-stream',
      'the role trusts Pinpoint of elsewhere',
      () => planted.trusts('pinpoint.eu-west-1.amazonaws.com'),
    ],
    [
      'warning',
      'event-stream/trust-regional',
      'event-stream',
      'the role trusts Pinpoint of elsewhere too',
      () => planted.trusts('pinpoint.amazonaws.com', 'pinpoint.eu-west-1.amazonaws.com'),
    ],
    [
      'broken',
      'event-stream/role-perms',
      'event-stream',
      'the role may only put single records',
      () => planted.permit('kinesis:PutRecord', 'kinesis:DescribeStream'),
    ],
    [
      'broken',
      'event-stream/role-perms',
      'event-stream',
      'the role may write elsewhere only',
      () => planted.permitIf({ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }),
    ],
    [
      'unproven',
      'event-stream/role-perms',
      'event-stream',
      'the role may write by a key that nobody sees',
      () => planted.permitIf({ StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }),
    ],
    [
      'warning',
      'event-stream/stream-state',
      'event-stream',
      'the stream is deleted',
      () => planted.aws.kinesis.send(new DeleteStreamCommand({ StreamName: 'events' })),
    ],
    [
      'warning',
      'event-stream/stream-kms',
      'event-stream',
      'the stream is encrypted',
      () =>
        planted.aws.kinesis.send(
          new StartStreamEncryptionCommand({
            StreamName: 'events',
            EncryptionType: 'KMS',
            KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
          }),
        ),
    ],
    [
      'broken',
      'push-registration/no-association',
      'push-registration',
      'the application is another',
      async () =>
        planted
          .app()
          .then(() => planted.gcm({ ServiceJson: '{}', DefaultAuthenticationMethod: 'TOKEN', Enabled: true })),
    ],
    [
      'broken',
      'push-registration/channel-off',
      'push-registration',
      'the channel is disabled',
      () => planted.gcm({ ServiceJson: '{}', Enabled: false }),
    ],
    [
      'broken',
      'push-registration/channel-off',
      'push-registration',
      'the channel was never set up',
      async () => planted.app().then(() => planted.associate()),
    ],
    [
      'warning',
      'push-registration/fcm-legacy',
      'push-registration',
      'the channel has a server key',
      () => planted.gcm({ ApiKey: 'not-a-secret', DefaultAuthenticationMethod: 'KEY', Enabled: true }),
    ],
    [
      'warning',
      'push-registration/contact',
      'push-registration',
      'the chat has ended',
      () =>
        planted.aws.connect.send(
          new StopContactCommand({ InstanceId: planted.instanceId, ContactId: planted.contactId }),
        ),
    ],
    [
      'warning',
      'push-registration/contact',
      'push-registration',
      'the contact was transferred',
      async () => {
        const transfer = { InstanceId: planted.instanceId, ContactId: planted.contactId, ContactFlowId: 'flow' };
        planted.contactId = (await planted.aws.connect.send(new TransferContactCommand(transfer))).ContactId ?? '';
      },
    ],
  ])('is %s by %s of a %s where %s', async (verdict, rule, kind, _what, plant) => {
    await healthy[kind]?.();
    await plant();
    const [report] = await reportsOf(kind);
    const amiss = report?.steps.filter(step => step.verdict !== 'ok').map(step => `${step.verdict} ${step.rule}`);
    expect(amiss?.[0]).toBe(`${verdict} ${rule}`);
    expect(report?.verdict).toBe(verdict);
    if (report !== undefined && verdict !== 'unproven') expect(causeOf(report)?.rule).toBe(rule);
  });

  it.each<[string, string, () => Promise<unknown>]>([
    ['topic/raw-delivery', 'the queue gets it raw', () => planted.subscription('RawMessageDelivery', 'true')],
    [
      'topic/filters-unread',
      'many listen',
      () => Promise.all(['a', 'b'].map(one => planted.subscribe('sqs', `arn:aws:sqs:us-east-1:${ACCOUNT}:${one}`))),
    ],
  ])('has the note %s where %s, and is ok all the same', async (rule, _what, plant) => {
    await planted.vault();
    const notes = async () => (await reportsOf('vault'))[0]?.notes.map(note => note.rule);
    expect(await notes()).toEqual([]);
    await plant();
    expect(await notes()).toEqual([rule]);
    expect((await reportsOf('vault'))[0]?.verdict).toBe('ok');
  });

  it('turns green by the remedy that the report names', async () => {
    await planted.vault();
    await planted.topic('Policy', policyOf());
    const id = await planted.key(policyOf(root));
    const [before] = await reportsOf('vault');
    const remedy = (rule: string) => before?.steps.find(step => step.rule === rule)?.remedy;
    const cli = remedy('vault/topic-policy')?.cli ?? [];
    await planted.topic('Policy', cli[cli.indexOf('--attribute-value') + 1] ?? '');
    const statement = remedy('vault/topic-kms-grant')?.policy;
    await planted.kms.send(new PutKeyPolicyCommand({ KeyId: id, Policy: policyOf(root, statement ?? {}) }));
    const [after] = await reportsOf('vault');
    expect([before?.verdict, after?.verdict]).toEqual(['broken', 'ok']);
  });
});
