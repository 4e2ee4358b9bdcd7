const ACCOUNT = '100000000004';
const APP = `arn:aws:mobiletargeting:us-east-1:${ACCOUNT}:apps/0123456789abcdef0123456789abcdef`;
const on = (operation, id, ...more) => ['connect', operation, '--instance-id', id, ...more];
const create = (alias, ...more) => [
  'connect',
  'create-instance',
  '--identity-management-type',
  'CONNECT_MANAGED',
  '--inbound-calls-enabled',
  '--no-outbound-calls-enabled',
  '--instance-alias',
  alias,
  ...more,
];
const register = (id, more = {}) => {
  const given = { app: APP, type: 'APNS', contact: { ContactId: 'contact-1' }, token: 'client-token-1', ...more };
  const contact = ['--contact-configuration', JSON.stringify(given.contact)];
  return on(
    'create-push-notification-registration',
    id,
    '--pinpoint-app-arn',
    given.app,
    '--device-token',
    'not-a-real-token',
    '--device-type',
    given.type,
    '--client-token',
    given.token,
    ...contact,
  );
};
const deregister = (id, registration, contact = 'contact-1') =>
  on('delete-push-notification-registration', id, '--registration-id', registration, '--contact-id', contact);
const once = (operation, fault) => [{ service: 'connect', operation, account: ACCOUNT, count: 1, ...fault }];
const gone = { error: 'ResourceNotFoundException' };
const ids = Array.from({ length: 12 }, (_, index) => `instance-${index + 10}`);

/** Instances, their associations and their push registrations. */
export const connect = {
  name: 'connect',
  account: ACCOUNT,
  state: {
    [ACCOUNT]: {
      'eu-west-2': { connect: { instances: Object.fromEntries(ids.map(id => [id, {}])) } },
      'us-west-2': { connect: { instances: { failed: { status: 'CREATION_FAILED', statusReason: 'No directory' } } } },
    },
  },
  cases: [
    { aws: ['connect', 'list-instances'], output: { InstanceSummaryList: [] } },
    {
      aws: create('support', '--client-token', 'once'),
      output: { Id: /^[0-9a-f-]{36}$/, Arn: /^arn:aws:connect:us-east-1:100000000004:instance\// },
      remember: (output, memory) => {
        memory.id = output?.Id ?? 'none';
      },
    },
    ({ id }) => ({ aws: create('support', '--client-token', 'once'), output: { Id: id } }),
    { aws: create('support', '--client-token', 'twice'), error: 'InvalidRequestException' },
    { aws: create('d-support'), error: 'InvalidRequestException' },
    ({ id }) => ({
      aws: on('describe-instance', id),
      output: {
        Instance: {
          Id: id,
          InstanceAlias: 'support',
          InstanceStatus: 'ACTIVE',
          InboundCallsEnabled: true,
          OutboundCallsEnabled: false,
          CreatedTime: value => value !== undefined,
        },
      },
    }),
    {
      aws: on('describe-instance', 'failed'),
      region: 'us-west-2',
      output: { Instance: { InstanceStatus: 'CREATION_FAILED', StatusReason: { Message: 'No directory' } } },
    },
    { aws: on('describe-instance', 'none'), ...gone },
    {
      aws: ['connect', 'list-instances'],
      region: 'eu-west-2',
      output: { InstanceSummaryList: ids.map(Id => ({ Id })) },
    },
    { aws: ['connect', 'list-instances', '--page-size', '11'], error: 'InvalidRequestException' },
    ({ id }) => ({
      aws: on('create-integration-association', id, '--integration-type', 'PINPOINT_APP', '--integration-arn', APP),
      output: { IntegrationAssociationId: /./ },
      remember: (output, memory) => {
        memory.association = output?.IntegrationAssociationId ?? 'none';
      },
    }),
    ({ id }) => ({
      aws: on('create-integration-association', id, '--integration-type', 'PINPOINT_APP', '--integration-arn', APP),
      error: 'DuplicateResourceException',
    }),
    ({ id }) => ({
      aws: on('list-integration-associations', id, '--integration-type', 'PINPOINT_APP'),
      output: {
        IntegrationAssociationSummaryList: [{ InstanceId: id, IntegrationType: 'PINPOINT_APP', IntegrationArn: APP }],
      },
    }),
    ({ id, association }) => ({
      aws: on('delete-integration-association', id, '--integration-association-id', association),
    }),
    ({ id }) => ({ aws: on('list-integration-associations', id), output: { IntegrationAssociationSummaryList: [] } }),
    { aws: on('list-integration-associations', 'none'), ...gone },
    ({ id }) => ({
      aws: register(id),
      output: { RegistrationId: /./ },
      remember: (output, memory) => {
        memory.registration = output?.RegistrationId ?? 'none';
      },
    }),
    ({ id, registration }) => ({ aws: register(id), output: { RegistrationId: registration } }),
    ({ id }) => ({ aws: register(id, { type: 'FCM' }), error: 'InvalidParameterException' }),
    ({ id }) => ({
      aws: register(id, { token: 'two', contact: { ContactId: 'c', ParticipantRole: 'AGENT' } }),
      error: 'InvalidParameterException',
    }),
    ({ id }) => ({
      aws: register(id, { token: 'two', contact: { ContactId: 'c'.repeat(257) } }),
      error: 'InvalidParameterException',
    }),
    { aws: register('none'), ...gone },
    ({ id, registration }) => ({ aws: deregister(id, registration, 'another'), ...gone }),
    ({ id, registration }) => ({ aws: deregister(id, registration) }),
    ({ id, registration }) => ({ aws: deregister(id, registration), ...gone }),
    ({ id }) => ({
      faults: once('CreatePushNotificationRegistration', { kind: 'error', code: 'ServiceQuotaExceededException' }),
      aws: register(id),
      error: 'ServiceQuotaExceededException',
    }),
    ({ id }) => ({
      faults: once('CreatePushNotificationRegistration', { kind: 'error', code: 'AccessDeniedException' }),
      aws: register(id),
      error: 'AccessDeniedException',
    }),
    {
      faults: once('ListInstances', { kind: 'throttle' }),
      aws: ['connect', 'list-instances'],
      error: 'ThrottlingException',
    },
    {
      faults: once('ListInstances', { kind: 'error', code: 'InternalServiceException' }),
      aws: ['connect', 'list-instances'],
      error: 'InternalServiceException',
    },
    { aws: ['connect', 'list-instances'], region: 'eu-west-1', error: 'InvalidSignatureException' },
    ({ id }) => ({ aws: on('delete-instance', id) }),
    ({ id }) => ({ aws: on('delete-instance', id), ...gone }),
    ({ id }) => ({ aws: on('list-queues', id), error: 'NotImplemented', message: /ListQueues/ }),
  ],
};
