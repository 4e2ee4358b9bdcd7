import { kindChecks } from '../../src/core/kinds/checkTable.ts';
import { kinds } from '../../src/core/kinds/table.ts';
import type { LedgerEntry } from '../../src/core/model/ports.ts';
import { type Region, region } from '../../src/core/model/regions.ts';
import type { KindId } from '../../src/core/model/resource.ts';
import { preflight } from '../../src/core/preflight/preflight.ts';
import type { Report } from '../../src/core/preflight/report.ts';
import { keyGrant, policyOf, publishGrant, trustPolicy } from './policies.ts';
import { type Script, ScriptedReads } from './scriptedReads.ts';

/** Whose estate it is. */
export const ACCOUNT = '111122223333';
export const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:vault-events`;
export const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const APP = '810c7aab86d42fb2b56c8c966example'.slice(0, 32);
export const STREAM = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/events`;
export const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:jobs`;
/** When all of it is looked at, in milliseconds since 1970-01-01 UTC. */
export const NOW = Date.parse('2026-11-28T12:00:00Z');

/** The statement that lets Glacier publish to the topic, and what is to differ in it. */
export const grant = (more: object = {}) => publishGrant(TOPIC, ACCOUNT, more);
/** The statement that SNS gives each new topic. */
export const snsDefault = grant({
  Sid: '__default_statement_ID',
  Principal: { AWS: '*' },
  Condition: { StringEquals: { 'AWS:SourceOwner': ACCOUNT } },
});

/** The topic’s attributes, and what is to differ in them. */
export const topic = (attributes: Readonly<Record<string, string>>) => () => ({
  Attributes: { TopicArn: TOPIC, Policy: policyOf(grant()), ...attributes },
});
/** The role, by its trust policy. */
export const role =
  (document: string, created = '2026-01-01T00:00:00Z') =>
  () => ({
    Role: { RoleName: 'writer', AssumeRolePolicyDocument: encodeURIComponent(document), CreateDate: new Date(created) },
  });
/** What IAM’s simulation says: all is allowed but for some actions. */
export const decisions =
  (refused: readonly string[] = []) =>
  (input: Readonly<Record<string, unknown>>) => ({
    EvaluationResults: (input.ActionNames as readonly string[]).map(EvalActionName => ({
      EvalActionName,
      EvalDecision: refused.includes(EvalActionName) ? 'implicitDeny' : 'allowed',
    })),
  });

/** An estate in which everything arrives: one thing of each kind. */
export const healthy: Script = {
  ListNotificationHubs: () => ({
    notificationHubs: [{ notificationHubRegion: 'eu-west-1', statusSummary: { status: 'ACTIVE', reason: '' } }],
  }),
  ListRegions: () => ({ Regions: [{ RegionName: 'eu-west-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' }] }),
  ListVaults: () => ({
    VaultList: [{ VaultName: 'tapes', VaultARN: `arn:aws:glacier:us-east-1:${ACCOUNT}:vaults/tapes` }],
  }),
  GetVaultNotifications: () => ({
    vaultNotificationConfig: { SNSTopic: TOPIC, Events: ['ArchiveRetrievalCompleted'] },
  }),
  GetTopicAttributes: topic({}),
  ListSubscriptionsByTopic: () => ({ Subscriptions: [{ SubscriptionArn: `${TOPIC}:1`, Endpoint: QUEUE }] }),
  GetSubscriptionAttributes: () => ({ Attributes: { RawMessageDelivery: 'false' } }),
  DescribeKey: () => ({ KeyMetadata: { Arn: KEY, KeyManager: 'CUSTOMER', KeyState: 'Enabled' } }),
  GetKeyPolicy: () => ({ Policy: policyOf(keyGrant()) }),
  GetApps: () => ({
    ApplicationsResponse: {
      Item: [{ Id: APP, Name: 'shop', Arn: `arn:aws:mobiletargeting:us-east-1:${ACCOUNT}:apps/${APP}` }],
    },
  }),
  GetEventStream: () => ({
    EventStream: {
      ApplicationId: APP,
      DestinationStreamArn: STREAM,
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/service/writer`,
    },
  }),
  GetRole: role(trustPolicy('pinpoint.amazonaws.com')),
  SimulatePrincipalPolicy: decisions(),
  DescribeStreamSummary: () => ({ StreamDescriptionSummary: { StreamStatus: 'ACTIVE' } }),
  DescribeContact: () => ({ Contact: { Id: 'contact-1', Channel: 'CHAT' } }),
  ListIntegrationAssociations: () => ({
    IntegrationAssociationSummaryList: [{ IntegrationArn: `arn:aws:mobiletargeting:us-east-1:${ACCOUNT}:apps/${APP}` }],
  }),
  GetGcmChannel: () => ({
    GCMChannelResponse: {
      Enabled: true,
      HasCredential: true,
      HasFcmServiceCredentials: true,
      DefaultAuthenticationMethod: 'TOKEN',
    },
  }),
};

/** What the ledger holds of the registration, and what is to differ in it. */
export const registration = (more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  accountId: ACCOUNT,
  region: region('us-east-1'),
  instanceId: 'instance-1',
  contactId: 'contact-1',
  registrationId: 'registration-1',
  pinpointAppArn: `arn:aws:mobiletargeting:us-east-1:${ACCOUNT}:apps/${APP}`,
  deviceType: 'GCM',
  tokenHash: 'aa',
  recordedAt: '2026-11-28T11:00:00Z',
  ...more,
});

/** What the preflight says of some kinds of an estate. */
export async function reportsOf(
  reads: ScriptedReads,
  asked: readonly KindId[],
  entries = [registration()],
): Promise<readonly Report[]> {
  const tools = {
    gateway: reads.gateway,
    ledger: {
      list: async (_account: string, where: Region) => ({
        entries: entries.filter(one => one.region === where),
        damage: null,
      }),
    },
    kinds,
    checks: kindChecks,
    clock: { now: () => NOW },
  };
  const request = { sources: [{ kind: 'default' } as const], regions: [region('us-east-1')], kinds: new Set(asked) };
  const found: Report[] = [];
  for await (const report of preflight(tools, request)) found.push(report);
  return found;
}

/** The same of the one thing of a kind in the healthy estate, but for what is to differ. */
export async function reportOf(kind: KindId, change: Script, entry: Partial<LedgerEntry> = {}): Promise<Report> {
  const [report, ...others] = await reportsOf(
    new ScriptedReads({ ...healthy, ...change }),
    [kind],
    [registration(entry)],
  );
  if (report === undefined || others.length > 0) throw new Error('one report is expected');
  return report;
}

/** A report in short: what is amiss, in its order. */
export const told = ({ verdict, steps, notes }: Report) => ({
  verdict,
  steps: steps.filter(step => step.verdict !== 'ok').map(step => `${step.verdict} ${step.rule}`),
  notes: notes.map(({ rule }) => rule),
});
