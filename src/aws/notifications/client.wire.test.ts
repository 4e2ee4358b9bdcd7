import { afterEach, describe, expect, test, vi } from 'vitest';
import { type LocalServer, type PlannedAnswer, type Responder, startLocalServer } from '../testing/localServer.ts';
import { verifySigV4 } from '../testing/sigV4Verifier.ts';
import * as sdk from './index.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret/+=', sessionToken: 'token==' };
const hub = {
  notificationHubRegion: 'eu-west-1',
  statusSummary: { status: 'ACTIVE', reason: '' },
  creationTime: '2026-11-22T02:00:00.250Z',
  lastActivationTime: '2026-11-22T02:00:05Z',
};

let server: LocalServer | undefined;
let client: sdk.NotificationsClient | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
  vi.unstubAllEnvs();
});

async function serve(respond: Responder, config: Partial<sdk.NotificationsClientConfig> = {}) {
  server = await startLocalServer(respond);
  client = new sdk.NotificationsClient({ region: 'us-east-1', credentials, endpoint: server.url, ...config });
  return { client, received: server.received };
}

const inTurn = (answers: readonly PlannedAnswer[]): Responder => {
  let next = 0;
  return () => answers[Math.min(next++, answers.length - 1)];
};

const failure = async (sent: Promise<unknown>): Promise<sdk.NotificationsServiceException> => {
  const error: unknown = await sent.then(
    () => undefined,
    thrown => thrown,
  );
  if (!(error instanceof Error)) throw new Error('nothing was thrown');
  return error as sdk.NotificationsServiceException;
};

