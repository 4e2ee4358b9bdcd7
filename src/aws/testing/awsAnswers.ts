import type { PlannedAnswer } from './localServer.ts';

/**
 * Answers of AWS in the shapes in which it gave them, with sample names and ids: which members there are, which are null or
 * left out, how times are written, where an error carries its code. The shapes of Glacier, Pinpoint, Connect, SNS, IAM,
 * Kinesis and Firehose were seen in answers that people recorded for their tests, those of User Notifications in the
 * examples of the AWS CLI. Nobody recorded an answer of GetEventStream: its shape is that of the service's model.
 */
const ACCOUNT = '111122223333';

const json = (body: unknown, status = 200): PlannedAnswer => ({ status, body });
const awsJson = (body: unknown): PlannedAnswer => ({ headers: { 'content-type': 'application/x-amz-json-1.1' }, body });
const xml = (action: string, namespace: string, result: string): PlannedAnswer => ({
  headers: { 'content-type': 'text/xml' },
  body: `<${action}Response xmlns="${namespace}">\n  <${action}Result>\n${result}\n  </${action}Result>\n  <ResponseMetadata>\n    <RequestId>9334367a-8df2-5201-8eae-799373023016</RequestId>\n  </ResponseMetadata>\n</${action}Response>\n`,
});
const SNS = 'http://sns.amazonaws.com/doc/2010-03-31/';
const IAM = 'https://iam.amazonaws.com/doc/2010-05-08/';

const vaultArn = (name: string): string => `arn:aws:glacier:us-east-1:${ACCOUNT}:vaults/${name}`;
const glacierError = (status: number, code: string, message: string): PlannedAnswer =>
  json({ code, message, type: 'Client' }, status);

/** A vault a moment after it was made: no inventory yet, and null for its date. */
const newVault = {
  CreationDate: '2017-11-01T17:29:24.584Z',
  LastInventoryDate: null,
  NumberOfArchives: 0,
  SizeInBytes: 0,
  VaultARN: vaultArn('tapes'),
  VaultName: 'tapes',
};
const usedVault = {
  CreationDate: '2017-10-27T14:17:23.896Z',
  LastInventoryDate: '2017-10-28T13:51:37.599Z',
  NumberOfArchives: 1,
  SizeInBytes: 32_772,
  VaultARN: vaultArn('ledger'),
  VaultName: 'ledger',
};

/** The two vaults, on the one page there is: its marker is null. */
export const vaults = json({ Marker: null, VaultList: [newVault, usedVault] });
/** One vault. */
export const vault = json(newVault);
/** No such vault: its code is in the body alone. */
export const noVault = glacierError(404, 'ResourceNotFoundException', `Vault not found for ARN: ${vaultArn('tapes')}`);
/** A vault that has no notifications. */
export const noNotifications = glacierError(
  404,
  'ResourceNotFoundException',
  `No notification configuration is set for vault: ${vaultArn('tapes')}`,
);
/** An account that never used Glacier. */
export const noCustomer = glacierError(
  400,
  'NoLongerSupportedException',
  'This API is no longer supported for new accounts.',
);

const appArn = (id: string): string => `arn:aws:mobiletargeting:us-east-1:${ACCOUNT}:apps/${id}`;
const SHOP = '4bf4814446ed468aa80dce914c61a180';
const OLD = '1c2d3e4f5a6b47c8899aabbccddeeff0';

