import { describe, expect, it } from 'vitest';
import { keyGrant, policyOf, trustPolicy } from '../../../test/support/policies.ts';
import {
  ACCOUNT,
  APP,
  decisions,
  grant,
  healthy,
  KEY,
  NOW,
  QUEUE,
  reportOf,
  reportsOf,
  role,
  STREAM,
  snsDefault,
  TOPIC,
  told,
  topic,
} from '../../../test/support/preflightWorld.ts';
import { gone, type Script, ScriptedReads } from '../../../test/support/scriptedReads.ts';
import { AccessError } from '../model/errors.ts';
import type { ReadOperation } from '../model/operations.ts';
import type { KindId } from '../model/resource.ts';
import { causeOf } from './report.ts';

/** The role of that name, which IAM has with a path. */
const withPath = (path: string) => () => ({
  Role: { ...role(trustPolicy('pinpoint.amazonaws.com'))().Role, Arn: `arn:aws:iam::${ACCOUNT}:role${path}writer` },
});

describe('a resource whose chain holds', () => {
  it.each<[KindId, readonly string[], readonly string[]]>([
    ['hub', ['hub/transition', 'hub/opt-in'], []],
    ['vault', ['vault/topic-missing', 'vault/topic-policy', 'vault/no-subscriber', 'topic/filter-drops-all'], []],
    [
      'event-stream',
      ['event-stream/role-trust', 'event-stream/role-perms', 'event-stream/stream-state'],
      ['event-stream/no-push', 'event-stream/end-of-support'],
    ],
    [
      'push-registration',
      ['push-registration/contact', 'push-registration/no-association', 'push-registration/channel-off'],
      [],
    ],
  ])('is ok: %s', async (kind, rules, notes) => {
    const report = await reportOf(kind, {});
    expect(report.verdict).toBe('ok');
    expect(report.steps.map(({ rule }) => rule)).toEqual(rules);
    expect(report.notes.map(({ rule }) => rule)).toEqual(notes);
  });
});

const OTHER = '444455556666';
const publishesTo = (SNSTopic: string): Script => ({
  GetVaultNotifications: () => ({ vaultNotificationConfig: { SNSTopic, Events: ['ArchiveRetrievalCompleted'] } }),
  GetTopicAttributes: topic({ Policy: policyOf(grant({ Resource: '*' })) }),
});
const filtered = (policy: object, FilterPolicyScope = 'MessageAttributes'): Script => ({
  GetSubscriptionAttributes: () => ({ Attributes: { FilterPolicy: JSON.stringify(policy), FilterPolicyScope } }),
});
const listening = (...endpoints: readonly string[]): Script => ({
  ListSubscriptionsByTopic: () => ({
    Subscriptions: endpoints.map(Endpoint => ({ SubscriptionArn: `${TOPIC}:${Endpoint}`, Endpoint })),
  }),
});
const encrypted = (key = KEY): Script => ({ GetTopicAttributes: topic({ KmsMasterKeyId: key }) });
const hubIs = (status: string, reason = ''): Script => ({
  ListNotificationHubs: () => ({
    notificationHubs: [{ notificationHubRegion: 'eu-west-1', statusSummary: { status, reason } }],
  }),
});
const gcm = (channel: object): Script => ({
  GetGcmChannel: () => ({ GCMChannelResponse: { Enabled: true, ...channel } }),
});
const ROLE = `arn:aws:iam::${ACCOUNT}:role/service/writer`;
const toKinesis = (more: object = {}) => policyOf(keyGrant({ Principal: { AWS: ACCOUNT }, ...more }));
const encryptedStream: Script = {
  DescribeStreamSummary: () => ({
    StreamDescriptionSummary: { StreamStatus: 'ACTIVE', EncryptionType: 'KMS', KeyId: KEY },
  }),
  GetKeyPolicy: () => ({ Policy: toKinesis() }),
};
const keyIs = (metadata: object): Script => ({ DescribeKey: () => ({ KeyMetadata: { Arn: KEY, ...metadata } }) });
/** As IAM answers where a policy asks for a key that the simulation was not given. */
const undecided = (EvalResourceDecision: string) => (input: Readonly<Record<string, unknown>>) => ({
  EvaluationResults: (input.ActionNames as readonly string[]).map(EvalActionName => ({
    EvalActionName,
    EvalDecision: EvalResourceDecision,
    ResourceSpecificResults: (input.ResourceArns as readonly string[]).map(EvalResourceName => ({
      EvalResourceName,
      EvalResourceDecision,
      MissingContextValues: ['aws:SourceVpc'],
    })),
  })),
});

