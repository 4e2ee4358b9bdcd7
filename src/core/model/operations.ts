/** The services this product talks to, named as AWS_ENDPOINT_URL_… and the `services` sections of the config name them. */
export type ServiceId =
  | 'notifications'
  | 'glacier'
  | 'pinpoint'
  | 'connect'
  | 'sts'
  | 'sns'
  | 'iam'
  | 'kinesis'
  | 'firehose'
  | 'kms'
  | 'account'
  | 'cloudwatch'
  | 'cloudtrail'
  | 'resource_explorer_2'
  | 'config_service'
  | 'organizations';

/** What an operation does to what is there. */
export type Effect = 'read' | 'create' | 'replace' | 'delete';

interface Operation {
  readonly service: ServiceId;
  readonly effect: Effect;
}

const read = <S extends ServiceId>(service: S) => ({ service, effect: 'read' }) as const;

/** Every AWS operation the product may call, under AWS's own name. Anything else cannot be called. */
export const operations = {
  ListNotificationHubs: read('notifications'),
  ListNotificationEvents: read('notifications'),
  RegisterNotificationHub: { service: 'notifications', effect: 'create' },
  DeregisterNotificationHub: { service: 'notifications', effect: 'delete' },

  ListVaults: read('glacier'),
  DescribeVault: read('glacier'),
  GetVaultNotifications: read('glacier'),
  GetVaultAccessPolicy: read('glacier'),
  ListTagsForVault: read('glacier'),
  ListJobs: read('glacier'),
  SetVaultNotifications: { service: 'glacier', effect: 'replace' },
  DeleteVaultNotifications: { service: 'glacier', effect: 'delete' },

  GetApps: read('pinpoint'),
  GetApp: read('pinpoint'),
  GetEventStream: read('pinpoint'),
  GetApnsChannel: read('pinpoint'),
  GetApnsSandboxChannel: read('pinpoint'),
  GetGcmChannel: read('pinpoint'),
  PutEventStream: { service: 'pinpoint', effect: 'replace' },
  DeleteEventStream: { service: 'pinpoint', effect: 'delete' },

  ListInstances: read('connect'),
  DescribeInstance: read('connect'),
  ListIntegrationAssociations: read('connect'),
  DescribeContact: read('connect'),
  CreateIntegrationAssociation: { service: 'connect', effect: 'create' },
  DeleteIntegrationAssociation: { service: 'connect', effect: 'delete' },
  CreatePushNotificationRegistration: { service: 'connect', effect: 'create' },
  DeletePushNotificationRegistration: { service: 'connect', effect: 'delete' },

  GetCallerIdentity: read('sts'),
  ListTopics: read('sns'),
  GetTopicAttributes: read('sns'),
  SetTopicAttributes: { service: 'sns', effect: 'replace' },
  ListSubscriptionsByTopic: read('sns'),
  GetSubscriptionAttributes: read('sns'),
  ListRoles: read('iam'),
  GetRole: read('iam'),
  SimulatePrincipalPolicy: read('iam'),
  ListRolePolicies: read('iam'),
  GetRolePolicy: read('iam'),
  ListAttachedRolePolicies: read('iam'),
  GetPolicy: read('iam'),
  GetPolicyVersion: read('iam'),
  ListStreams: read('kinesis'),
  DescribeStreamSummary: read('kinesis'),
  ListDeliveryStreams: read('firehose'),
  DescribeDeliveryStream: read('firehose'),
  DescribeKey: read('kms'),
  GetKeyPolicy: read('kms'),
  PutKeyPolicy: { service: 'kms', effect: 'replace' },
  ListRegions: read('account'),
  GetMetricData: read('cloudwatch'),
  LookupEvents: read('cloudtrail'),
  ListIndexes: read('resource_explorer_2'),
  // To AWS a read, but where a Region has no index it makes one: only where ListIndexes told of one.
  Search: read('resource_explorer_2'),
  DescribeConfigurationAggregators: read('config_service'),
  SelectAggregateResourceConfig: read('config_service'),
  ListRoots: read('organizations'),
  ListOrganizationalUnitsForParent: read('organizations'),
  ListAccountsForParent: read('organizations'),
} as const satisfies Record<string, Operation>;

/** The name of an operation, as AWS writes it. */
export type OperationName = keyof typeof operations;

/** An operation that changes nothing. */
export type ReadOperation = {
  [Name in OperationName]: (typeof operations)[Name]['effect'] extends 'read' ? Name : never;
}[OperationName];

/** An operation that changes something; only the one road in core/changes sends these. */
export type WriteOperation = Exclude<OperationName, ReadOperation>;
