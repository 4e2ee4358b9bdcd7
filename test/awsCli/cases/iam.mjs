const ACCOUNT = '100000000006';
const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'pinpoint.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const named = (operation, name, ...more) => ['iam', operation, '--role-name', name, ...more];
const create = (name, trust = JSON.stringify(TRUST), ...more) =>
  named('create-role', name, '--assume-role-policy-document', trust, ...more);
const once = (operation, fault) => [{ service: 'iam', operation, account: ACCOUNT, count: 1, ...fault }];
const roles = Array.from({ length: 105 }, (_, index) => `role-${index + 100}`);

/** Roles. */
export const iam = {
  name: 'iam',
  account: ACCOUNT,
  state: {
    [ACCOUNT]: {},
    100000000016: {
      'us-east-1': {
        iam: {
          roles: Object.fromEntries(
            roles.map(name => [name, { name, assumeRolePolicyDocument: JSON.stringify(TRUST) }]),
          ),
        },
      },
    },
  },
  cases: [
    { aws: ['iam', 'list-roles'], output: { Roles: [] } },
    {
      aws: create(
        'events',
        JSON.stringify(TRUST),
        '--path',
        '/service-role/',
        '--description',
        'Writes events',
        '--tags',
        'Key=team,Value=mobile',
      ),
      output: {
        Role: {
          RoleName: 'events',
          Path: '/service-role/',
          Arn: `arn:aws:iam::${ACCOUNT}:role/service-role/events`,
          RoleId: /^AROA/,
          AssumeRolePolicyDocument: TRUST,
        },
      },
    },
    { aws: create('EVENTS'), error: 'EntityAlreadyExists' },
    { aws: create('other', '{'), error: 'MalformedPolicyDocument' },
    { aws: create('a/b'), error: 'ValidationError' },
    {
      aws: named('get-role', 'events'),
      output: {
        Role: {
          RoleName: 'events',
          CreateDate: /^\d{4}-/,
          Description: 'Writes events',
          MaxSessionDuration: 3600,
          AssumeRolePolicyDocument: TRUST,
          Tags: [{ Key: 'team', Value: 'mobile' }],
        },
      },
    },
    { aws: named('get-role', 'none'), error: 'NoSuchEntity', message: 'The role with name none cannot be found.' },
    {
      aws: ['iam', 'list-roles', '--path-prefix', '/service-role/'],
      output: { Roles: [{ RoleName: 'events', Tags: value => value === undefined }] },
    },
    { aws: ['iam', 'list-roles', '--path-prefix', '/other/'], output: { Roles: [] } },
    { aws: ['iam', 'list-roles'], account: '100000000016', output: { Roles: roles.map(RoleName => ({ RoleName })) } },
    { aws: ['iam', 'list-roles', '--page-size', '1001'], error: 'ValidationError' },
    { aws: named('delete-role', 'events') },
    { aws: named('delete-role', 'events'), error: 'NoSuchEntity' },
    {
      faults: once('ListRoles', { kind: 'error', code: 'ServiceFailure' }),
      aws: ['iam', 'list-roles'],
      error: 'ServiceFailure',
    },
    { faults: once('ListRoles', { kind: 'throttle' }), aws: ['iam', 'list-roles'], error: 'Throttling' },
    {
      faults: once('ListRoles', { kind: 'error', code: 'AccessDenied' }),
      aws: ['iam', 'list-roles'],
      error: 'AccessDenied',
    },
    { aws: ['iam', 'list-users'], error: 'NotImplemented', message: /ListUsers/ },
  ],
};
