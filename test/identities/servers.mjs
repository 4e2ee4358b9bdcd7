import { createServer } from 'node:http';

const inAnHour = () => new Date(Date.now() + 3600_000);
const keys = account => ({ AccessKeyId: account, SecretAccessKey: 's', Token: 't' });

/** Plays what hands out credentials besides STS, each for an account of its own. */
const places = {
  /** A container's host: `/container/ACCOUNT`; with an Expiration or a token of its own. */
  container: ([account], request) => {
    if (account === 'refuses') return [500, { message: 'no' }];
    if (account === 'guarded' && request.headers.authorization !== 'open sesame') return [403, { message: 'no' }];
    const Expiration = account === 'over' ? '2020-01-01T00:00:00Z' : inAnHour().toISOString();
    return [200, { ...keys(/^\d+$/.test(account) ? account : '777777777777'), Expiration }];
  },
  /** The instance metadata service, version 2. */
  latest: path => {
    if (path.join('/') === 'api/token') return [200, 'token', { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' }];
    if (path.at(-1) === '' || path.at(-1) === 'security-credentials') return [200, 'role'];
    const times = { LastUpdated: new Date().toISOString(), Expiration: inAnHour().toISOString() };
    return [200, { Code: 'Success', Type: 'AWS-HMAC', ...keys('101010101010'), ...times }];
  },
  /** The portal of IAM Identity Center: the account that is asked for, for a token that it knows. */
  federation: (_path, request, query) => {
    if (!/^(good|renewed)-token$/.test(request.headers['x-amz-sso_bearer_token'] ?? '')) {
      return [401, { message: 'no' }, { 'x-amzn-errortype': 'UnauthorizedException' }];
    }
    const [accessKeyId, expiration] = [query.get('account_id'), inAnHour().getTime()];
    return [200, { roleCredentials: { accessKeyId, secretAccessKey: 's', sessionToken: 't', expiration } }];
  },
  /** OIDC's renewal of a token. */
  token: () => [200, { accessToken: 'renewed-token', expiresIn: 3600, refreshToken: 'r2', tokenType: 'Bearer' }],
};

/** Starts the server of all of them; gives its address and how to stop it. */
export async function startServers() {
  const server = createServer((request, response) => {
    request.resume();
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, place = '', ...path] = url.pathname.split('/');
    const [status, body, headers = {}] = places[place]?.(path, request, url.searchParams) ?? [404, { message: 'no' }];
    const isText = typeof body === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
    response.end(isText ? body : JSON.stringify(body));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}
