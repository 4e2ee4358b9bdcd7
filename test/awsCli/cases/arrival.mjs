const ACCOUNT = '100000000009';
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:jobs`;
const STREAM = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/events`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/writer`;
const APP = '0123456789abcdef0123456789abcdef';
const policy = (...Statement) => ({ Version: '2012-10-17', Statement });
const trust = service => policy({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' });
const permits = action => policy({ Effect: 'Allow', Action: action, Resource: '*' });
const keyPolicy = policy({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
});
const role = (operation, ...more) => ['iam', operation, '--role-name', 'writer', ...more];
const document = given => ['--policy-document', JSON.stringify(given)];
const simulate = (...actions) => [
  ...['iam', 'simulate-principal-policy', '--policy-source-arn', ROLE, '--resource-arns', STREAM],
  ...['--action-names', ...actions],
];
const managed = `arn:aws:iam::${ACCOUNT}:policy/describe`;

const roles = [
  {
    aws: role('create-role', '--assume-role-policy-document', JSON.stringify(trust('firehose.amazonaws.com'))),
    output: { Role: { RoleName: 'writer' } },
  },
  { aws: role('update-assume-role-policy', ...document(trust('pinpoint.amazonaws.com'))) },
  { aws: role('update-assume-role-policy', ...document({})), error: 'MalformedPolicyDocument' },
  { aws: role('get-role'), output: { Role: { AssumeRolePolicyDocument: trust('pinpoint.amazonaws.com') } } },
  { aws: role('put-role-policy', '--policy-name', 'own', ...document(permits('kinesis:PutRecords'))) },
  { aws: role('list-role-policies'), output: { PolicyNames: ['own'] } },
  {
    aws: role('get-role-policy', '--policy-name', 'own'),
    output: { RoleName: 'writer', PolicyName: 'own', PolicyDocument: permits('kinesis:PutRecords') },
  },
  { aws: role('get-role-policy', '--policy-name', 'none'), error: 'NoSuchEntity' },
  {
    aws: simulate('kinesis:PutRecords', 'kinesis:DescribeStream'),
    output: {
      EvaluationResults: [
        { EvalActionName: 'kinesis:PutRecords', EvalDecision: 'allowed' },
        { EvalActionName: 'kinesis:DescribeStream', EvalDecision: 'implicitDeny' },
      ],
    },
  },
  {
    aws: ['iam', 'create-policy', '--policy-name', 'describe', ...document(permits('kinesis:DescribeStream'))],
    output: { Policy: { Arn: managed, DefaultVersionId: 'v1', AttachmentCount: 0 } },
  },
  { aws: role('attach-role-policy', '--policy-arn', managed) },
  {
    aws: role('list-attached-role-policies'),
    output: { AttachedPolicies: [{ PolicyName: 'describe', PolicyArn: managed }] },
  },
  { aws: ['iam', 'get-policy', '--policy-arn', managed], output: { Policy: { AttachmentCount: 1 } } },
  {
    aws: ['iam', 'get-policy-version', '--policy-arn', managed, '--version-id', 'v1'],
    output: { PolicyVersion: { Document: permits('kinesis:DescribeStream'), IsDefaultVersion: true } },
  },
  { aws: simulate('kinesis:DescribeStream'), output: { EvaluationResults: [{ EvalDecision: 'allowed' }] } },
  { aws: role('delete-role-policy', '--policy-name', 'own') },
  { aws: simulate('kinesis:PutRecords'), output: { EvaluationResults: [{ EvalDecision: 'implicitDeny' }] } },
];

const key = (operation, id, ...more) => ['kms', operation, '--key-id', id, ...more];
const keys = [
  {
    aws: ['kms', 'create-key', '--description', 'topics', '--policy', JSON.stringify(keyPolicy)],
    output: { KeyMetadata: { KeyState: 'Enabled', KeyManager: 'CUSTOMER', AWSAccountId: ACCOUNT } },
    remember: (output, memory) => {
      memory.key = output?.KeyMetadata.KeyId ?? 'none';
    },
  },
  ({ key: id }) => ({ aws: ['kms', 'create-alias', '--alias-name', 'alias/topics', '--target-key-id', id] }),
  { aws: key('describe-key', 'alias/topics'), output: { KeyMetadata: { Enabled: true, Description: 'topics' } } },
  { aws: key('describe-key', 'alias/aws/sns'), output: { KeyMetadata: { KeyManager: 'AWS' } } },
  { aws: key('describe-key', 'alias/none'), error: 'NotFoundException' },
  ({ key: id }) => ({
    aws: key('get-key-policy', id),
    output: { Policy: text => JSON.parse(text).Statement.length === 1, PolicyName: 'default' },
  }),
  ({ key: id }) => ({ aws: key('put-key-policy', id, '--policy', '{}'), error: 'MalformedPolicyDocumentException' }),
  ({ key: id }) => ({ aws: key('put-key-policy', id, '--policy', JSON.stringify(keyPolicy)) }),
  ({ key: id }) => ({ aws: key('disable-key', id) }),
  { aws: key('describe-key', 'alias/topics'), output: { KeyMetadata: { KeyState: 'Disabled', Enabled: false } } },
  ({ key: id }) => ({ aws: key('enable-key', id) }),
  { aws: ['kms', 'list-keys'], error: 'NotImplemented', message: /ListKeys/ },
];

const stream = (operation, ...more) => ['kinesis', operation, '--stream-name', 'events', ...more];
const withKey = ['--encryption-type', 'KMS', '--key-id', 'alias/aws/kinesis'];
const streams = [
  { aws: stream('create-stream', '--shard-count', '1') },
  { aws: stream('start-stream-encryption', ...withKey) },
  { aws: stream('describe-stream-summary'), output: { StreamDescriptionSummary: { EncryptionType: 'KMS' } } },
  { aws: stream('stop-stream-encryption', ...withKey) },
  { aws: stream('describe-stream-summary'), output: { StreamDescriptionSummary: { EncryptionType: 'NONE' } } },
];

const topics = [
  { aws: ['sns', 'create-topic', '--name', 'jobs'], output: { TopicArn: TOPIC } },
  {
    aws: [
      ...['sns', 'subscribe', '--topic-arn', TOPIC, '--protocol', 'email'],
      ...['--notification-endpoint', 'a@example.com', '--return-subscription-arn'],
    ],
    output: { SubscriptionArn: /^arn:/ },
    remember: (output, memory) => {
      memory.subscription = output?.SubscriptionArn ?? 'none';
    },
  },
  { aws: ['sns', 'confirm-subscription', '--topic-arn', TOPIC, '--token', 'none'], error: 'InvalidParameter' },
  ({ subscription }) => ({
    aws: ['sns', 'confirm-subscription', '--topic-arn', TOPIC, '--token', subscription.split(':').at(-1)],
    output: { SubscriptionArn: subscription },
  }),
  ({ subscription }) => ({ aws: ['sns', 'unsubscribe', '--subscription-arn', subscription] }),
  {
    aws: ['sns', 'list-subscriptions-by-topic', '--topic-arn', TOPIC],
    output: { Subscriptions: [] },
  },
];

const channel = (operation, ...more) => ['pinpoint', operation, '--application-id', APP, ...more];
const gone = { error: 'NotFoundException' };
const channels = [
  {
    aws: channel('update-gcm-channel', '--gcm-channel-request', '{"ApiKey":"a","Enabled":true}'),
    output: { GCMChannelResponse: { Enabled: true, Platform: 'GCM', Credential: value => value === undefined } },
  },
  { aws: channel('delete-gcm-channel'), output: { GCMChannelResponse: { Platform: 'GCM' } } },
  { aws: channel('delete-gcm-channel'), ...gone },
  {
    aws: channel('update-apns-channel', '--apns-channel-request', '{"Enabled":false}'),
    output: { APNSChannelResponse: { Enabled: false } },
  },
  { aws: channel('delete-apns-channel'), output: { APNSChannelResponse: { Platform: 'APNS' } } },
  {
    aws: channel('update-apns-sandbox-channel', '--apns-sandbox-channel-request', '{"Enabled":true}'),
    output: { APNSSandboxChannelResponse: { Version: 1 } },
  },
  { aws: channel('delete-apns-sandbox-channel'), output: { APNSSandboxChannelResponse: { Platform: 'APNS_SANDBOX' } } },
];

const chat = (operation, ...more) => ['connect', operation, '--instance-id', 'desk', ...more];
const contacts = [
  {
    aws: chat('start-chat-contact', '--contact-flow-id', 'flow', '--participant-details', 'DisplayName=Ana'),
    output: { ContactId: /./, ParticipantToken: /./ },
    remember: (output, memory) => {
      memory.contact = output?.ContactId ?? 'none';
    },
  },
  ({ contact }) => ({
    aws: chat('describe-contact', '--contact-id', contact),
    output: { Contact: { Id: contact, Channel: 'CHAT', DisconnectTimestamp: value => value === undefined } },
  }),
  ({ contact }) => ({
    aws: chat('transfer-contact', '--contact-id', contact, '--contact-flow-id', 'flow'),
    output: { ContactId: id => id !== contact },
  }),
  ({ contact }) => ({ aws: chat('stop-contact', '--contact-id', contact) }),
  ({ contact }) => ({
    aws: chat('describe-contact', '--contact-id', contact),
    output: { Contact: { DisconnectTimestamp: value => Number(value) > 0 } },
  }),
  { aws: chat('describe-contact', '--contact-id', 'none'), error: 'ResourceNotFoundException' },
];

const regions = [
  {
    aws: ['account', 'list-regions', '--region-opt-status-contains', 'DISABLED'],
    output: { Regions: [] },
  },
  { aws: ['account', 'disable-region', '--region-name', 'af-south-1'] },
  {
    aws: ['account', 'list-regions', '--region-opt-status-contains', 'DISABLED'],
    output: { Regions: [{ RegionName: 'af-south-1', RegionOptStatus: 'DISABLED' }] },
  },
  { aws: ['account', 'enable-region', '--region-name', 'af-south-1'] },
  { aws: ['account', 'disable-region', '--region-name', 'us-east-1'], error: 'ValidationException' },
];

/** What it takes that a notification arrives: roles, keys, streams, subscriptions, channels, contacts and Regions. */
export const arrival = {
  name: 'arrival',
  account: ACCOUNT,
  state: {
    [ACCOUNT]: {
      'us-east-1': { pinpoint: { apps: { [APP]: { name: 'shop' } } }, connect: { instances: { desk: {} } } },
    },
  },
  cases: [...roles, ...keys, ...streams, ...topics, ...channels, ...contacts, ...regions],
};