describe('a planted cause is named first', () => {
  it.each<[string, string, KindId, Script]>([
    ['broken', 'hub/transition', 'hub', hubIs('REGISTERING')],
    ['warning', 'hub/inactive', 'hub', hubIs('INACTIVE', 'Region not enabled')],
    [
      'warning',
      'hub/opt-in',
      'hub',
      { ListRegions: () => ({ Regions: [{ RegionName: 'eu-west-1', RegionOptStatus: 'DISABLED' }] }) },
    ],
    ['broken', 'vault/topic-missing', 'vault', { GetTopicAttributes: gone, ListSubscriptionsByTopic: gone }],
    ['broken', 'vault/topic-policy', 'vault', { GetTopicAttributes: topic({ Policy: policyOf() }) }],
    [
      'broken',
      'vault/topic-policy',
      'vault',
      { GetTopicAttributes: topic({ Policy: policyOf(grant(), grant({ Effect: 'Deny' })) }) },
    ],
    [
      'broken',
      'vault/topic-policy',
      'vault',
      {
        GetTopicAttributes: topic({
          Policy: policyOf(grant({ Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } } })),
        }),
      },
    ],
    ['unproven', 'vault/topic-policy', 'vault', { GetTopicAttributes: topic({ Policy: policyOf(snsDefault) }) }],
    [
      'warning',
      'vault/sourceowner',
      'vault',
      {
        GetTopicAttributes: topic({
          Policy: policyOf(grant(), grant({ Condition: { StringEquals: { 'aws:SourceOwner': ACCOUNT } } })),
        }),
      },
    ],
    [
      'warning',
      'topic/confused-deputy',
      'vault',
      { GetTopicAttributes: topic({ Policy: policyOf(grant({ Condition: undefined })) }) },
    ],
    ['broken', 'vault/topic-kms-aws', 'vault', encrypted('alias/aws/sns')],
    [
      'broken',
      'vault/topic-kms-grant',
      'vault',
      {
        ...encrypted(),
        GetKeyPolicy: () => ({ Policy: policyOf(keyGrant({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } })) }),
      },
    ],
    [
      'broken',
      'vault/topic-kms-grant',
      'vault',
      { ...encrypted(), GetKeyPolicy: () => ({ Policy: policyOf(keyGrant({ Action: 'kms:Decrypt' })) }) },
    ],
    ['broken', 'vault/topic-kms-grant', 'vault', { ...encrypted(), DescribeKey: gone }],
    [
      'broken',
      'vault/topic-kms-grant',
      'vault',
      { ...encrypted(), DescribeKey: () => ({ KeyMetadata: { Arn: KEY, KeyState: 'Disabled' } }) },
    ],
    ['warning', 'vault/no-subscriber', 'vault', { ListSubscriptionsByTopic: () => ({ Subscriptions: [] }) }],
    [
      'warning',
      'vault/no-subscriber',
      'vault',
      { ListSubscriptionsByTopic: () => ({ Subscriptions: [{ SubscriptionArn: 'PendingConfirmation' }] }) },
    ],
    [
      'warning',
      'vault/no-subscriber',
      'vault',
      { ListSubscriptionsByTopic: () => ({ Subscriptions: [{ SubscriptionArn: 'Deleted' }] }) },
    ],
    ['warning', 'topic/filter-drops-all', 'vault', filtered({ store: ['films'] })],
    ['warning', 'topic/filter-drops-all', 'vault', filtered({ StatusCode: ['InProgress'] }, 'MessageBody')],
    ['broken', 'arn/shape', 'vault', publishesTo('garbage')],
    ['broken', 'vault/topic-region', 'vault', publishesTo(TOPIC.replace('us-east-1', 'eu-west-1'))],
    ['warning', 'vault/topic-partition', 'vault', publishesTo(TOPIC.replace('arn:aws:', 'arn:aws-cn:'))],
    ['warning', 'vault/topic-not-sns', 'vault', publishesTo(QUEUE)],
    ['warning', 'vault/topic-not-sns', 'vault', publishesTo(`${TOPIC}:1234abcd-12ab-34cd-56ef-1234567890ab`)],
    ['warning', 'vault/topic-fifo', 'vault', publishesTo(`${TOPIC}.fifo`)],
    [
      'broken',
      'vault/topic-policy',
      'vault',
      // SNS's default statement opens a topic to its owner's account alone.
      {
        ...publishesTo(TOPIC.replace(ACCOUNT, OTHER)),
        GetTopicAttributes: topic({
          Policy: policyOf({ ...snsDefault, Condition: { StringEquals: { 'AWS:SourceOwner': OTHER } } }),
        }),
      },
    ],
    ['broken', 'event-stream/role-trust', 'event-stream', { GetRole: gone }],
    ['broken', 'event-stream/role-trust', 'event-stream', { GetRole: withPath('/service-role/') }],
    ['broken', 'event-stream/role-trust', 'event-stream', { GetRole: role(trustPolicy('firehose.amazonaws.com')) }],
    [
      'warning',
      'event-stream/trust-regional',
      'event-stream',
      {
        GetRole: role(trustPolicy(['pinpoint.amazonaws.com', 'pinpoint.eu-west-1.amazonaws.com'])),
      },
    ],
    [
      'broken',
      'event-stream/role-perms',
      'event-stream',
      { SimulatePrincipalPolicy: decisions(['kinesis:DescribeStream']) },
    ],
    ['warning', 'event-stream/stream-state', 'event-stream', { DescribeStreamSummary: gone }],
    [
      'warning',
      'event-stream/stream-state',
      'event-stream',
      { DescribeStreamSummary: () => ({ StreamDescriptionSummary: { StreamStatus: 'DELETING' } }) },
    ],
    [
      'warning',
      'event-stream/stream-kms',
      'event-stream',
      { ...encryptedStream, SimulatePrincipalPolicy: decisions(['kms:GenerateDataKey']) },
    ],
    ['warning', 'event-stream/stream-kms', 'event-stream', { ...encryptedStream, DescribeKey: gone }],
    [
      'warning',
      'event-stream/stream-kms',
      'event-stream',
      { ...encryptedStream, ...keyIs({ KeyState: 'PendingDeletion' }) },
    ],
    [
      'warning',
      'event-stream/stream-kms',
      'event-stream',
      { ...encryptedStream, GetKeyPolicy: () => ({ Policy: policyOf(keyGrant()) }) },
    ],
    [
      'warning',
      'event-stream/stream-kms',
      'event-stream',
      {
        ...encryptedStream,
        GetKeyPolicy: () => ({
          Policy: policyOf(
            keyGrant({ Principal: { AWS: ACCOUNT } }),
            keyGrant({ Effect: 'Deny', Principal: { AWS: ROLE } }),
          ),
        }),
      },
    ],
    ['warning', 'push-registration/contact', 'push-registration', { DescribeContact: gone }],
    [
      'warning',
      'push-registration/contact',
      'push-registration',
      { DescribeContact: () => ({ Contact: { Channel: 'VOICE' } }) },
    ],
    [
      'warning',
      'push-registration/contact',
      'push-registration',
      { DescribeContact: () => ({ Contact: { Channel: 'CHAT', InitialContactId: 'contact-0' } }) },
    ],
    [
      'warning',
      'push-registration/contact',
      'push-registration',
      { DescribeContact: () => ({ Contact: { Channel: 'CHAT', DisconnectTimestamp: new Date(NOW) } }) },
    ],
    [
      'broken',
      'push-registration/no-association',
      'push-registration',
      { ListIntegrationAssociations: () => ({ IntegrationAssociationSummaryList: [] }) },
    ],
    ['broken', 'push-registration/channel-off', 'push-registration', { GetGcmChannel: gone }],
    ['broken', 'push-registration/channel-off', 'push-registration', gcm({ Enabled: false, HasCredential: true })],
    [
      'broken',
      'push-registration/channel-off',
      'push-registration',
      gcm({ HasCredential: false, HasFcmServiceCredentials: false }),
    ],
    [
      'warning',
      'push-registration/fcm-legacy',
      'push-registration',
      gcm({ HasCredential: true, HasFcmServiceCredentials: false, DefaultAuthenticationMethod: 'KEY' }),
    ],
  ])('as %s by %s of a %s', async (verdict, rule, kind, change) => {
    const report = await reportOf(kind, change);
    expect(told(report)).toMatchObject({ verdict, steps: [`${verdict} ${rule}`] });
    const cause = causeOf(report);
    expect(cause?.rule).toBe(verdict === 'unproven' ? undefined : rule);
    expect(report.steps.filter(step => step.verdict !== 'ok').every(step => step.remedy !== null)).toBe(true);
  });

  it.each<[string, object]>([
    ['event-stream/role-arn', { RoleArn: 'garbage' }],
    ['event-stream/role-arn', { RoleArn: `arn:aws:iam::${ACCOUNT}:user/ana` }],
    ['event-stream/stream-arn', { DestinationStreamArn: `arn:aws:sqs:us-east-1:${ACCOUNT}:events` }],
    ['event-stream/stream-arn', { DestinationStreamArn: 'garbage' }],
  ])('as broken by %s where it is %j', async (rule, change) => {
    const set = { ApplicationId: APP, DestinationStreamArn: STREAM, RoleArn: `arn:aws:iam::${ACCOUNT}:role/writer` };
    const report = await reportOf('event-stream', { GetEventStream: () => ({ EventStream: { ...set, ...change } }) });
    expect([report.verdict, causeOf(report)?.rule]).toEqual(['broken', rule]);
  });
});

