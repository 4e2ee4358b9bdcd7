import { AccessError, type AccessErrorCode } from '../../src/core/model/errors.ts';
import type { OperationName } from '../../src/core/model/operations.ts';
import type { Answer, Input } from '../../src/core/model/ports.ts';
import type { Region } from '../../src/core/model/regions.ts';
import type {
  ScriptedAccount,
  ScriptedApp,
  ScriptedHub,
  ScriptedVault,
  ScriptedVaultConfig,
} from './inMemoryAccount.ts';

/** What an operation sees: whose call it is, where, and what was sent. */
interface Received {
  readonly account: ScriptedAccount;
  readonly region: Region;
  readonly input: Input;
  /** How many items a page holds. */
  readonly pageSize: number;
}

type Handler = (received: Received) => Answer;

/** An AccessError as the real gateway would throw it for an answer with AWS's own code. */
export function refusal(code: AccessErrorCode, awsCode: string, httpStatus: number, message = awsCode): AccessError {
  return new AccessError(code, message, { awsCode, httpStatus, requestId: 'request-1', outcome: 'not-applied' });
}

const given = (input: Input, member: string): string => {
  const value = input[member];
  if (typeof value !== 'string') throw refusal('invalid-request', 'ValidationException', 400, `${member} is missing`);
  return value;
};

function known<T>(map: ReadonlyMap<string, T>, name: string, awsCode = 'ResourceNotFoundException'): T {
  const found = map.get(name);
  if (found === undefined) throw refusal('not-found', awsCode, 404, `${name} is not there`);
  return found;
}

/** One page of a list: the token is the index at which it starts. */
function page<T>(
  all: readonly T[],
  token: unknown,
  size: number,
): { readonly items: readonly T[]; readonly next: string | null } {
  const start = typeof token === 'string' ? Number(token) : 0;
  const end = start + size;
  return { items: all.slice(start, end), next: end < all.length ? String(end) : null };
}

