import { createHash } from 'node:crypto';

const ACCOUNT = '100000000019';
const OTHER = '100000000020';
const START_URL = 'https://agreement.awsapps.com/start';
const VERIFIER = 'v'.repeat(64);
const CALLBACK = 'http://127.0.0.1:54321/oauth/callback';
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

// As JSON: the AWS CLI 1 takes an argument that is a URL for where its value is.
const oidc = (operation, input) => ['sso-oidc', operation, '--cli-input-json', JSON.stringify(input)];
const ofClient = ({ client: { clientId, clientSecret } }) => ({ clientId, clientSecret });
const createToken = (memory, grantType, more = {}) => oidc('create-token', { ...ofClient(memory), grantType, ...more });
const portal = ({ token }, operation, ...args) => ['sso', operation, '--access-token', token.accessToken, ...args];

const register = { clientName: 'agreement', clientType: 'public', scopes: ['sso:account:access'] };
const registered = {
  clientId: /./,
  clientSecret: /./,
  clientIdIssuedAt: Number.isInteger,
  clientSecretExpiresAt: Number.isInteger,
};
const remember = name => (output, memory) => {
  memory[name] = output;
};
const tokens = { accessToken: /./, refreshToken: /./, tokenType: 'Bearer', expiresIn: 3600 };

/** Signing in by IAM Identity Center, by device and by code, and what its portal gives. */
export const signIn = {
  name: 'sign-in',
  account: ACCOUNT,
  state: {
    [ACCOUNT]: {
      'us-east-1': {
        sso: {
          startUrl: START_URL,
          accounts: { [ACCOUNT]: { name: 'One', roles: ['Reader'] }, [OTHER]: { name: 'Two' } },
        },
      },
    },
  },
  cases: [
    { aws: oidc('register-client', register), output: registered, remember: remember('client') },
    memory => ({
      aws: oidc('start-device-authorization', { ...ofClient(memory), startUrl: START_URL }),
      output: { deviceCode: /./, userCode: /^[A-Z]{4}-[A-Z]{4}$/, verificationUriComplete: /user_code=/, interval: 1 },
      remember: remember('device'),
    }),
    memory => ({
      aws: createToken(memory, DEVICE_GRANT, { deviceCode: memory.device.deviceCode }),
      error: 'AuthorizationPendingException',
    }),
    memory => ({
      visit: memory.device.verificationUriComplete,
      aws: createToken(memory, DEVICE_GRANT, { deviceCode: memory.device.deviceCode }),
      output: tokens,
      remember: remember('token'),
    }),
    memory => ({
      aws: createToken(memory, 'refresh_token', { refreshToken: memory.token.refreshToken }),
      output: tokens,
      remember: remember('token'),
    }),
    memory => ({ aws: createToken(memory, 'password'), error: 'UnsupportedGrantTypeException' }),
    {
      aws: oidc('register-client', {
        ...{ ...register, issuerUrl: START_URL, redirectUris: ['http://127.0.0.1/oauth/callback'] },
        grantTypes: ['authorization_code', 'refresh_token'],
      }),
      output: registered,
      remember: remember('client'),
    },
    (memory, endpoint) => ({
      visit: `${endpoint}/authorize?${new URLSearchParams({
        ...{ response_type: 'code', client_id: memory.client.clientId, redirect_uri: CALLBACK, state: 's' },
        ...{ code_challenge_method: 'S256', scopes: 'sso:account:access' },
        code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      })}`,
      aws: portal(memory, 'list-accounts', '--max-results', '1'),
      output: { accountList: [{ accountId: ACCOUNT, accountName: 'One' }], nextToken: /./ },
    }),
    memory => ({
      aws: createToken(memory, 'authorization_code', {
        ...{ code: new URL(memory.location).searchParams.get('code'), codeVerifier: VERIFIER },
        redirectUri: CALLBACK,
      }),
      output: tokens,
    }),
    memory => ({
      aws: portal(memory, 'list-account-roles', '--account-id', OTHER),
      output: { roleList: [{ roleName: 'AdministratorAccess' }, { roleName: 'ReadOnlyAccess', accountId: OTHER }] },
    }),
    memory => ({
      aws: portal(memory, 'get-role-credentials', '--account-id', ACCOUNT, '--role-name', 'Reader'),
      output: { roleCredentials: { accessKeyId: ACCOUNT, sessionToken: /./, expiration: value => value > Date.now() } },
    }),
    memory => ({
      aws: portal(memory, 'get-role-credentials', '--account-id', ACCOUNT, '--role-name', 'Owner'),
      error: 'ForbiddenException',
    }),
    memory => ({ aws: portal(memory, 'logout') }),
    memory => ({ aws: portal(memory, 'list-accounts'), error: 'UnauthorizedException' }),
  ],
};