describe('a note', () => {
  it.each<[string, string, Script]>([
    [
      'topic/raw-delivery',
      'raw delivery',
      { GetSubscriptionAttributes: () => ({ Attributes: { RawMessageDelivery: 'true' } }) },
    ],
    ['vault/topic-account', 'a topic of another account', publishesTo(TOPIC.replace(ACCOUNT, OTHER))],
    ['topic/filters-unread', 'many subscribers', listening('a', 'b', 'c')],
    ['topic/filters-unread', 'a key, whose reads come first', encrypted()],
    [
      'topic/filters-unread',
      'filters of which the first two drop everything',
      { ...listening('a', 'b', 'c'), ...filtered({ store: ['x'] }) },
    ],
  ])('tells %s of %s', async (rule, _of, change) => {
    expect(told(await reportOf('vault', change))).toEqual({ verdict: 'ok', steps: [], notes: [rule] });
  });

  it('is not told of a subscriber whose neighbour takes what is published', async () => {
    const report = await reportOf('vault', {
      ...listening('a', 'b'),
      GetSubscriptionAttributes: ({ SubscriptionArn }) => ({
        Attributes: String(SubscriptionArn).endsWith('a') ? { FilterPolicy: '{"store":["x"]}' } : {},
      }),
    });
    expect(told(report)).toEqual({ verdict: 'ok', steps: [], notes: [] });
  });

  it('is no verdict', async () => {
    const report = await reportOf('event-stream', {
      GetRole: role(trustPolicy('pinpoint.amazonaws.com'), '2026-11-28T11:59:00Z'),
    });
    expect(told(report)).toEqual({
      verdict: 'ok',
      steps: [],
      notes: ['event-stream/propagation', 'event-stream/no-push', 'event-stream/end-of-support'],
    });
  });

  it.each([
    ['2026-11-21T11:59:59Z', ['push-registration/ledger']],
    ['2026-11-21T12:00:00Z', []],
  ])('tells of a registration of %s only once no chat can last any more', async (recordedAt, notes) => {
    expect((await reportOf('push-registration', {}, { recordedAt })).notes.map(({ rule }) => rule)).toEqual(notes);
  });

  it('stands beside a vault with nothing set, whose chain is not followed', async () => {
    const none = new AccessError('not-found', 'none', { awsCode: 'ResourceNotFoundException', httpStatus: 404 });
    const report = await reportOf('vault', { GetVaultNotifications: () => none });
    expect(told(report)).toEqual({ verdict: 'none', steps: [], notes: ['vault/404-which', 'vault/delete-lag'] });
  });

  it('tells of an account that may not use Glacier', async () => {
    const closed = new AccessError('not-a-customer', 'closed', {
      awsCode: 'NoLongerSupportedException',
      httpStatus: 400,
    });
    const [report] = await reportsOf(new ScriptedReads({ ...healthy, ListVaults: () => closed }), ['vault']);
    expect(report && told(report)).toEqual({ verdict: 'none', steps: [], notes: ['vault/not-customer'] });
  });
});

