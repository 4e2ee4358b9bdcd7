const ACCOUNT = '100000000007';
const KINESIS = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/events`;
const FIREHOSE = `arn:aws:firehose:us-east-1:${ACCOUNT}:deliverystream/events`;
const stream = (operation, name, ...more) => ['kinesis', operation, '--stream-name', name, ...more];
const delivery = (operation, name, ...more) => ['firehose', operation, '--delivery-stream-name', name, ...more];
const S3 = JSON.stringify({ BucketARN: 'arn:aws:s3:::bucket', RoleARN: `arn:aws:iam::${ACCOUNT}:role/delivery` });
const once = (service, operation, fault) => [{ service, operation, account: ACCOUNT, count: 1, ...fault }];
const streams100 = Array.from({ length: 110 }, (_, index) => `stream-${index + 100}`);
const deliveries = Array.from({ length: 12 }, (_, index) => `delivery-${index + 10}`);

const kinesis = [
  { aws: ['kinesis', 'list-streams'], output: { StreamNames: [] } },
  { aws: stream('create-stream', 'events', '--shard-count', '2') },
  { aws: stream('create-stream', 'events', '--shard-count', '2'), error: 'ResourceInUseException' },
  { aws: stream('create-stream', 'a b', '--shard-count', '2'), error: 'ValidationException' },
  {
    aws: stream('describe-stream-summary', 'events'),
    output: {
      StreamDescriptionSummary: {
        StreamName: 'events',
        StreamARN: KINESIS,
        StreamStatus: 'ACTIVE',
        OpenShardCount: 2,
        RetentionPeriodHours: 24,
        EncryptionType: 'NONE',
        StreamModeDetails: { StreamMode: 'PROVISIONED' },
      },
    },
  },
  {
    aws: ['kinesis', 'describe-stream-summary', '--stream-arn', KINESIS],
    output: { StreamDescriptionSummary: { StreamName: 'events' } },
  },
  {
    aws: stream('describe-stream-summary', 'none'),
    error: 'ResourceNotFoundException',
    message: `Stream none under account ${ACCOUNT} not found.`,
  },
  { aws: ['kinesis', 'describe-stream-summary'], error: 'InvalidArgumentException' },
  { aws: ['kinesis', 'list-streams'], region: 'eu-west-1', output: { StreamNames: streams100 } },
  { aws: ['kinesis', 'list-streams', '--page-size', '10001'], error: 'ValidationException' },
  { aws: stream('delete-stream', 'events') },
  { aws: stream('delete-stream', 'events'), error: 'ResourceNotFoundException' },
  {
    faults: once('kinesis', 'ListStreams', { kind: 'throttle' }),
    aws: ['kinesis', 'list-streams'],
    error: 'LimitExceededException',
  },
  {
    faults: once('kinesis', 'ListStreams', { kind: 'error', code: 'ExpiredNextTokenException' }),
    aws: ['kinesis', 'list-streams'],
    error: 'ExpiredNextTokenException',
  },
  { aws: stream('list-shards', 'events'), error: 'NotImplemented', message: /ListShards/ },
];

const firehose = [
  { aws: ['firehose', 'list-delivery-streams'], output: { DeliveryStreamNames: [], HasMoreDeliveryStreams: false } },
  {
    aws: delivery('create-delivery-stream', 'events', '--extended-s3-destination-configuration', S3),
    output: { DeliveryStreamARN: FIREHOSE },
  },
  {
    aws: delivery('create-delivery-stream', 'events', '--extended-s3-destination-configuration', S3),
    error: 'ResourceInUseException',
  },
  {
    aws: delivery('describe-delivery-stream', 'events'),
    output: {
      DeliveryStreamDescription: {
        DeliveryStreamARN: FIREHOSE,
        DeliveryStreamStatus: 'ACTIVE',
        DeliveryStreamType: 'DirectPut',
        HasMoreDestinations: false,
        Destinations: list => list.length === 1,
      },
    },
  },
  { aws: delivery('describe-delivery-stream', 'none'), error: 'ResourceNotFoundException' },
  { aws: delivery('describe-delivery-stream', FIREHOSE), error: 'ValidationException' },
  {
    aws: ['firehose', 'list-delivery-streams'],
    region: 'eu-west-1',
    output: { DeliveryStreamNames: deliveries.slice(0, 10), HasMoreDeliveryStreams: true },
  },
  {
    aws: ['firehose', 'list-delivery-streams', '--exclusive-start-delivery-stream-name', 'delivery-19'],
    region: 'eu-west-1',
    output: { DeliveryStreamNames: deliveries.slice(10), HasMoreDeliveryStreams: false },
  },
  {
    aws: ['firehose', 'list-delivery-streams', '--delivery-stream-type', 'MSKAsSource'],
    region: 'eu-west-1',
    output: { DeliveryStreamNames: [] },
  },
  { aws: delivery('delete-delivery-stream', 'events') },
  { aws: delivery('delete-delivery-stream', 'events'), error: 'ResourceNotFoundException' },
  {
    faults: once('firehose', 'ListDeliveryStreams', { kind: 'throttle' }),
    aws: ['firehose', 'list-delivery-streams'],
    error: 'ThrottlingException',
  },
  {
    aws: delivery('list-tags-for-delivery-stream', 'events'),
    error: 'NotImplemented',
    message: /ListTagsForDeliveryStream/,
  },
];

/** Kinesis and Firehose streams. */
export const streams = {
  name: 'streams',
  account: ACCOUNT,
  state: {
    [ACCOUNT]: {
      'eu-west-1': {
        kinesis: { streams: Object.fromEntries(streams100.map(name => [name, {}])) },
        firehose: { deliveryStreams: Object.fromEntries(deliveries.map(name => [name, {}])) },
      },
    },
  },
  cases: [...kinesis, ...firehose],
};
