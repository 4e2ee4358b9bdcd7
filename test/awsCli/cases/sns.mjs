const ACCOUNT = '100000000005';
const arn = (name, region = 'us-east-1', account = ACCOUNT) => `arn:aws:sns:${region}:${account}:${name}`;
const on = (operation, topic, ...more) => ['sns', operation, '--topic-arn', topic, ...more];
const create = (name, ...more) => ['sns', 'create-topic', '--name', name, ...more];
const once = (operation, fault) => [{ service: 'sns', operation, account: ACCOUNT, count: 1, ...fault }];
const names = Array.from({ length: 205 }, (_, index) => `topic-${index + 1000}`);

/** Topics, their attributes and subscriptions. */
export const sns = {
  name: 'sns',
  account: ACCOUNT,
  state: {
    [ACCOUNT]: { 'eu-west-1': { sns: { topics: Object.fromEntries(names.map(name => [name, {}])) } } },
    100000000015: { 'us-east-1': { sns: { topics: { shut: {} } } } },
  },
  cases: [
    { aws: ['sns', 'list-topics'], output: { Topics: [] } },
    { aws: create('jobs', '--attributes', '{"DisplayName":"a <b> & c"}'), output: { TopicArn: arn('jobs') } },
    { aws: create('jobs'), output: { TopicArn: arn('jobs') } },
    {
      aws: create('jobs', '--attributes', '{"DisplayName":"other"}'),
      error: 'InvalidParameter',
      message: /already exists with different attributes/,
    },
    { aws: create('a b'), error: 'InvalidParameter', message: 'Invalid parameter: Topic Name' },
    { aws: create('jobs.fifo', '--attributes', '{"FifoTopic":"true"}'), output: { TopicArn: arn('jobs.fifo') } },
    {
      aws: on(
        'set-topic-attributes',
        arn('jobs'),
        '--attribute-name',
        'KmsMasterKeyId',
        '--attribute-value',
        'alias/aws/sns',
      ),
    },
    {
      aws: on('get-topic-attributes', arn('jobs')),
      output: {
        Attributes: {
          TopicArn: arn('jobs'),
          Owner: ACCOUNT,
          DisplayName: 'a <b> & c',
          KmsMasterKeyId: 'alias/aws/sns',
          Policy: /AWS:SourceOwner/,
        },
      },
    },
    {
      aws: on('get-topic-attributes', arn('jobs.fifo')),
      output: { Attributes: { FifoTopic: 'true', KmsMasterKeyId: value => value === undefined } },
    },
    { aws: on('get-topic-attributes', arn('none')), error: 'NotFound', message: 'Topic does not exist' },
    {
      aws: on('get-topic-attributes', arn('jobs', 'eu-west-1')),
      error: 'InvalidParameter',
      message: 'Invalid parameter: TopicArn',
    },
    { aws: on('get-topic-attributes', arn('shut', 'us-east-1', '100000000015')), error: 'AuthorizationError' },
    {
      aws: on('subscribe', arn('jobs'), '--protocol', 'email', '--notification-endpoint', 'a@example.com'),
      output: { SubscriptionArn: 'pending confirmation' },
    },
    {
      aws: on('list-subscriptions-by-topic', arn('jobs')),
      output: {
        Subscriptions: [
          { SubscriptionArn: 'PendingConfirmation', Protocol: 'email', Endpoint: 'a@example.com', Owner: ACCOUNT },
        ],
      },
    },
    {
      aws: ['sns', 'list-topics'],
      region: 'eu-west-1',
      output: { Topics: names.map(name => ({ TopicArn: arn(name, 'eu-west-1') })) },
    },
    { aws: on('delete-topic', arn('jobs')) },
    { aws: on('delete-topic', arn('jobs')) },
    { faults: once('ListTopics', { kind: 'throttle' }), aws: ['sns', 'list-topics'], error: 'Throttled' },
    {
      faults: once('ListTopics', { kind: 'error', code: 'InternalError' }),
      aws: ['sns', 'list-topics'],
      error: 'InternalError',
    },
    {
      faults: once('ListTopics', { kind: 'error', code: 'AuthorizationError' }),
      aws: ['sns', 'list-topics'],
      error: 'AuthorizationError',
    },
    { aws: ['sns', 'list-subscriptions'], error: 'NotImplemented', message: /ListSubscriptions/ },
  ],
};