describe('a permission that is missing', () => {
  it.each<[ReadOperation, KindId, string, readonly string[]]>([
    ['ListRegions', 'hub', 'account:ListRegions', ['hub/opt-in']],
    [
      'GetTopicAttributes',
      'vault',
      'sns:GetTopicAttributes',
      [
        'vault/topic-missing',
        'vault/topic-policy',
        'vault/sourceowner',
        'topic/confused-deputy',
        'vault/topic-kms-aws',
        'vault/topic-kms-grant',
      ],
    ],
    [
      'ListSubscriptionsByTopic',
      'vault',
      'sns:ListSubscriptionsByTopic',
      ['vault/no-subscriber', 'topic/filter-drops-all'],
    ],
    ['DescribeKey', 'vault', 'kms:DescribeKey', ['vault/topic-kms-grant']],
    ['GetKeyPolicy', 'vault', 'kms:GetKeyPolicy', ['vault/topic-kms-grant']],
    [
      'GetRole',
      'event-stream',
      'iam:GetRole',
      ['event-stream/role-trust', 'event-stream/trust-regional', 'event-stream/role-perms'],
    ],
    [
      'DescribeStreamSummary',
      'event-stream',
      'kinesis:DescribeStreamSummary',
      ['event-stream/stream-state', 'event-stream/stream-kms'],
    ],
    ['DescribeContact', 'push-registration', 'connect:DescribeContact', ['push-registration/contact']],
    [
      'ListIntegrationAssociations',
      'push-registration',
      'connect:ListIntegrationAssociations',
      ['push-registration/no-association'],
    ],
    [
      'GetGcmChannel',
      'push-registration',
      'mobiletargeting:GetGcmChannel',
      ['push-registration/channel-off', 'push-registration/fcm-legacy'],
    ],
  ])('leaves what needs it not checked: %s of a %s', async (operation, kind, permission, rules) => {
    const reads = new ScriptedReads({ ...healthy, ...encrypted() });
    reads.denied.add(operation);
    const [report] = await reportsOf(reads, [kind]);
    const unchecked = report?.steps.filter(step => step.verdict === 'not-checked') ?? [];
    expect(unchecked.map(step => step.rule)).toEqual(rules);
    expect(unchecked.map(step => step.needs)).toEqual(rules.map(() => permission));
    expect(report?.steps.filter(step => step.verdict !== 'not-checked').every(step => step.verdict === 'ok')).toBe(
      true,
    );
    expect(report?.verdict).toBe('not-checked');
  });

  it('to simulate is made up for by the policies of the role', async () => {
    const inline = (document: string, attached = policyOf()): Script => ({
      ListRolePolicies: () => ({ PolicyNames: ['own'], IsTruncated: false }),
      GetRolePolicy: () => ({ PolicyDocument: encodeURIComponent(document) }),
      ListAttachedRolePolicies: () => ({
        AttachedPolicies: [{ PolicyArn: 'arn:aws:iam::aws:policy/x' }],
        IsTruncated: false,
      }),
      GetPolicy: () => ({ Policy: { DefaultVersionId: 'v1' } }),
      GetPolicyVersion: () => ({ PolicyVersion: { Document: encodeURIComponent(attached) } }),
    });
    const ask = async (document: string, attached?: string) => {
      const reads = new ScriptedReads({ ...healthy, ...inline(document, attached) });
      reads.denied.add('SimulatePrincipalPolicy');
      const [report] = await reportsOf(reads, ['event-stream']);
      return report && told(report).steps;
    };
    const put = { Effect: 'Allow', Action: ['kinesis:PutRecords', 'kinesis:Describe*'], Resource: STREAM };
    expect(await ask(policyOf(put))).toEqual([]);
    expect(await ask(policyOf({ ...put, Action: 'kinesis:PutRecords' }))).toEqual(['broken event-stream/role-perms']);
    const denied = { ...put, Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } } };
    expect(await ask(policyOf(put), policyOf(denied))).toEqual(['unproven event-stream/role-perms']);
  });

  it('to simulate leaves the boundary of the role to be read, which must allow it too', async () => {
    const put = { Effect: 'Allow', Action: ['kinesis:PutRecords', 'kinesis:Describe*'], Resource: '*' };
    const ask = async (boundary: object) => {
      const { Role } = role(trustPolicy('pinpoint.amazonaws.com'))();
      const PermissionsBoundary = { PermissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/limit` };
      const reads = new ScriptedReads({
        ...healthy,
        GetRole: () => ({ Role: { ...Role, PermissionsBoundary } }),
        ListRolePolicies: () => ({ PolicyNames: ['own'], IsTruncated: false }),
        GetRolePolicy: () => ({ PolicyDocument: encodeURIComponent(policyOf(put)) }),
        ListAttachedRolePolicies: () => ({ AttachedPolicies: [], IsTruncated: false }),
        GetPolicy: () => ({ Policy: { DefaultVersionId: 'v1' } }),
        GetPolicyVersion: () => ({ PolicyVersion: { Document: encodeURIComponent(policyOf(boundary)) } }),
      });
      reads.denied.add('SimulatePrincipalPolicy');
      const [report] = await reportsOf(reads, ['event-stream']);
      return report && told(report).steps;
    };
    expect(await ask(put)).toEqual([]);
    expect(await ask({ ...put, Action: 's3:*' })).toEqual(['broken event-stream/role-perms']);
    const elsewhere = { ...put, Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } };
    expect(await ask(elsewhere)).toEqual(['broken event-stream/role-perms']);
    const odd = { ...put, Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } };
    expect(await ask(odd)).toEqual(['unproven event-stream/role-perms']);
  });

  it('to simulate and to read the policies is told as the former', async () => {
    const reads = new ScriptedReads(healthy);
    for (const one of ['SimulatePrincipalPolicy', 'ListRolePolicies'] as const) reads.denied.add(one);
    const [report] = await reportsOf(reads, ['event-stream']);
    expect(report?.steps.find(({ rule }) => rule === 'event-stream/role-perms')?.needs).toBe(
      'iam:SimulatePrincipalPolicy',
    );
  });

  it('to list is a report without a name', async () => {
    const reads = new ScriptedReads(healthy);
    reads.denied.add('ListVaults');
    const [report] = await reportsOf(reads, ['vault']);
    expect(report).toMatchObject({
      name: null,
      verdict: 'not-checked',
      steps: [{ rule: 'resource/unread', needs: 'glacier:ListVaults' }],
    });
  });
});

it('costs a vault without a key at most as much as one with a key', async () => {
  const counts = async (change: Script) => {
    const reads = new ScriptedReads({ ...healthy, ...listening('a', 'b', 'c', 'd'), ...change });
    await reportsOf(reads, ['vault']);
    reads.counts.delete('ListVaults');
    return [...reads.counts.values()].reduce((sum, count) => sum + count, 0);
  };
  expect([await counts({}), await counts(encrypted())]).toEqual([5, 5]);
});

it('needs GetSubscriptionAttributes for filters alone', async () => {
  const reads = new ScriptedReads(healthy);
  reads.denied.add('GetSubscriptionAttributes');
  const [report] = await reportsOf(reads, ['vault']);
  expect(report?.steps.filter(({ needs }) => needs !== null)).toMatchObject([
    { rule: 'topic/filter-drops-all', needs: 'sns:GetSubscriptionAttributes' },
  ]);
});

describe('a role that IAM simulates', () => {
  it.each(['explicitDeny', 'implicitDeny', 'allowed'])(
    'is not judged by %s where IAM lacked a key and its policies can’t be read',
    async decision => {
      const reads = new ScriptedReads({ ...healthy, SimulatePrincipalPolicy: undecided(decision) });
      reads.denied.add('ListRolePolicies');
      const [report] = await reportsOf(reads, ['event-stream']);
      expect(report && told(report).steps).toEqual(['unproven event-stream/role-perms']);
    },
  );

  const put = { Effect: 'Allow', Action: ['kinesis:PutRecords', 'kinesis:Describe*'], Resource: STREAM };
  const viaKinesis = {
    Effect: 'Allow',
    Action: 'kms:GenerateDataKey',
    Resource: '*',
    Condition: { StringEquals: { 'kms:ViaService': 'kinesis.us-east-1.amazonaws.com' } },
  };
  const inVpc = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };
  const refused = ['broken event-stream/role-perms'];
  const open = ['unproven event-stream/role-perms'];

  it.each<[string, string, readonly object[], readonly string[]]>([
    ['allow it whatever the key', 'allowed', [put, viaKinesis], []],
    ['say nothing of it whatever the key', 'implicitDeny', [viaKinesis], refused],
    ['deny it whatever the key', 'explicitDeny', [put, viaKinesis, { ...put, Effect: 'Deny' }], refused],
    ['allow it only with the key', 'implicitDeny', [{ ...put, Condition: inVpc }], open],
    ['may deny it with the key', 'allowed', [put, { ...put, Effect: 'Deny', Condition: inVpc }], open],
    ['allow what IAM denies for more than is read', 'explicitDeny', [put, viaKinesis], open],
  ])('and lacks a key for is judged where its policies %s', async (_what, decision, statements, steps) => {
    const report = await reportOf('event-stream', {
      SimulatePrincipalPolicy: undecided(decision),
      ListRolePolicies: () => ({ PolicyNames: ['own'], IsTruncated: false }),
      GetRolePolicy: () => ({ PolicyDocument: encodeURIComponent(policyOf(...statements)) }),
      ListAttachedRolePolicies: () => ({ AttachedPolicies: [], IsTruncated: false }),
    });
    expect(told(report).steps).toEqual(steps);
  });

  it('is asked with the Region of the stream', async () => {
    let entries: unknown;
    await reportOf('event-stream', {
      SimulatePrincipalPolicy: input => {
        entries = input.ContextEntries;
        return decisions()(input);
      },
    });
    expect(entries).toEqual([
      { ContextKeyName: 'aws:RequestedRegion', ContextKeyType: 'string', ContextKeyValues: ['us-east-1'] },
      { ContextKeyName: 'aws:SecureTransport', ContextKeyType: 'boolean', ContextKeyValues: ['true'] },
    ]);
  });
});

describe('the key of a stream', () => {
  const verdictWith = async (change: Script) => {
    const report = await reportOf('event-stream', { ...encryptedStream, ...change });
    return report.steps.find(({ rule }) => rule === 'event-stream/stream-kms')?.verdict;
  };
  const noRight: Script = { SimulatePrincipalPolicy: decisions(['kms:GenerateDataKey']) };
  const naming: Script = { GetKeyPolicy: () => ({ Policy: toKinesis({ Principal: { AWS: ROLE } }) }) };
  const kinesisAlone = { Action: 'kinesis:*', Resource: '*' };
  const oddly = {
    Effect: 'Allow',
    Action: '*',
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
  };
  /** As IAM says why the role may not use the key, by one of its policies. */
  const refusedBy = (detail: object, EvalDecision = 'implicitDeny'): Script => ({
    SimulatePrincipalPolicy: input => ({
      EvaluationResults: decisions(['kms:GenerateDataKey'])(input).EvaluationResults.map(one =>
        one.EvalDecision === 'allowed' ? one : { ...one, ...detail, EvalDecision },
      ),
    }),
  });
  const sparing: Script = {
    GetKeyPolicy: () => ({
      Policy: policyOf(
        keyGrant({ Principal: { AWS: ACCOUNT } }),
        keyGrant({ Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: ROLE } }),
      ),
    }),
  };
  const bounded = () => ({
    Role: {
      ...role(trustPolicy('pinpoint.amazonaws.com'))().Role,
      PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/limit` },
    },
  });

  it.each<[string, string | undefined, Script]>([
    ['is open to a role where its account and the role’s own policies allow it', 'ok', {}],
    ['is open while its copies are updated', 'ok', keyIs({ KeyState: 'Updating' })],
    [
      'is open to what comes over Kinesis in its account',
      'ok',
      {
        GetKeyPolicy: () => ({
          Policy: toKinesis({
            Principal: { AWS: '*' },
            Condition: {
              StringEquals: { 'kms:CallerAccount': ACCOUNT, 'kms:ViaService': 'kinesis.us-east-1.amazonaws.com' },
            },
          }),
        }),
      },
    ],
    ['of AWS’s own is open to whoever may write', undefined, keyIs({ KeyManager: 'AWS' })],
    ['is open by its policy alone, which names the role', 'ok', { ...noRight, ...naming }],
    [
      'is closed to a role that a policy denies it, whoever names it',
      'warning',
      { ...refusedBy({}, 'explicitDeny'), ...naming },
    ],
    [
      'is closed to a role whose boundary does not allow it, whoever names it',
      'warning',
      { ...refusedBy({ PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } }), ...naming },
    ],
    [
      'is closed to a role whose organization does not allow it, whoever names it',
      'warning',
      { ...refusedBy({ OrganizationsDecisionDetail: { AllowedByOrganizations: false } }), ...naming },
    ],
    [
      'is not proven closed to a role that it names on conditions that nobody sees',
      'unproven',
      {
        ...noRight,
        GetKeyPolicy: () => ({
          Policy: policyOf(
            keyGrant({ Principal: { AWS: ACCOUNT } }),
            keyGrant({ Principal: { AWS: ROLE }, Condition: { StringEquals: { 'kms:Odd': 'x' } } }),
          ),
        }),
      },
    ],
    ['is not proven open by a Deny that spares the role by NotPrincipal', 'unproven', sparing],
    ['is closed by a Deny with NotPrincipal to a role with a boundary', 'warning', { ...sparing, GetRole: bounded }],
    [
      'is not proven open by a policy that hangs on what nobody sees',
      'unproven',
      {
        GetKeyPolicy: () => ({ Policy: toKinesis({ Condition: { StringEquals: { 'kms:Odd': 'x' } } }) }),
      },
    ],
    [
      'is not looked at in another account',
      'not-checked',
      {
        DescribeStreamSummary: () => ({
          StreamDescriptionSummary: { StreamStatus: 'ACTIVE', KeyId: KEY.replace(ACCOUNT, '444455556666') },
        }),
      },
    ],
  ])('%s', async (_name, verdict, change) => {
    expect(await verdictWith(change)).toBe(verdict);
  });

  it.each<[string, string, readonly object[], object?]>([
    ['is open to a role without a right of its own', 'ok', []],
    ['is closed to a role whose own policy denies it', 'warning', [{ Effect: 'Deny', Action: 'kms:*', Resource: '*' }]],
    ['is closed to a role whose boundary does not allow it', 'warning', [], { ...kinesisAlone, Effect: 'Allow' }],
    ['is not proven open to one whose boundary hangs on what nobody sees', 'unproven', [], oddly],
  ])('whose policy names the role %s, where IAM does not simulate', async (_what, verdict, own, boundary) => {
    const written = (...statements: readonly object[]) => encodeURIComponent(policyOf(...statements));
    const reads = new ScriptedReads({
      ...healthy,
      ...encryptedStream,
      ...naming,
      ...(boundary === undefined ? {} : { GetRole: bounded }),
      ListRolePolicies: () => ({ PolicyNames: ['own'], IsTruncated: false }),
      GetRolePolicy: () => ({ PolicyDocument: written({ ...kinesisAlone, Effect: 'Allow' }, ...own) }),
      ListAttachedRolePolicies: () => ({ AttachedPolicies: [], IsTruncated: false }),
      GetPolicy: () => ({ Policy: { DefaultVersionId: 'v1' } }),
      GetPolicyVersion: () => ({ PolicyVersion: { Document: written(boundary ?? {}) } }),
    });
    reads.denied.add('SimulatePrincipalPolicy');
    const [report] = await reportsOf(reads, ['event-stream']);
    expect(report?.steps.find(({ rule }) => rule === 'event-stream/stream-kms')?.verdict).toBe(verdict);
  });

  it('is asked about by its ARN where the stream names it by an alias', async () => {
    const asked: unknown[] = [];
    await verdictWith({
      DescribeStreamSummary: () => ({
        StreamDescriptionSummary: { StreamStatus: 'ACTIVE', EncryptionType: 'KMS', KeyId: 'alias/events' },
      }),
      SimulatePrincipalPolicy: input => {
        asked.push(...(input.ResourceArns as readonly string[]));
        return decisions()(input);
      },
    });
    expect(asked).toEqual([STREAM, KEY]);
  });
});

