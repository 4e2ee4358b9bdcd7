const ACCOUNT = '100000000003';
const STREAM = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/events`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/events`;
const SEEDED = '0123456789abcdef0123456789abcdef';
const on = (operation, id, ...more) => ['pinpoint', operation, '--application-id', id, ...more];
const put = (id, stream, role = ROLE) =>
  on('put-event-stream', id, '--write-event-stream', JSON.stringify({ DestinationStreamArn: stream, RoleArn: role }));
const send = (id, addresses) =>
  on(
    'send-messages',
    id,
    '--message-request',
    JSON.stringify({ Addresses: addresses, MessageConfiguration: { GCMMessage: { Body: 'hello' } } }),
  );
const trust = service =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] });
const once = (operation, fault) => [{ service: 'pinpoint', operation, account: ACCOUNT, count: 1, ...fault }];
const channel = { version: 1, enabled: true };
const gone = { error: 'NotFoundException', message: 'Resource not found' };

/** Applications, event streams and channels. */
export const pinpoint = {
  name: 'pinpoint',
  account: ACCOUNT,
  state: {
    [ACCOUNT]: {
      'us-east-1': {
        iam: {
          roles: {
            events: { name: 'events', assumeRolePolicyDocument: trust('pinpoint.amazonaws.com') },
            wrong: { name: 'wrong', assumeRolePolicyDocument: trust('firehose.amazonaws.com') },
          },
        },
      },
      'eu-west-1': {
        pinpoint: {
          apps: {
            [SEEDED]: {
              name: 'seeded',
              apns: { ...channel, hasTokenKey: true },
              apnsSandbox: channel,
              gcm: { ...channel, hasFcmServiceCredentials: true },
            },
            fedcba9876543210fedcba9876543210: { name: 'second' },
            ffffffffffffffffffffffffffffffff: { name: 'third' },
          },
        },
      },
    },
  },
  cases: [
    { aws: ['pinpoint', 'get-apps'], output: { ApplicationsResponse: { Item: [] } } },
    {
      aws: ['pinpoint', 'create-app', '--create-application-request', '{"Name":"shop","tags":{"team":"mobile"}}'],
      output: {
        ApplicationResponse: {
          Name: 'shop',
          tags: { team: 'mobile' },
          Id: /^[0-9a-f]{32}$/,
          Arn: /:mobiletargeting:us-east-1:100000000003:apps\//,
        },
      },
      remember: (output, memory) => {
        memory.id = output?.ApplicationResponse.Id ?? 'none';
      },
    },
    ({ id }) => ({ aws: on('get-app', id), output: { ApplicationResponse: { Id: id, CreationDate: /Z$/ } } }),
    ({ id }) => ({ aws: on('get-event-stream', id), ...gone }),
    ({ id }) => ({ aws: on('delete-event-stream', id), ...gone }),
    ({ id }) => ({
      aws: put(id, STREAM),
      output: {
        EventStream: { ApplicationId: id, DestinationStreamArn: STREAM, RoleArn: ROLE, LastModifiedDate: /Z$/ },
      },
    }),
    ({ id }) => ({ aws: on('get-event-stream', id), output: { EventStream: { DestinationStreamArn: STREAM } } }),
    ({ id }) => ({
      aws: put(id, STREAM, `arn:aws:iam::${ACCOUNT}:role/wrong`),
      error: 'BadRequestException',
      message: /make sure the IAM Role is configured correctly/,
    }),
    ({ id }) => ({
      aws: put(id, STREAM, `arn:aws:iam::${ACCOUNT}:role/none`),
      error: 'BadRequestException',
      message: /make sure the IAM Role is configured correctly/,
    }),
    ({ id }) => ({ aws: put(id, 'arn:aws:s3:::bucket'), error: 'BadRequestException' }),
    ({ id }) => ({ aws: on('delete-event-stream', id), output: { EventStream: { DestinationStreamArn: STREAM } } }),
    ({ id }) => ({ aws: on('get-gcm-channel', id), ...gone }),
    ({ id }) => ({ aws: on('delete-app', id), output: { ApplicationResponse: { Id: id, Name: 'shop' } } }),
    ({ id }) => ({ aws: on('get-app', id), ...gone }),
    {
      aws: on('get-apns-channel', SEEDED),
      region: 'eu-west-1',
      output: { APNSChannelResponse: { Platform: 'APNS', HasTokenKey: true, Enabled: true } },
    },
    {
      aws: on('get-apns-sandbox-channel', SEEDED),
      region: 'eu-west-1',
      output: { APNSSandboxChannelResponse: { Platform: 'APNS_SANDBOX' } },
    },
    {
      aws: on('get-gcm-channel', SEEDED),
      region: 'eu-west-1',
      output: { GCMChannelResponse: { Platform: 'GCM', HasFcmServiceCredentials: true } },
    },
    {
      aws: ['pinpoint', 'get-apps', '--page-size', '2'],
      region: 'eu-west-1',
      output: { ApplicationsResponse: { Item: [{ Name: 'seeded' }, { Name: 'second' }], NextToken: /./ } },
      remember: (output, memory) => {
        memory.token = output?.ApplicationsResponse.NextToken ?? '';
      },
    },
    ({ token }) => ({
      aws: ['pinpoint', 'get-apps', '--page-size', '2', '--token', token],
      region: 'eu-west-1',
      output: { ApplicationsResponse: { Item: [{ Name: 'third' }], NextToken: value => value === undefined } },
    }),
    { aws: ['pinpoint', 'get-apps', '--page-size', 'x'], error: 'BadRequestException' },
    { aws: ['pinpoint', 'get-apps'], region: 'sa-east-1', error: 'InvalidSignatureException' },
    { faults: once('GetApps', { kind: 'throttle' }), aws: ['pinpoint', 'get-apps'], error: 'TooManyRequestsException' },
    {
      faults: once('GetApps', { kind: 'error', code: 'ForbiddenException' }),
      aws: ['pinpoint', 'get-apps'],
      error: 'ForbiddenException',
    },
    {
      faults: once('GetApps', { kind: 'error', status: 410, message: 'Gone.' }),
      aws: ['pinpoint', 'get-apps'],
      error: '410',
    },
    {
      aws: send(SEEDED, { first: { ChannelType: 'GCM' }, second: { ChannelType: 'APNS' } }),
      region: 'eu-west-1',
      output: {
        MessageResponse: {
          ApplicationId: SEEDED,
          Result: { first: { DeliveryStatus: 'SUCCESSFUL', StatusCode: 200 }, second: { MessageId: /-/ } },
        },
      },
    },
    {
      aws: send(SEEDED, { first: { ChannelType: 'SMS' } }),
      region: 'eu-west-1',
      error: 'BadRequestException',
      message: /SMS channel not found/,
    },
    { aws: send(SEEDED, { first: { ChannelType: 'GCM' } }), error: 'NotFoundException' },
    { aws: on('get-segments', SEEDED), error: 'NotImplemented', message: /GetSegments/ },
  ],
};
