import {
  CreateVaultCommand,
  InitiateJobCommand,
  type JobParameters,
  SetVaultNotificationsCommand,
} from '@aws-sdk/client-glacier';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateStreamCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { CreateAppCommand, PutEventStreamCommand } from '@aws-sdk/client-pinpoint';
import { CreateTopicCommand, PublishCommand, SetTopicAttributesCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InstantClock } from '../../../test/support/manualClock.ts';
import { policyOf, publishGrant, trustPolicy } from '../../../test/support/policies.ts';
import { openAws } from '../../aws/openAws.ts';
import { type AwsHome, makeAwsHome } from '../../aws/testing/awsHome.ts';
import { type Emulator, startEmulator } from '../../emulator/startEmulator.ts';
import { type Clients, clientsFor } from '../../emulator/testing/clients.ts';
import { control } from '../../emulator/testing/rawRequest.ts';
import { kindChecks } from '../kinds/checkTable.ts';
import { kindEvidence } from '../kinds/evidenceTable.ts';
import { kinds } from '../kinds/table.ts';
import { region } from '../model/regions.ts';
import type { KindId } from '../model/resource.ts';
import { preflight } from '../preflight/preflight.ts';
import type { Report } from '../preflight/report.ts';
import { gatherEvidence } from './gather.ts';