/** Applications: one with tags and a date, one of 2019 that has neither; the last page has no token. */
export const apps = json({
  Item: [
    { Arn: appArn(SHOP), Id: SHOP, Name: 'shop', tags: { team: 'mobile' }, CreationDate: '2023-04-14T14:11:48.738Z' },
    { Arn: appArn(OLD), Id: OLD, Name: 'loyalty', tags: {} },
  ],
});
/** An event stream. */
export const eventStream = json({
  ApplicationId: SHOP,
  DestinationStreamArn: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/events`,
  LastModifiedDate: '2023-04-14T14:12:31.402Z',
  LastUpdatedBy: 'AIDAZL6EXAMPLEDRO6EIG',
  RoleArn: `arn:aws:iam::${ACCOUNT}:role/service-role/events`,
});
/** No event stream: Pinpoint tells the code in a header, where it tells one. */
export const noEventStream: PlannedAnswer = {
  status: 404,
  headers: { 'x-amzn-errortype': 'NotFoundException' },
  body: { RequestID: '2f1f3a52-9c0e-4b7b-a4a1-5cf0a5a7f0b1', Message: 'Resource not found' },
};

const instance = (id: string, alias: string, created: number) => ({
  Id: id,
  Arn: `arn:aws:connect:us-east-1:${ACCOUNT}:instance/${id}`,
  IdentityManagementType: 'CONNECT_MANAGED',
  InstanceAlias: alias,
  CreatedTime: created,
  ServiceRole: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_K9nHKnExampleqIsEU1K`,
  InstanceStatus: 'ACTIVE',
  InboundCallsEnabled: true,
  OutboundCallsEnabled: true,
});
const SUPPORT = '2249c2a9-a798-4ebc-aaaf-86685b6a576d';
const LEGACY = 'c73c25a3-488e-48fa-9954-0b5248b3a4bf';

/** Instances: one with the address of its page, and one without, as all were in 2022. */
export const instances = json({
  InstanceSummaryList: [
    { ...instance(SUPPORT, 'support', 1_684_496_103), InstanceAccessUrl: 'https://support.my.connect.aws' },
    instance(LEGACY, 'legacy', 1_656_600_840),
  ],
});

const hub = (region: string, status: string, created: string) => ({
  notificationHubRegion: region,
  statusSummary: { status, reason: '' },
  creationTime: created,
});

/** Hubs. */
export const hubs = json({
  notificationHubs: [
    { ...hub('us-east-1', 'ACTIVE', '2023-06-16T07:16:35.164Z'), lastActivationTime: '2023-06-16T07:16:35.251Z' },
    hub('ap-southeast-2', 'REGISTERING', '2024-11-01T03:02:58.561Z'),
  ],
});
/** A hub that was just asked for. */
export const registeredHub = json(hub('us-west-2', 'REGISTERING', '2024-11-01T03:02:58.561Z'), 201);
/** A hub that is on its way out: without its times. */
export const deregisteredHub = json({
  notificationHubRegion: 'us-west-2',
  statusSummary: { status: 'DEREGISTERING', reason: '' },
});

const topicArn = (name: string): string => `arn:aws:sns:us-east-1:${ACCOUNT}:${name}`;

/** Topics; the last page has no token. */
export const topics = xml(
  'ListTopics',
  SNS,
  `    <Topics>\n      <member>\n        <TopicArn>${topicArn('jobs')}</TopicArn>\n      </member>\n      <member>\n        <TopicArn>${topicArn('orders.fifo')}</TopicArn>\n      </member>\n    </Topics>`,
);

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const entry = ([key, value]: readonly [string, string]): string =>
  `      <entry>\n        <key>${key}</key>\n        <value>${escaped(value)}</value>\n      </entry>`;
/** The policy that SNS gave topics for years: of 2008, with a condition that names the owner. */
export const ownersPolicy = JSON.stringify({
  Version: '2008-10-17',
  Id: '__default_policy_ID',
  Statement: [
    {
      Sid: '__default_statement_ID',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: ['SNS:GetTopicAttributes', 'SNS:Publish'],
      Resource: topicArn('jobs'),
      Condition: { StringEquals: { 'AWS:SourceOwner': ACCOUNT } },
    },
  ],
});
/** A topic that delivery feedback was once set on, and tracing: it shows rates that nobody asked for. */
export const topicAttributes = xml(
  'GetTopicAttributes',
  SNS,
  `    <Attributes>\n${[
    ['Policy', ownersPolicy] as const,
    ['LambdaSuccessFeedbackSampleRate', '0'] as const,
    ['Owner', ACCOUNT] as const,
    ['SubscriptionsPending', '0'] as const,
    ['TopicArn', topicArn('jobs')] as const,
    ['TracingConfig', 'PassThrough'] as const,
    ['SubscriptionsConfirmed', '1'] as const,
    ['DisplayName', ''] as const,
    ['SubscriptionsDeleted', '0'] as const,
  ]
    .map(entry)
    .join('\n')}\n    </Attributes>`,
);

