import { type OperationName, operations } from '../src/core/model/operations.ts';

/** What IAM calls a service, where that is not the name that we know it by. */
const PREFIXES: Readonly<Record<string, string>> = {
  pinpoint: 'mobiletargeting',
  resource_explorer_2: 'resource-explorer-2',
  config_service: 'config',
};

/** What each feature asks of AWS, in addition to the first. Every operation of the product stands in one of them. */
export const features: Readonly<Record<string, readonly OperationName[]>> = {
  Browse: [
    ...(['ListNotificationHubs', 'ListVaults', 'DescribeVault', 'GetVaultNotifications'] as const),
    ...(['GetApps', 'GetApp', 'GetEventStream', 'ListInstances', 'DescribeInstance'] as const),
  ],
  'Pick topics, streams and roles, and find roles that trust Pinpoint': [
    'ListTopics',
    'ListStreams',
    'ListDeliveryStreams',
    'ListRoles',
  ],
  'Ask why nothing arrives': [
    ...(['ListRegions', 'GetTopicAttributes', 'ListSubscriptionsByTopic', 'GetSubscriptionAttributes'] as const),
    ...(['DescribeKey', 'GetKeyPolicy', 'GetRole', 'SimulatePrincipalPolicy'] as const),
    ...(['ListRolePolicies', 'GetRolePolicy', 'ListAttachedRolePolicies', 'GetPolicy', 'GetPolicyVersion'] as const),
    ...(['DescribeStreamSummary', 'DescribeDeliveryStream'] as const),
    ...(['GetGcmChannel', 'GetApnsChannel', 'GetApnsSandboxChannel'] as const),
    ...(['ListIntegrationAssociations', 'DescribeContact'] as const),
  ],
  'Gather evidence for a report': ['ListJobs', 'GetMetricData', 'LookupEvents', 'ListNotificationEvents'],
  'Search existing indexes': [
    ...(['ListIndexes', 'Search', 'DescribeConfigurationAggregators', 'SelectAggregateResourceConfig'] as const),
  ],
  'Group accounts by organizational unit': [
    ...(['ListRoots', 'ListOrganizationalUnitsForParent', 'ListAccountsForParent'] as const),
  ],
  'Export for Terraform': ['GetVaultAccessPolicy', 'ListTagsForVault'],
  'Change hubs': ['RegisterNotificationHub', 'DeregisterNotificationHub'],
  'Change vault notifications': ['SetVaultNotifications', 'DeleteVaultNotifications'],
  'Change event streams': ['PutEventStream', 'DeleteEventStream'],
  'Change push registrations': ['CreatePushNotificationRegistration', 'DeletePushNotificationRegistration'],
  'Fix what a report found': [
    ...(['SetTopicAttributes', 'PutKeyPolicy'] as const),
    ...(['CreateIntegrationAssociation', 'DeleteIntegrationAssociation'] as const),
  ],
};

/**
 * What an operation takes beside its own permission where AWS's lists of dependent actions do not say so: the first hub makes
 * AWS's own role for it, and Pinpoint is handed the stream's role.
 */
const MORE: Readonly<Partial<Record<OperationName, readonly string[]>>> = {
  RegisterNotificationHub: ['iam:CreateServiceLinkedRole'],
  PutEventStream: ['iam:PassRole'],
};

/** AWS's name of an operation's permission. */
export function permission(name: OperationName): string {
  const { service } = operations[name];
  return `${PREFIXES[service] ?? service}:${name}`;
}

/**
 * The page of permissions: a policy for each feature.
 * @throws Where an operation of the product stands in none, or in two.
 */
export function permissionParts(): readonly string[] {
  const named = Object.values(features).flat();
  const wrong = Object.keys(operations).filter(
    name => name !== 'GetCallerIdentity' && named.filter(one => one === name).length !== 1,
  );
  if (wrong.length > 0) throw new Error(`build/permissions.ts names ${wrong.join(', ')} in no feature, or in several`);
  const parts = Object.entries(features).map(([feature, names]) => {
    const Action = names.flatMap(name => [permission(name), ...(MORE[name] ?? [])]);
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] };
    return `## ${feature}\n\n\`\`\`json\n${JSON.stringify(policy, null, 2)}\n\`\`\``;
  });
  return [
    'The IAM permissions of each feature, in addition to the first. What you may not read is shown as that, with the missing permission, and never as empty: start with the first policy and add what you need. A role for build machines that plan and detect drift only needs the first.',
    'Policies for changes can be limited to the resources in question. AWS does not document that the first hub takes `iam:CreateServiceLinkedRole` and an event stream `iam:PassRole` for its role, but in some accounts they do.',
    ...parts,
  ];
}
