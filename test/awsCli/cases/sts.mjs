const identity = ['sts', 'get-caller-identity'];
const assume = ['sts', 'assume-role', '--role-arn', 'arn:aws:iam::100000000018:role/deployer'];

/** Who the caller is. */
export const sts = {
  name: 'sts',
  account: '100000000008',
  state: { 100000000008: {} },
  cases: [
    {
      aws: identity,
      output: { Account: '100000000008', Arn: 'arn:aws:iam::100000000008:user/emulator', UserId: /^AIDA/ },
    },
    { aws: identity, region: 'eu-west-1', output: { Account: '100000000008' } },
    { aws: identity, account: 'AKIAIOSFODNN7EXAMPLE', output: { Account: '000000000000' } },
    {
      faults: [{ service: 'sts', account: '100000000008', kind: 'error', code: 'ExpiredToken', count: 1 }],
      aws: identity,
      error: 'ExpiredToken',
    },
    {
      faults: [{ service: 'sts', account: '100000000008', kind: 'clockSkew', count: 1 }],
      aws: identity,
      error: 'SignatureDoesNotMatch',
    },
    {
      aws: [...assume, '--role-session-name', 'maria'],
      output: {
        Credentials: { AccessKeyId: '100000000018', SessionToken: /./, Expiration: /Z$|\+00:00$/ },
        AssumedRoleUser: { Arn: 'arn:aws:sts::100000000018:assumed-role/deployer/maria' },
      },
    },
    {
      aws: [
        'sts',
        'assume-role-with-web-identity',
        ...assume.slice(2),
        '--role-session-name',
        'pod',
        '--web-identity-token',
        'any-token',
      ],
      output: {
        Credentials: { AccessKeyId: '100000000018' },
        AssumedRoleUser: { Arn: 'arn:aws:sts::100000000018:assumed-role/deployer/pod' },
      },
    },
    { aws: [...assume, '--role-session-name', 'maria', '--token-code', '123456'], error: 'AccessDenied' },
    { aws: [...assume, '--role-session-name', 'a b'], error: 'ValidationError' },
    { aws: ['sts', 'get-session-token'], error: 'NotImplemented', message: /GetSessionToken/ },
  ],
};