it('reads what resources share once', async () => {
  const topics = [0, 1, 2].map(index => `${TOPIC}-${index}`);
  const names = Array.from({ length: 200 }, (_, index) => `vault-${String(index).padStart(3, '0')}`);
  const reads = new ScriptedReads({
    ...healthy,
    ListVaults: () => ({
      VaultList: names.map(VaultName => ({
        VaultName,
        VaultARN: `arn:aws:glacier:us-east-1:${ACCOUNT}:vaults/${VaultName}`,
      })),
    }),
    GetVaultNotifications: input => ({
      vaultNotificationConfig: {
        SNSTopic: topics[Number(String(input.vaultName).slice(-3)) % 3] ?? '',
        Events: ['ArchiveRetrievalCompleted'],
      },
    }),
    GetTopicAttributes: input => ({
      Attributes: {
        Policy: policyOf(grant({ Resource: '*' })),
        KmsMasterKeyId: `${KEY}-${String(input.TopicArn).slice(-1)}`,
      },
    }),
    DescribeKey: input => ({ KeyMetadata: { Arn: input.KeyId, KeyState: 'Enabled' } }),
  });
  const reports = await reportsOf(reads, ['vault']);
  expect(reports.map(({ verdict }) => verdict)).toEqual(names.map(() => 'ok'));
  expect(Object.fromEntries(reads.counts)).toEqual({
    ListVaults: 1,
    GetVaultNotifications: 200,
    GetTopicAttributes: 3,
    ListSubscriptionsByTopic: 3,
    DescribeKey: 3,
    GetKeyPolicy: 3,
  });
});
