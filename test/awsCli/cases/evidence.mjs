const ACCOUNT = '100000000017';
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:jobs`;
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:queue`;
const vault = (operation, ...more) => ['glacier', operation, '--account-id', '-', '--vault-name', 'tapes', ...more];
const metric = (namespace, name, dimension, value) => [
  ...['cloudwatch', 'get-metric-data', '--start-time', '2026-01-01T00:00:00Z', '--end-time', '2036-01-01T00:00:00Z'],
  '--metric-data-queries',
  JSON.stringify([
    {
      Id: 'm',
      MetricStat: {
        Metric: { Namespace: namespace, MetricName: name, Dimensions: [{ Name: dimension, Value: value }] },
        ...{ Period: 86_400, Stat: 'Sum' },
      },
    },
  ]),
];
const counted = (...values) => ({ MetricDataResults: [{ Id: 'm', Values: values, StatusCode: 'Complete' }] });
const published = metric('AWS/SNS', 'NumberOfMessagesPublished', 'TopicName', 'jobs');
const events = name => [
  ...['cloudtrail', 'lookup-events', '--max-results', '1'],
  ...['--lookup-attributes', `AttributeKey=EventName,AttributeValue=${name}`],
];
const S3 = `RoleARN=arn:aws:iam::${ACCOUNT}:role/r,BucketARN=arn:aws:s3:::bucket`;

const jobs = [
  { aws: ['sns', 'create-topic', '--name', 'jobs'], output: { TopicArn: TOPIC } },
  { aws: vault('create-vault'), output: { location: `/${ACCOUNT}/vaults/tapes` } },
  {
    aws: vault(
      'set-vault-notifications',
      '--vault-notification-config',
      JSON.stringify({ SNSTopic: TOPIC, Events: ['InventoryRetrievalCompleted'] }),
    ),
  },
  {
    aws: vault('initiate-job', '--job-parameters', '{"Type":"inventory-retrieval","Description":"monthly"}'),
    output: { jobId: id => id.length === 92 },
    remember: (output, memory) => {
      memory.job = output?.jobId ?? 'none';
    },
  },
  { aws: vault('initiate-job', '--job-parameters', '{"Type":"none"}'), error: 'InvalidParameterValueException' },
  ({ job }) => ({
    aws: vault('describe-job', '--job-id', job),
    output: { Action: 'InventoryRetrieval', Completed: false, StatusCode: 'InProgress' },
  }),
  { aws: vault('list-jobs', '--completed', 'true'), output: { JobList: [] } },
  { aws: published, output: counted() },
  ({ job }) => ({
    advanceSeconds: 4 * 3600,
    aws: vault('list-jobs', '--completed', 'true'),
    output: { JobList: [{ JobId: job, StatusCode: 'Succeeded', CompletionDate: text => Date.parse(text) > 0 }] },
  }),
  { aws: published, output: counted(1) },
];

const messages = [
  {
    aws: ['sns', 'subscribe', '--topic-arn', TOPIC, '--protocol', 'sqs', '--notification-endpoint', QUEUE],
    output: { SubscriptionArn: arn => arn.startsWith(TOPIC) },
    remember: (output, memory) => {
      memory.subscription = output?.SubscriptionArn ?? 'none';
    },
  },
  ({ subscription }) => ({
    aws: [
      ...['sns', 'set-subscription-attributes', '--subscription-arn', subscription],
      ...['--attribute-name', 'FilterPolicy', '--attribute-value', '{"kind":["urgent"]}'],
    ],
  }),
  ({ subscription }) => ({
    aws: ['sns', 'get-subscription-attributes', '--subscription-arn', subscription],
    output: { Attributes: { FilterPolicy: '{"kind":["urgent"]}', PendingConfirmation: 'false' } },
  }),
  {
    aws: ['sns', 'publish', '--topic-arn', TOPIC, '--message', 'hello'],
    output: { MessageId: id => id.length === 36 },
  },
  {
    aws: [
      ...['sns', 'publish', '--topic-arn', TOPIC, '--message', 'hello'],
      ...['--message-attributes', '{"kind":{"DataType":"String","StringValue":"urgent"}}'],
    ],
    output: { MessageId: id => id.length === 36 },
  },
  { aws: ['sns', 'publish', '--topic-arn', `${TOPIC}-none`, '--message', 'hello'], error: 'NotFound' },
  { aws: metric('AWS/SNS', 'NumberOfNotificationsDelivered', 'TopicName', 'jobs'), output: counted(1) },
  { aws: metric('AWS/SNS', 'NumberOfNotificationsFilteredOut', 'TopicName', 'jobs'), output: counted(1) },
];

const stream = (operation, ...more) => ['kinesis', operation, '--stream-name', 'events', ...more];
const delivery = (operation, ...more) => ['firehose', operation, '--delivery-stream-name', 'events', ...more];
const records = [
  { aws: stream('create-stream', '--shard-count', '1') },
  { aws: stream('put-record', '--data', 'eA==', '--partition-key', 'a'), output: { ShardId: id => id !== '' } },
  {
    aws: stream('put-records', '--records', 'Data=eA==,PartitionKey=a', 'Data=eA==,PartitionKey=b'),
    output: { FailedRecordCount: 0, Records: [{}, {}] },
  },
  { aws: metric('AWS/Kinesis', 'IncomingRecords', 'StreamName', 'events'), output: counted(3) },
  {
    aws: delivery('create-delivery-stream', '--s3-destination-configuration', S3),
    output: { DeliveryStreamARN: arn => arn.endsWith('deliverystream/events') },
  },
  { aws: delivery('put-record', '--record', '{"Data":"eA=="}'), output: { RecordId: id => id !== '' } },
  { aws: delivery('put-record-batch', '--records', '{"Data":"eA=="}'), output: { FailedPutCount: 0 } },
  { aws: metric('AWS/Firehose', 'IncomingRecords', 'DeliveryStreamName', 'events'), output: counted(2) },
];

const history = [
  {
    aws: events('SetVaultNotifications'),
    output: {
      Events: [
        {
          ...{ EventName: 'SetVaultNotifications', EventSource: 'glacier.amazonaws.com', Username: 'emulator' },
          CloudTrailEvent: text => JSON.parse(text).requestParameters.vaultName === 'tapes',
        },
      ],
    },
  },
  { aws: events('Publish'), output: { Events: [] } },
  {
    aws: ['cloudtrail', 'lookup-events', '--max-results', '51'],
    error: 'InvalidMaxResultsException',
  },
  {
    aws: ['notifications', 'list-notification-events'],
    region: 'eu-west-1',
    output: { notificationEvents: [{ notificationEvent: { messageComponents: { headline: 'A volume is lost' } } }] },
  },
];

/** What tells that a notification did arrive: jobs, messages, metrics, records, events and the history of changes. */
export const evidence = {
  name: 'evidence',
  account: ACCOUNT,
  state: {
    [ACCOUNT]: {
      'us-east-1': { notifications: { hubs: { 'eu-west-1': { status: 'ACTIVE' } } } },
      'eu-west-1': {
        notifications: { events: [{ creationTime: '2026-11-20T00:00:00Z', headline: 'A volume is lost' }] },
      },
    },
  },
  cases: [...jobs, ...messages, ...records, ...history],
};