const role = (name: string, path: string): string =>
  `<Path>${path}</Path><AssumeRolePolicyDocument>%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D</AssumeRolePolicyDocument><RoleId>AROAJUQEXAMPLEAKMZYH4</RoleId><RoleName>${name}</RoleName><Arn>arn:aws:iam::${ACCOUNT}:role${path}${name}</Arn><CreateDate>2016-07-24T10:38:12Z</CreateDate>`;

/** A page of roles that says that there is another, with a marker of the kind that IAM gives. */
export const firstRoles = xml(
  'ListRoles',
  IAM,
  `    <IsTruncated>true</IsTruncated>\n    <Marker>ADK2kLdUhVAC1a/3Q4kzIQxsJETL+X04vKoNEwf</Marker>\n    <Roles><member>${role('events', '/service-role/')}</member></Roles>`,
);
/** The last page of roles. */
export const lastRoles = xml(
  'ListRoles',
  IAM,
  `    <IsTruncated>false</IsTruncated>\n    <Roles><member>${role('push', '/')}</member></Roles>`,
);
/** One role, whose trust policy is percent-encoded. */
export const oneRole = xml(
  'GetRole',
  IAM,
  `    <Role>${role('events', '/service-role/')}<MaxSessionDuration>3600</MaxSessionDuration></Role>`,
);
/** No such role. */
export const noRole: PlannedAnswer = {
  status: 404,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse xmlns="${IAM}">\n  <Error>\n    <Type>Sender</Type>\n    <Code>NoSuchEntity</Code>\n    <Message>The role with name events cannot be found.</Message>\n  </Error>\n  <RequestId>7ada6a5b-5ce1-11e6-81c7-dd747433a5c8</RequestId>\n</ErrorResponse>\n`,
};

/** Data streams as Kinesis listed them before it had summaries and tokens. */
export const oldStreams = awsJson({ HasMoreStreams: false, StreamNames: ['clicks', 'events'] });
/** Data streams as it lists them now. */
export const streams = awsJson({
  HasMoreStreams: false,
  StreamNames: ['events'],
  StreamSummaries: [
    {
      StreamName: 'events',
      StreamARN: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/events`,
      StreamStatus: 'ACTIVE',
      StreamModeDetails: { StreamMode: 'ON_DEMAND' },
      StreamCreationTimestamp: 1_722_323_668,
    },
  ],
});
/** Delivery streams. */
export const deliveryStreams = awsJson({ DeliveryStreamNames: ['archive'], HasMoreDeliveryStreams: false });
/** A delivery stream whose destination is no bucket; its time has a fraction. */
export const deliveryStream = awsJson({
  DeliveryStreamDescription: {
    CreateTimestamp: 1_534_316_602.858,
    DeliveryStreamARN: `arn:aws:firehose:us-east-1:${ACCOUNT}:deliverystream/archive`,
    DeliveryStreamName: 'archive',
    DeliveryStreamStatus: 'ACTIVE',
    DeliveryStreamType: 'DirectPut',
    Destinations: [
      {
        DestinationId: 'destinationId-000000000001',
        ElasticsearchDestinationDescription: { IndexName: 'my-index', TypeName: 'firehose' },
      },
    ],
    HasMoreDestinations: false,
    VersionId: '1',
  },
});
