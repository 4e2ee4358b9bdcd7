const hub = (region, status) => ({ notificationHubRegion: region, statusSummary: { status } });
const register = region => ['notifications', 'register-notification-hub', '--notification-hub-region', region];
const deregister = region => ['notifications', 'deregister-notification-hub', '--notification-hub-region', region];
const list = ['notifications', 'list-notification-hubs'];

/** Faults that befall this group's account alone, once. */
const once = (operation, fault) => [
  { service: 'notifications', operation, account: '100000000001', count: 1, ...fault },
];

/** The hubs of an account, from the first to the limit and back. */
export const notifications = {
  name: 'notifications',
  account: '100000000001',
  state: {
    100000000001: {},
    100000000011: {
      'us-east-1': {
        notifications: { hubs: { 'us-east-1': { status: 'ACTIVE' }, 'me-central-1': { status: 'INACTIVE' } } },
      },
    },
  },
  cases: [
    { aws: list, output: { notificationHubs: [] } },
    {
      aws: register('eu-west-1'),
      output: {
        ...hub('eu-west-1', 'REGISTERING'),
        creationTime: /Z$/,
        lastActivationTime: value => value === undefined,
      },
    },
    {
      faults: once('DeregisterNotificationHub', { kind: 'error', code: 'AccessDeniedException' }),
      aws: deregister('eu-west-1'),
      error: 'AccessDeniedException',
    },
    {
      advanceSeconds: 30,
      aws: list,
      output: { notificationHubs: [{ ...hub('eu-west-1', 'ACTIVE'), lastActivationTime: /Z$/ }] },
    },
    { aws: register('eu-west-1'), output: hub('eu-west-1', 'ACTIVE') },
    {
      aws: deregister('eu-west-1'),
      error: 'ConflictException',
      message: 'Cannot deregister last ACTIVE notification hub',
    },
    { aws: deregister('us-west-2'), error: 'ResourceNotFoundException' },
    { aws: register('us-east-1'), output: hub('us-east-1', 'REGISTERING') },
    { aws: register('ap-southeast-2'), output: hub('ap-southeast-2', 'REGISTERING') },
    { advanceSeconds: 30, aws: register('us-west-2'), error: 'ServiceQuotaExceededException' },
    { aws: deregister('ap-southeast-2'), output: hub('ap-southeast-2', 'DEREGISTERING') },
    {
      advanceSeconds: 30,
      aws: list,
      output: { notificationHubs: [hub('eu-west-1', 'ACTIVE'), hub('us-east-1', 'ACTIVE')] },
    },
    { aws: register('eu_west'), error: 'ValidationException' },
    { aws: [...list, '--page-size', '3'], output: { notificationHubs: hubs => hubs.length === 2 } },
    { aws: [...list, '--page-size', '4'], error: 'ValidationException' },
    {
      aws: list,
      region: 'us-west-2',
      error: 'ValidationException',
      message: /cannot be called in us-west-2\. Use us-east-1 instead$/,
    },
    {
      faults: once('ListNotificationHubs', { kind: 'throttle', retryAfterSeconds: 1 }),
      aws: list,
      error: 'ThrottlingException',
    },
    {
      faults: once('ListNotificationHubs', { kind: 'error', code: 'InternalServerException' }),
      aws: list,
      error: 'InternalServerException',
    },
    { aws: deregister('me-central-1'), account: '100000000011', output: hub('me-central-1', 'DEREGISTERING') },
    {
      aws: [
        'notifications',
        'list-channels',
        '--notification-configuration-arn',
        'arn:aws:notifications::100000000001:configuration/a01jes88qxwkbj05xv9c967pgm1',
      ],
      error: 'NotImplemented',
      message: /ListChannels/,
    },
  ],
};