const arn = ({ account, region }: Received, service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${account.accountId}:${resource}`;

const hubAnswer = (name: string, hub: ScriptedHub): Answer => ({
  notificationHubRegion: name,
  statusSummary: { status: hub.status, reason: hub.reason },
  creationTime: hub.createdAt,
});

const hubs = {
  ListRegions: ({ account }) => ({
    Regions: account.enabledRegions.map(RegionName => ({ RegionName, RegionOptStatus: 'ENABLED' })),
  }),
  ListNotificationHubs: ({ account }) => ({
    notificationHubs: [...account.hubs].map(([name, hub]) => hubAnswer(name, hub)),
  }),
  RegisterNotificationHub: ({ account, input }) => {
    const name = given(input, 'notificationHubRegion');
    const hub = account.hubs.get(name);
    if (hub?.status === 'DEREGISTERING') throw refusal('conflict', 'ConflictException', 409);
    if (hub === undefined && account.hubs.size >= 3)
      throw refusal('quota-exceeded', 'ServiceQuotaExceededException', 402);
    if (hub === undefined) account.hub(name, account.registersAs);
    return hubAnswer(name, known(account.hubs, name));
  },
  DeregisterNotificationHub: ({ account, input }) => {
    const name = given(input, 'notificationHubRegion');
    const hub = known(account.hubs, name);
    const active = [...account.hubs.values()].filter(one => one.status === 'ACTIVE');
    if (hub.status === 'REGISTERING' || (hub.status === 'ACTIVE' && active.length === 1)) {
      throw refusal('conflict', 'ConflictException', 409, 'Cannot deregister last ACTIVE notification hub');
    }
    if (account.deregistersAs === 'gone') account.hubs.delete(name);
    else hub.status = 'DEREGISTERING';
    return { notificationHubRegion: name, statusSummary: { status: 'DEREGISTERING', reason: '' } };
  },
} satisfies Partial<Record<OperationName, Handler>>;

const vaultAnswer = (received: Received, name: string): Answer => ({
  VaultName: name,
  VaultARN: arn(received, 'glacier', `vaults/${name}`),
  CreationDate: '2026-01-02T03:04:05.000Z',
  LastInventoryDate: null,
  NumberOfArchives: 0,
  SizeInBytes: 0,
});

const vaultsOf = ({ account, region }: Received): ReadonlyMap<string, ScriptedVault> => account.in(region).vaults;

function setVault({ account, region, input }: Received, config: ScriptedVaultConfig): Answer {
  const vault = known(account.in(region).vaults, given(input, 'vaultName'));
  vault.previous = vault.config;
  vault.config = config;
  vault.staleReads = account.vaultLagReads;
  return {};
}

function seenConfig(vault: ScriptedVault): ScriptedVaultConfig {
  if (vault.staleReads === 0) return vault.config;
  vault.staleReads -= 1;
  return vault.previous;
}

const vaults = {
  ListVaults: received => {
    const names = [...vaultsOf(received).keys()].sort();
    const { items, next } = page(names, received.input.marker, received.pageSize);
    return { VaultList: items.map(name => vaultAnswer(received, name)), Marker: next };
  },
  DescribeVault: received => {
    const name = given(received.input, 'vaultName');
    known(vaultsOf(received), name);
    return vaultAnswer(received, name);
  },
  GetVaultNotifications: received => {
    const config = seenConfig(known(vaultsOf(received), given(received.input, 'vaultName')));
    if (config === null)
      throw refusal('not-found', 'ResourceNotFoundException', 404, 'No notification configuration is set');
    return { vaultNotificationConfig: config };
  },
  GetVaultAccessPolicy: received => {
    const { policy } = known(vaultsOf(received), given(received.input, 'vaultName'));
    if (policy === undefined)
      throw refusal('not-found', 'ResourceNotFoundException', 404, 'No vault access policy is set');
    return { policy: { Policy: policy } };
  },
  ListTagsForVault: received => ({ Tags: known(vaultsOf(received), given(received.input, 'vaultName')).tags ?? {} }),
  SetVaultNotifications: received =>
    setVault(received, received.input.vaultNotificationConfig as NonNullable<ScriptedVaultConfig>),
  DeleteVaultNotifications: received => setVault(received, null),
} satisfies Partial<Record<OperationName, Handler>>;

const appOf = ({ account, region, input }: Received): ScriptedApp =>
  known(account.in(region).apps, given(input, 'ApplicationId'), 'NotFoundException');
const appAnswer = (received: Received, id: string, app: ScriptedApp): Answer => ({
  Id: id,
  Name: app.name,
  Arn: arn(received, 'mobiletargeting', `apps/${id}`),
  CreationDate: '2026-01-02T03:04:05.000Z',
});

function streamAnswer(received: Received): Answer {
  const { stream } = appOf(received);
  if (stream === null) throw refusal('not-found', 'NotFoundException', 404, 'Resource not found');
  return { EventStream: { ApplicationId: given(received.input, 'ApplicationId'), ...stream } };
}

const channel =
  (kind: 'APNS' | 'APNS_SANDBOX' | 'GCM', wrapper: string): Handler =>
  received => ({ [wrapper]: known(appOf(received).channels, kind, 'NotFoundException') });

const pinpoint = {
  GetApps: received => {
    const all = [...received.account.in(received.region).apps];
    const { items, next } = page(all, received.input.Token, received.pageSize);
    return { ApplicationsResponse: { Item: items.map(([id, app]) => appAnswer(received, id, app)), NextToken: next } };
  },
  GetApp: received => ({
    ApplicationResponse: appAnswer(received, given(received.input, 'ApplicationId'), appOf(received)),
  }),
  GetEventStream: streamAnswer,
  PutEventStream: received => {
    const body = received.input.WriteEventStream as { DestinationStreamArn: string; RoleArn: string };
    appOf(received).stream = {
      ...body,
      LastModifiedDate: '2026-01-02T03:04:05.000Z',
      LastUpdatedBy: received.account.accountId,
    };
    return streamAnswer(received);
  },
  DeleteEventStream: received => {
    const answer = streamAnswer(received);
    appOf(received).stream = null;
    return answer;
  },
  GetApnsChannel: channel('APNS', 'APNSChannelResponse'),
  GetApnsSandboxChannel: channel('APNS_SANDBOX', 'APNSSandboxChannelResponse'),
  GetGcmChannel: channel('GCM', 'GCMChannelResponse'),
} satisfies Partial<Record<OperationName, Handler>>;

const instanceAnswer = (received: Received, id: string): Answer => {
  const { alias, status } = known(received.account.in(received.region).instances, id);
  return {
    Id: id,
    Arn: arn(received, 'connect', `instance/${id}`),
    InstanceStatus: status,
    ...(alias === null ? {} : { InstanceAlias: alias }),
  };
};

function createRegistration({ account, region, input }: Received): Answer {
  const { instances, registrations } = account.in(region);
  const instanceId = given(input, 'InstanceId');
  known(instances, instanceId);
  const clientToken = typeof input.ClientToken === 'string' ? input.ClientToken : null;
  const again = [...registrations].find(([, one]) => clientToken !== null && one.clientToken === clientToken);
  if (again !== undefined) return { RegistrationId: again[0] };
  const contact = input.ContactConfiguration as { ContactId: string };
  const id = `registration-${registrations.size + 1}`;
  registrations.set(id, { instanceId, contactId: contact.ContactId, clientToken });
  return { RegistrationId: id };
}

const connect = {
  ListInstances: received => {
    const all = [...received.account.in(received.region).instances.keys()];
    const { items, next } = page(all, received.input.NextToken, received.pageSize);
    return {
      InstanceSummaryList: items.map(id => instanceAnswer(received, id)),
      ...(next === null ? {} : { NextToken: next }),
    };
  },
  DescribeInstance: received => ({ Instance: instanceAnswer(received, given(received.input, 'InstanceId')) }),
  ListIntegrationAssociations: ({ account, region, input }) => {
    const { associations } = known(account.in(region).instances, given(input, 'InstanceId'));
    const items = associations.map(one => ({
      IntegrationAssociationId: `of ${one}`,
      IntegrationType: 'PINPOINT_APP',
      IntegrationArn: one,
    }));
    return { IntegrationAssociationSummaryList: items };
  },
  CreateIntegrationAssociation: ({ account, region, input }) => {
    const { associations } = known(account.in(region).instances, given(input, 'InstanceId'));
    const arn = given(input, 'IntegrationArn');
    if (associations.includes(arn)) throw refusal('conflict', 'DuplicateResourceException', 409);
    associations.push(arn);
    return { IntegrationAssociationId: `of ${arn}` };
  },
  DeleteIntegrationAssociation: ({ account, region, input }) => {
    const { associations } = known(account.in(region).instances, given(input, 'InstanceId'));
    const at = associations.findIndex(one => `of ${one}` === given(input, 'IntegrationAssociationId'));
    if (at < 0) throw refusal('not-found', 'ResourceNotFoundException', 404);
    associations.splice(at, 1);
    return {};
  },
  CreatePushNotificationRegistration: createRegistration,
  DeletePushNotificationRegistration: ({ account, region, input }) => {
    const { registrations } = account.in(region);
    known(registrations, given(input, 'RegistrationId'));
    registrations.delete(given(input, 'RegistrationId'));
    return {};
  },
} satisfies Partial<Record<OperationName, Handler>>;

const roleAnswer = ({ account }: Received, name: string, policy: string): Answer => ({
  RoleName: name,
  Arn: `arn:aws:iam::${account.accountId}:role/${name}`,
  AssumeRolePolicyDocument: encodeURIComponent(policy),
});

const supporting = {
  GetCallerIdentity: ({ account }) => ({
    Account: account.accountId,
    Arn: `arn:aws:iam::${account.accountId}:user/tester`,
    UserId: 'AIDATESTER',
  }),
  ListTopics: ({ account, region }) => ({
    Topics: [...account.in(region).topics.keys()].map(TopicArn => ({ TopicArn })),
  }),
  GetTopicAttributes: ({ account, region, input }) => ({
    Attributes: known(account.in(region).topics, given(input, 'TopicArn'), 'NotFoundException'),
  }),
  SetTopicAttributes: ({ account, region, input }) => {
    const { topics } = account.in(region);
    const arn = given(input, 'TopicArn');
    const attribute = { [given(input, 'AttributeName')]: given(input, 'AttributeValue') };
    topics.set(arn, { ...known(topics, arn, 'NotFoundException'), ...attribute });
    return {};
  },
  GetKeyPolicy: ({ account, region, input }) => ({
    Policy: known(account.in(region).keys, given(input, 'KeyId'), 'NotFoundException'),
  }),
  PutKeyPolicy: ({ account, region, input }) => {
    const { keys } = account.in(region);
    known(keys, given(input, 'KeyId'), 'NotFoundException');
    keys.set(given(input, 'KeyId'), given(input, 'Policy'));
    return {};
  },
  ListRoles: received => ({
    Roles: [...received.account.roles].map(([name, policy]) => roleAnswer(received, name, policy)),
    IsTruncated: false,
  }),
  GetRole: received => {
    const name = given(received.input, 'RoleName');
    return { Role: roleAnswer(received, name, known(received.account.roles, name, 'NoSuchEntityException')) };
  },
  ListStreams: ({ account, region }) => ({
    StreamNames: [...account.in(region).streams.keys()],
    HasMoreStreams: false,
  }),
  DescribeStreamSummary: received => {
    const name = given(received.input, 'StreamName');
    const status = known(received.account.in(received.region).streams, name);
    return {
      StreamDescriptionSummary: {
        StreamName: name,
        StreamARN: arn(received, 'kinesis', `stream/${name}`),
        StreamStatus: status,
      },
    };
  },
  ListDeliveryStreams: ({ account, region }) => ({
    DeliveryStreamNames: [...account.in(region).deliveryStreams.keys()],
    HasMoreDeliveryStreams: false,
  }),
  DescribeDeliveryStream: received => {
    const name = given(received.input, 'DeliveryStreamName');
    const status = known(received.account.in(received.region).deliveryStreams, name);
    const streamArn = arn(received, 'firehose', `deliverystream/${name}`);
    return {
      DeliveryStreamDescription: {
        DeliveryStreamName: name,
        DeliveryStreamARN: streamArn,
        DeliveryStreamStatus: status,
      },
    };
  },
} satisfies Partial<Record<OperationName, Handler>>;

/** What the scripted AWS answers to each operation that listing and changing need. */
export const handlers: Readonly<Partial<Record<OperationName, Handler>>> = {
  ...hubs,
  ...vaults,
  ...pinpoint,
  ...connect,
  ...supporting,
};