describe('requests', () => {
  test('registers a hub by POST with a JSON body and reads times as dates', async () => {
    const { client, received } = await serve(() => ({ status: 201, body: hub }));
    const output = await client.send(new sdk.RegisterNotificationHubCommand({ notificationHubRegion: 'eu-west-1' }));
    expect(received[0]).toMatchObject({ method: 'POST', url: '/notification-hubs' });
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ notificationHubRegion: 'eu-west-1' });
    expect(received[0]?.headers['content-type']).toBe('application/json');
    expect(output.creationTime).toEqual(new Date('2026-11-22T02:00:00.250Z'));
    expect(output.lastActivationTime).toEqual(new Date('2026-11-22T02:00:05Z'));
    expect(output.statusSummary).toEqual({ status: 'ACTIVE', reason: '' });
    expect(output.$metadata.httpStatusCode).toBe(201);
  });

  test('deregisters a hub by DELETE and escapes the label', async () => {
    const { client, received } = await serve(() => ({ body: hub }));
    await client.send(new sdk.DeregisterNotificationHubCommand({ notificationHubRegion: 'a/b c:ü' }));
    expect(received[0]).toMatchObject({ method: 'DELETE', url: '/notification-hubs/a%2Fb%20c%3A%C3%BC', body: '' });
  });

  test('lists hubs by GET with the query members, and leaves out those not given', async () => {
    const { client, received } = await serve(() => ({ body: { notificationHubs: [hub], nextToken: 'n' } }));
    const output = await client.send(new sdk.ListNotificationHubsCommand({ maxResults: 3, nextToken: 'a+/=&' }));
    await client.send(new sdk.ListNotificationHubsCommand({}));
    expect(received.map(one => `${one.method} ${one.url}`)).toEqual([
      'GET /notification-hubs?maxResults=3&nextToken=a%2B%2F%3D%26',
      'GET /notification-hubs',
    ]);
    expect(output.notificationHubs?.[0]?.creationTime).toBeInstanceOf(Date);
    expect(output.nextToken).toBe('n');
  });

  test.each([
    ['POST', () => new sdk.RegisterNotificationHubCommand({ notificationHubRegion: 'eu-west-1' })],
    ['DELETE', () => new sdk.DeregisterNotificationHubCommand({ notificationHubRegion: 'eu west:1' })],
    ['GET', () => new sdk.ListNotificationHubsCommand({ maxResults: 3, nextToken: 'z=/a' })],
  ])('signs a %s so that an independent check finds it right', async (_method, command) => {
    const { client, received } = await serve(() => ({ body: { ...hub, notificationHubs: [] } }));
    await client.send(command() as sdk.ListNotificationHubsCommand);
    const request = received[0];
    if (request === undefined) throw new Error('nothing was received');
    const { signedHeaders, ...signature } = verifySigV4(request, credentials.secretAccessKey);
    expect(signature).toEqual({ accessKeyId: 'AKIDEXAMPLE', region: 'us-east-1', service: 'notifications' });
    expect(signedHeaders).toContain('x-amz-security-token');
    expect(request.headers['x-amz-security-token']).toBe('token==');
    expect(() => verifySigV4(request, 'another secret')).toThrow(/signature/);
  });

  test('sends the headers of a published client', async () => {
    const { client, received } = await serve(() => ({ body: { notificationHubs: [] } }));
    await client.send(new sdk.ListNotificationHubsCommand({}));
    const headers = received[0]?.headers ?? {};
    expect(headers['x-amz-user-agent']).toMatch(/^aws-sdk-js\//);
    expect(headers['user-agent']).toMatch(/api\/notifications#/);
    expect(headers['amz-sdk-invocation-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['amz-sdk-request']).toBe('attempt=1; max=3');
    expect(headers['x-amz-content-sha256']).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('errors', () => {
  const named = (name: string) => ({
    header: { headers: { 'x-amzn-errortype': `${name}:http://internal.amazon.com/` }, body: {} },
    body: { headers: {}, body: { __type: `com.amazonaws.notifications#${name}` } },
  });

  test.each([
    ['AccessDeniedException', 403, 'client', 'header'],
    ['ConflictException', 409, 'client', 'header'],
    ['InternalServerException', 500, 'server', 'body'],
    ['ResourceNotFoundException', 404, 'client', 'body'],
    ['ServiceQuotaExceededException', 402, 'client', 'header'],
    ['ThrottlingException', 429, 'client', 'body'],
    ['ValidationException', 400, 'client', 'body'],
    ['ExpiredTokenException', 403, 'client', 'header'],
  ] as const)('throws %s of HTTP %i as a fault of the %s, named by the %s', async (name, status, fault, carrier) => {
    const { headers, body } = named(name)[carrier];
    const { client } = await serve(
      () => ({
        status,
        headers: { ...headers, 'x-amzn-requestid': 'request-1', 'retry-after': '7' },
        body: { ...body, message: 'as AWS says' },
      }),
      { maxAttempts: 1 },
    );
    const error = await failure(client.send(new sdk.ListNotificationHubsCommand({})));
    expect(error).toBeInstanceOf(sdk.NotificationsServiceException);
    expect(error).toMatchObject({ name, message: 'as AWS says', $fault: fault });
    expect(error.$metadata).toMatchObject({ httpStatusCode: status, requestId: 'request-1', attempts: 1 });
    expect(error.$response).toMatchObject({ statusCode: status, headers: { 'retry-after': '7' } });
  });
});

describe('retries', () => {
  const failing: PlannedAnswer = { status: 500, headers: { 'x-amzn-errortype': 'InternalServerException' } };
  const throttled: PlannedAnswer = {
    status: 429,
    headers: { 'x-amzn-errortype': 'ThrottlingException', 'retry-after': '1' },
  };
  const fine: PlannedAnswer = { body: { notificationHubs: [] } };

  test('tries again after a 500 and a 429, for as long as Retry-After says', async () => {
    const { client, received } = await serve(inTurn([failing, throttled, fine]));
    const started = performance.now();
    const output = await client.send(new sdk.ListNotificationHubsCommand({}));
    expect(output.$metadata.attempts).toBe(3);
    expect(received).toHaveLength(3);
    expect(performance.now() - started).toBeGreaterThan(950);
  });

  test('does so in adaptive mode too', async () => {
    const { client, received } = await serve(inTurn([failing, fine]), { retryMode: 'adaptive' });
    await client.send(new sdk.ListNotificationHubsCommand({}));
    expect(received).toHaveLength(2);
  });

  test('gives up after the last attempt with the number of them', async () => {
    const { client, received } = await serve(() => failing, { maxAttempts: 2 });
    const error = await failure(client.send(new sdk.ListNotificationHubsCommand({})));
    expect(error).toMatchObject({ name: 'InternalServerException', $metadata: { attempts: 2 } });
    expect(received).toHaveLength(2);
  });

  test('sends once where one attempt is allowed', async () => {
    const { client, received } = await serve(() => failing, { maxAttempts: 1 });
    await failure(client.send(new sdk.RegisterNotificationHubCommand({ notificationHubRegion: 'eu-west-1' })));
    expect(received).toHaveLength(1);
  });

  test('stops at once when aborted in the middle of a wait', async () => {
    // Longer than a test may take.
    const later = { ...throttled, headers: { ...throttled.headers, 'retry-after': '600' } };
    const { client, received } = await serve(() => later);
    const stop = new AbortController();
    const sent = failure(client.send(new sdk.ListNotificationHubsCommand({}), { abortSignal: stop.signal }));
    await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 20_000 });
    setTimeout(() => stop.abort(), 50);
    expect((await sent).name).toBe('AbortError');
    expect(received).toHaveLength(1);
  });

  test('learns the right time from an answer that complains about the clock', async () => {
    const ahead = 2 * 3600_000;
    const { client, received } = await serve((request, _response) => {
      const day = request.headers['x-amz-date'] ?? '';
      const stamp = Date.parse(day.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'));
      const now = Date.now() + ahead;
      if (Math.abs(now - stamp) < 60_000) return fine;
      return {
        status: 403,
        headers: { 'x-amzn-errortype': 'InvalidSignatureException', date: new Date(now).toUTCString() },
        body: { message: 'Signature expired' },
      };
    });
    await client.send(new sdk.ListNotificationHubsCommand({}));
    expect(received).toHaveLength(2);
  });
});

describe('endpoints', () => {
  const hostFor = async (config: Partial<sdk.NotificationsClientConfig>): Promise<string> => {
    const asked: string[] = [];
    const requestHandler = {
      metadata: { handlerProtocol: 'http/1.1' },
      async handle(request: { readonly protocol: string; readonly hostname: string; readonly port?: number }) {
        asked.push(`${request.protocol}//${request.hostname}${request.port === undefined ? '' : `:${request.port}`}`);
        throw new Error('not sent');
      },
      updateHttpClientConfig() {},
      httpHandlerConfigs: () => ({}),
    };
    const one = new sdk.NotificationsClient({
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
      requestHandler,
      ...config,
    });
    await one.send(new sdk.ListNotificationHubsCommand({})).catch(() => undefined);
    return asked.join();
  };

  test.each([
    [{ region: 'us-east-1' }, 'https://notifications.us-east-1.api.aws'],
    [{ region: 'us-east-1', useFipsEndpoint: true }, 'https://notifications-fips.us-east-1.api.aws'],
    [{ region: 'us-gov-west-1' }, 'https://notifications.us-gov-west-1.api.aws'],
    [{ region: 'cn-north-1' }, 'https://notifications.cn-north-1.api.amazonwebservices.com.cn'],
    [{ region: 'eusc-de-east-1' }, 'https://notifications.eusc-de-east-1.api.amazonwebservices.eu'],
    [{ endpoint: 'http://127.0.0.1:4567' }, 'http://127.0.0.1:4567'],
  ])('asks %o at %s', async (config, host) => {
    expect(await hostFor(config)).toBe(host);
  });

  test('takes AWS_ENDPOINT_URL_NOTIFICATIONS unless told to ignore it', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_NOTIFICATIONS', 'http://127.0.0.1:9');
    expect(await hostFor({})).toBe('http://127.0.0.1:9');
    expect(await hostFor({ ignoreConfiguredEndpointUrls: true })).toBe('https://notifications.us-east-1.api.aws');
  });

  test('refuses FIPS together with an endpoint of its own', async () => {
    expect(await hostFor({ useFipsEndpoint: true, endpoint: 'http://127.0.0.1:1' })).toBe('');
  });
});