const ACCOUNT = '111122223333';
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:jobs`;
const STREAM = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/events`;
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:queue`;
const vault = { accountId: '-', vaultName: 'tapes' } as const;

let emulator: Emulator;
let home: AwsHome;
let aws: Clients;

beforeEach(async () => {
  // Time passes with each look at the clock, so that nobody waits for CloudTrail's two calls a second.
  let looks = 0;
  const clock = (): number => {
    looks += 1;
    return Date.now() + looks * 600;
  };
  emulator = await startEmulator({ clock });
  home = await makeAwsHome();
  aws = clientsFor(emulator.endpoint);
});
afterEach(async () => {
  await emulator.close();
  await home.remove();
});

const plant = {
  /** A vault whose topic has the policy that SNS gives it, and a queue that listens. */
  vault: async () => {
    await aws.sns.send(new CreateTopicCommand({ Name: 'jobs' }));
    await plant.subscribe('sqs', QUEUE);
    await aws.glacier.send(new CreateVaultCommand(vault));
    await plant.notifications();
  },
  notifications: () => {
    const vaultNotificationConfig = { SNSTopic: TOPIC, Events: ['InventoryRetrievalCompleted'] };
    return aws.glacier.send(new SetVaultNotificationsCommand({ ...vault, vaultNotificationConfig }));
  },
  subscribe: (Protocol: string, Endpoint: string) =>
    aws.sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol, Endpoint })),
  policy: (...statements: readonly object[]) => {
    const AttributeValue = policyOf(...statements);
    return aws.sns.send(new SetTopicAttributesCommand({ TopicArn: TOPIC, AttributeName: 'Policy', AttributeValue }));
  },
  /** A job that has ended, four hours later. */
  job: async (jobParameters: JobParameters = { Type: 'inventory-retrieval' }) => {
    await aws.glacier.send(new InitiateJobCommand({ ...vault, jobParameters }));
    await control(emulator.endpoint, 'POST', 'clock', { advanceSeconds: 4 * 3600 + 60 });
  },
  publish: () => aws.sns.send(new PublishCommand({ TopicArn: TOPIC, Message: 'of somebody else' })),
  state: async (change: (here: Record<string, Record<string, unknown>>) => void) => {
    const document = JSON.parse((await control(emulator.endpoint, 'GET', 'state')).text);
    change(document.accounts[ACCOUNT]['us-east-1']);
    expect((await control(emulator.endpoint, 'PUT', 'state', document)).text).toBe('{}');
  },
  denies: (service: string, operation: string) =>
    control(emulator.endpoint, 'POST', 'faults', [
      { service, operation, kind: 'error', status: 403, code: 'AccessDeniedException', message: 'not authorized' },
    ]),
};

/** What a preflight says without evidence and with it, and how often each operation was asked for the evidence. */
async function told(kind: KindId) {
  const keys = {
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_ENDPOINT_URL: emulator.endpoint,
  };
  const noAccounts = { endpoint: async () => undefined, accountIds: async () => [] };
  const env = { ...home.env, ...keys };
  const opened = openAws({ env, emulator: noAccounts, clock: new InstantClock(), random: () => 0 });
  const clock = { now: () => Date.now() };
  const ledger = { list: async () => ({ entries: [], damage: null }) };
  const tools = { gateway: opened.gateway, ledger, kinds, checks: kindChecks, evidence: kindEvidence, clock };
  try {
    const reports: Report[] = [];
    const request = { sources: [{ kind: 'default' } as const], regions: [region('us-east-1')], kinds: new Set([kind]) };
    for await (const one of preflight(tools, request)) reports.push(one);
    await control(emulator.endpoint, 'DELETE', 'requests');
    const found: Report[] = [];
    for await (const one of gatherEvidence(tools, reports)) found.push(one);
    const requests = (await control(emulator.endpoint, 'GET', 'requests')).json();
    const calls = Object.entries(requests).map(([name, one]) => [name, Object(one).count] as const);
    const counts: Record<string, number> = Object.fromEntries(calls);
    return { before: reports, after: found, calls: counts };
  } finally {
    opened.dispose();
  }
}

const piece = ({ evidence }: Report, rule: string) => evidence?.find(one => one.rule === rule);
const stepOf = ({ steps }: Report, rule: string) => steps.find(step => step.rule === rule);

/** The one vault that is planted. */
async function toldOfVault() {
  const { before, after, calls } = await told('vault');
  const [first, second] = [before[0], after[0]];
  if (first === undefined || second === undefined) throw new Error('one report is expected');
  return { before: first, after: second, calls };
}

describe('a topic that only SNS’s default statement opens', () => {
  it.each([
    ['ok', undefined],
    ['broken', false],
  ])('is unproven, and %s by evidence where Glacier’s AWS:SourceOwner is %s', async (verdict, setsSourceOwner) => {
    await plant.vault();
    if (setsSourceOwner !== undefined)
      await plant.state(here => Object.assign(here.glacier ?? {}, { setsSourceOwner }));
    await plant.job();
    const { before, after } = await toldOfVault();
    expect([before.verdict, stepOf(before, 'vault/topic-policy')?.verdict]).toEqual(['unproven', 'unproven']);
    expect([after.verdict, stepOf(after, 'vault/topic-policy')?.verdict]).toEqual([verdict, verdict]);
    expect(piece(after, 'vault/arrival')).toMatchObject({
      verdict,
      read: expect.arrayContaining(['glacier.ListJobs']),
    });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['no-job', async () => undefined],
    ['no-job', () => plant.job({ Type: 'archive-retrieval', ArchiveId: 'a' })],
    [
      'shared',
      () =>
        plant
          .job()
          .then(plant.publish)
          .then(() => plant.job({ Type: 'archive-retrieval', ArchiveId: 'a' })),
    ],
    ['set-since', () => plant.job().then(plant.notifications)],
    [
      'fresh',
      () =>
        plant.state(here => {
          const time = new Date().toISOString();
          const job = {
            vault: 'tapes',
            action: 'InventoryRetrieval',
            creationDate: time,
            endsAt: time,
            completed: true,
          };
          Object.assign(here.glacier ?? {}, { jobs: { j: job } });
        }),
    ],
  ])('stays unproven, and the reason is told: %s', async (why, happen) => {
    await plant.vault();
    await happen();
    const { after } = await toldOfVault();
    expect(piece(after, 'vault/arrival')).toMatchObject({ verdict: 'unproven', data: { why } });
    expect(after.verdict).toBe('unproven');
  });

  it('stays unproven where nothing came and the topic was changed since', async () => {
    await plant.vault();
    await plant.state(here => Object.assign(here.glacier ?? {}, { setsSourceOwner: false }));
    await plant.job();
    await aws.sns.send(
      new SetTopicAttributesCommand({ TopicArn: TOPIC, AttributeName: 'DisplayName', AttributeValue: 'x' }),
    );
    const { after } = await toldOfVault();
    expect(piece(after, 'vault/arrival')?.data).toMatchObject({
      why: 'topic-since',
      by: `arn:aws:iam::${ACCOUNT}:user/emulator`,
    });
  });
});

it('says nothing of a topic’s policy by a message that came before it was changed', async () => {
  await plant.vault();
  await plant.policy(publishGrant(TOPIC, ACCOUNT));
  await plant.job();
  const owners = { StringEquals: { 'AWS:SourceOwner': ACCOUNT } };
  await plant.policy({ Effect: 'Allow', Principal: '*', Action: 'SNS:Publish', Resource: TOPIC, Condition: owners });
  const { after } = await toldOfVault();
  expect(piece(after, 'vault/arrival')).toMatchObject({
    verdict: 'unproven',
    data: { why: 'topic-since', count: '1' },
  });
  expect([after.verdict, stepOf(after, 'vault/topic-policy')?.verdict]).toEqual(['unproven', 'unproven']);
});

describe('a chain whose policies hold', () => {
  beforeEach(async () => {
    await plant.vault();
    await plant.policy(publishGrant(TOPIC, ACCOUNT));
  });

  it('is ok with evidence too, at the price of three calls and one query of the history', async () => {
    await plant.job();
    const { after, calls } = await toldOfVault();
    expect(after.verdict).toBe('ok');
    expect(after.evidence?.map(({ rule, verdict }) => [rule, verdict])).toEqual([
      ['vault/arrival', 'ok'],
      ['vault/delivery', 'ok'],
      ['vault/last-change', null],
    ]);
    expect(piece(after, 'vault/last-change')).toMatchObject({ by: `arn:aws:iam::${ACCOUNT}:user/emulator` });
    delete calls['sts.GetCallerIdentity'];
    const glacier = { 'glacier.ListJobs': 1, 'glacier.ListVaults': 1 };
    expect(calls).toEqual({ ...glacier, 'cloudwatch.GetMetricData': 1, 'cloudtrail.LookupEvents': 1 });
  });

  it('is ok for two vaults on one topic whose jobs end together, one of which names the topic as well', async () => {
    const films = { accountId: '-', vaultName: 'films' };
    await aws.glacier.send(new CreateVaultCommand(films));
    const vaultNotificationConfig = { SNSTopic: TOPIC, Events: ['InventoryRetrievalCompleted'] };
    await aws.glacier.send(new SetVaultNotificationsCommand({ ...films, vaultNotificationConfig }));
    const jobParameters = { Type: 'inventory-retrieval', SNSTopic: TOPIC };
    await aws.glacier.send(new InitiateJobCommand({ ...films, jobParameters }));
    await plant.job();
    const { after } = await told('vault');
    expect(after.map(report => piece(report, 'vault/arrival')?.verdict)).toEqual(['ok', 'ok']);
    expect(after.map(report => piece(report, 'vault/delivery')?.data.count)).toEqual(['3', '3']);
  });

  it('is broken where nothing was published all the same: what forbids it can’t be read', async () => {
    await plant.job();
    await plant.state(here => Object.assign(here, { cloudwatch: {} }));
    const { before, after } = await toldOfVault();
    expect([before.verdict, after.verdict]).toEqual(['ok', 'broken']);
    expect(stepOf(after, 'vault/arrival')).toMatchObject({ verdict: 'broken', remedy: { policy: null } });
  });

  it.each([
    ['broken', true],
    ['unproven', false],
  ])('is %s where the topic delivers nothing, were its subscribers there before: %s', async (verdict, isOld) => {
    await plant.state(here => {
      const id = '0';
      const subscriptions = [{ id, protocol: 'sqs', endpoint: QUEUE, fails: true }];
      const topics = Object(here.sns).topics;
      Object.assign(topics.jobs, { subscriptions });
    });
    await plant.publish();
    await plant.state(here => {
      const past = `${new Date(Date.now() - 3_600_000).toISOString().slice(0, 16)}:00.000Z`;
      const { metrics } = Object(here.cloudwatch);
      for (const name of Object.keys(metrics)) metrics[name] = { [past]: 1 };
      if (isOld) Object.assign(here, { cloudtrail: {} });
    });
    const { after } = await toldOfVault();
    expect(piece(after, 'vault/delivery')).toMatchObject({
      verdict,
      data: { count: '1', delivered: '0', failed: '1' },
    });
    if (isOld) expect(stepOf(after, 'vault/delivery')?.data.subscribers).toBe(`sqs ${QUEUE}`);
    else expect(piece(after, 'vault/delivery')?.data.why).toBe('subscribers-since');
    expect(after.verdict).toBe(isOld ? 'broken' : 'ok');
  });
});

describe('what may not be read', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['glacier', 'ListJobs', 'glacier:ListJobs', ['vault/arrival']],
    ['cloudwatch', 'GetMetricData', 'cloudwatch:GetMetricData', ['vault/arrival', 'vault/delivery']],
    ['cloudtrail', 'LookupEvents', 'cloudtrail:LookupEvents', ['vault/last-change']],
  ])('costs its own pieces alone: %s %s', async (service, operation, needs, rules) => {
    await plant.vault();
    await plant.job();
    await plant.denies(service, operation);
    const { after } = await toldOfVault();
    const unread = after.evidence?.filter(({ verdict }) => verdict === 'not-checked');
    expect(unread?.map(one => [one.rule, one.needs])).toEqual(rules.map(rule => [rule, needs]));
    expect(after.verdict).toBe(rules.includes('vault/arrival') ? 'unproven' : 'ok');
  });

  it('is told of a hub’s events', async () => {
    await control(emulator.endpoint, 'PUT', 'state', hubs([]));
    await plant.denies('notifications', 'ListNotificationEvents');
    const { after } = await told('hub');
    const [report] = after;
    expect(report && piece(report, 'hub/last-event')?.needs).toBe('notifications:ListNotificationEvents');
  });
});

const hubs = (events: readonly object[]) => ({
  version: 1,
  accounts: {
    [ACCOUNT]: {
      'us-east-1': { notifications: { hubs: { 'eu-west-1': { status: 'ACTIVE' } } } },
      'eu-west-1': { notifications: { events } },
    },
  },
});

describe('the other kinds', () => {
  it('are told by the last event of a hub', async () => {
    const creationTime = new Date(Date.now() - 3_600_000).toISOString();
    await control(
      emulator.endpoint,
      'PUT',
      'state',
      hubs([{ creationTime: '2026-11-01T00:00:00Z' }, { creationTime }]),
    );
    const { after } = await told('hub');
    const [report] = after;
    expect(report && piece(report, 'hub/last-event')).toMatchObject({ verdict: null, at: creationTime });
    expect(report && piece(report, 'hub/last-change')).toMatchObject({ verdict: null, at: null });
  });

  it('are told by the records that a stream took, and by who set it last', async () => {
    await aws.kinesis.send(new CreateStreamCommand({ StreamName: 'events', ShardCount: 1 }));
    const role = { RoleName: 'writer', AssumeRolePolicyDocument: trustPolicy('pinpoint.amazonaws.com') };
    await aws.iam.send(new CreateRoleCommand(role));
    const made = await aws.pinpoint.send(new CreateAppCommand({ CreateApplicationRequest: { Name: 'shop' } }));
    const WriteEventStream = { DestinationStreamArn: STREAM, RoleArn: `arn:aws:iam::${ACCOUNT}:role/writer` };
    const ApplicationId = made.ApplicationResponse?.Id;
    await aws.pinpoint.send(new PutEventStreamCommand({ ApplicationId, WriteEventStream }));
    const record = { Data: new Uint8Array([1]), PartitionKey: 'a' };
    await aws.kinesis.send(new PutRecordsCommand({ StreamName: 'events', Records: [record, record] }));
    const { after, calls } = await told('event-stream');
    const [report] = after;
    expect(report && piece(report, 'event-stream/intake')).toMatchObject({ verdict: null, data: { count: '2' } });
    expect(report && piece(report, 'event-stream/last-change')?.by).toBe(`arn:aws:iam::${ACCOUNT}:user/emulator`);
    expect(calls['cloudwatch.GetMetricData']).toBe(1);
  });
});

it('reads the metrics of two hundred vaults on three topics in one call, and their history in one query', async () => {
  const names = Array.from({ length: 200 }, (_, index) => `tape-${index}`);
  const vaults = names.map((name, index) => {
    const SNSTopic = `arn:aws:sns:us-east-1:${ACCOUNT}:topic-${index % 3}`;
    return [name, { notifications: { SNSTopic, Events: ['InventoryRetrievalCompleted'] } }];
  });
  const topics = { 'topic-0': {}, 'topic-1': {}, 'topic-2': {} };
  const here = { glacier: { vaults: Object.fromEntries(vaults) }, sns: { topics } };
  await control(emulator.endpoint, 'PUT', 'state', { version: 1, accounts: { [ACCOUNT]: { 'us-east-1': here } } });
  const { after, calls } = await told('vault');
  expect(after).toHaveLength(200);
  delete calls['sts.GetCallerIdentity'];
  expect(calls).toEqual({ 'glacier.ListJobs': 200, 'cloudwatch.GetMetricData': 1, 'cloudtrail.LookupEvents': 1 });
});
