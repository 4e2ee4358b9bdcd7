import { CreateTokenCommand, RegisterClientCommand } from '@aws-sdk/client-sso-oidc';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { type Clients, clientsFor, failureOf } from '../testing/clients.ts';
import { control, raw } from '../testing/rawRequest.ts';
import { challengeOf, START_URL, signedIn, VERIFIER, visit, waitingDevice } from '../testing/signingIn.ts';

let emulator: Emulator;
let clients: Clients;

const plant = async (sso: object) => {
  const accounts = { '111122223333': { 'us-east-1': { sso } } };
  expect((await control(emulator.endpoint, 'PUT', 'state', { version: 1, accounts })).status).toBe(200);
};
const advance = (advanceSeconds: number) => control(emulator.endpoint, 'POST', 'clock', { advanceSeconds });

beforeEach(async () => {
  emulator = await startEmulator();
  clients = clientsFor(emulator.endpoint);
  await plant({});
});
afterEach(() => emulator.close());

describe('signing in by device', () => {
  it('waits for the person, and then gives tokens once', async () => {
    const { started, ask, verificationUriComplete } = await waitingDevice(clients);
    expect(started).toMatchObject({
      userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
      verificationUri: `${emulator.endpoint}/device`,
      expiresIn: 600,
      interval: 1,
    });
    expect(await failureOf(ask())).toMatchObject({ name: 'AuthorizationPendingException', status: 400 });
    expect((await visit(verificationUriComplete)).text).toContain('Request approved');
    expect(await ask()).toMatchObject({
      accessToken: expect.stringMatching(/./),
      refreshToken: expect.stringMatching(/./),
      tokenType: 'Bearer',
      expiresIn: 3600,
    });
    expect((await failureOf(ask())).name).toBe('InvalidGrantException');
  });

  it('asks who asks too often to slow down', async () => {
    const { ask } = await waitingDevice(clients);
    const answers = [];
    for (let poll = 0; poll < 3; poll += 1) answers.push((await failureOf(ask())).name);
    expect(answers).toEqual(['AuthorizationPendingException', 'AuthorizationPendingException', 'SlowDownException']);
    await advance(5);
    expect((await failureOf(ask())).name).toBe('AuthorizationPendingException');
  });

  it('ends after ten minutes', async () => {
    const { ask, verificationUriComplete } = await waitingDevice(clients);
    await advance(601);
    expect((await failureOf(ask())).name).toBe('ExpiredTokenException');
    expect((await visit(verificationUriComplete)).status).toBe(400);
  });

  it('shows the person both answers where it is asked to, and tells a refusal', async () => {
    await plant({ approval: 'ask' });
    const { ask, verificationUriComplete } = await waitingDevice(clients);
    const { status, text, headers } = await visit(verificationUriComplete);
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toMatch(/Allow access.*Deny access/);
    expect((await failureOf(ask())).name).toBe('AuthorizationPendingException');
    await visit(`${verificationUriComplete}&answer=deny`);
    expect((await failureOf(ask())).name).toBe('AccessDeniedException');
  });

  it('knows no portal but its own', async () => {
    await plant({ startUrl: `${START_URL}/` });
    expect((await waitingDevice(clients)).started.userCode).toBeDefined();
    expect(await failureOf(waitingDevice(clients, 'https://other.awsapps.com/start'))).toMatchObject({
      name: 'InvalidRequestException',
      status: 400,
    });
  });

  it('is one answer of a person in a browser, and never a page of elsewhere', async () => {
    const { ask, verificationUriComplete } = await waitingDevice(clients);
    const { pathname, search } = new URL(verificationUriComplete);
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await raw(emulator.endpoint, { path: `${pathname}${search}`, headers })).status).toBe(403);
    expect((await failureOf(ask())).name).toBe('AuthorizationPendingException');
  });
});

describe('signing in by authorization code', () => {
  const redirectUri = 'http://127.0.0.1:54321/oauth/callback';

  async function registered() {
    const { clientId = '', clientSecret = '' } = await clients.oidc.send(
      new RegisterClientCommand({
        ...{ clientName: 'test', clientType: 'public', scopes: ['sso:account:access'], issuerUrl: START_URL },
        grantTypes: ['authorization_code', 'refresh_token'],
        redirectUris: ['http://127.0.0.1/oauth/callback'],
      }),
    );
    return { clientId, clientSecret };
  }

  const addressOf = (clientId: string, more: Record<string, string> = {}): string =>
    `${emulator.endpoint}/authorize?${new URLSearchParams({
      ...{ response_type: 'code', client_id: clientId, redirect_uri: redirectUri, state: 's&1' },
      ...{ code_challenge_method: 'S256', code_challenge: challengeOf(VERIFIER), scopes: 'sso:account:access' },
      ...more,
    })}`;

  const codeAt = async (address: string): Promise<string> => {
    const { status, headers } = await visit(address);
    const to = new URL(headers.location ?? 'none:');
    expect([status, to.origin + to.pathname, to.searchParams.get('state')]).toEqual([302, redirectUri, 's&1']);
    return to.searchParams.get('code') ?? '';
  };

  const exchange = (client: { clientId: string; clientSecret: string }, code: string, more = {}) =>
    clients.oidc.send(
      new CreateTokenCommand({
        ...client,
        ...{ grantType: 'authorization_code', code, codeVerifier: VERIFIER, redirectUri },
        ...more,
      }),
    );

  it('leads the browser back with a code, which gives tokens once', async () => {
    const client = await registered();
    const code = await codeAt(addressOf(client.clientId));
    expect(await exchange(client, code)).toMatchObject({ tokenType: 'Bearer', refreshToken: expect.any(String) });
    expect((await failureOf(exchange(client, code))).name).toBe('InvalidGrantException');
  });

  it.each([
    ['another verifier', { codeVerifier: 'w'.repeat(64) }],
    ['no verifier', { codeVerifier: undefined }],
    ['another address', { redirectUri: 'http://127.0.0.1:54322/oauth/callback' }],
  ])('refuses a code with %s, and takes it no more', async (_what, more) => {
    const client = await registered();
    const code = await codeAt(addressOf(client.clientId));
    expect(await failureOf(exchange(client, code, more))).toMatchObject({ name: 'InvalidGrantException', status: 400 });
    expect((await failureOf(exchange(client, code))).name).toBe('InvalidGrantException');
  });

  it('refuses a code that is over, or another client’s', async () => {
    const [client, other] = [await registered(), await registered()];
    const code = await codeAt(addressOf(client.clientId));
    expect((await failureOf(exchange(other, code))).name).toBe('InvalidGrantException');
    const late = await codeAt(addressOf(client.clientId));
    await advance(601);
    expect((await failureOf(exchange(client, late))).name).toBe('ExpiredTokenException');
  });

  it('tells the program where the person does not want to', async () => {
    const { clientId } = await registered();
    const { headers } = await visit(addressOf(clientId, { answer: 'deny' }));
    expect(new URL(headers.location ?? '').search).toBe('?state=s%261&error=access_denied');
  });

  it.each([
    ['an address that was not registered', { redirect_uri: 'https://evil.example/oauth/callback' }],
    ['no challenge', { code_challenge: '' }],
    ['a plain challenge', { code_challenge_method: 'plain' }],
    ['an implicit token', { response_type: 'token' }],
    ['a client that nobody registered', { client_id: 'made-up' }],
  ])('shows a page and leads nowhere for %s', async (_what, more) => {
    const { clientId } = await registered();
    const { status, headers } = await visit(addressOf(clientId, more));
    expect([status, headers.location]).toEqual([400, undefined]);
  });

  it('asks the person first where it is told to', async () => {
    await plant({ approval: 'ask' });
    const { clientId } = await registered();
    const { text } = await visit(addressOf(clientId));
    const allow = /href="([^"]*answer=allow)"/.exec(text)?.[1]?.replaceAll('&#38;', '&') ?? '';
    expect(await codeAt(`${emulator.endpoint}${allow}`)).not.toBe('');
  });
});

describe('renewing', () => {
  const renew = (client: { clientId: string; clientSecret: string }, refreshToken: string) =>
    clients.oidc.send(new CreateTokenCommand({ ...client, grantType: 'refresh_token', refreshToken }));

  it('gives a new token for the old one, once, while the session lasts', async () => {
    const { client, refreshToken } = await signedIn(clients);
    await advance(4000);
    const renewed = await renew(client, refreshToken);
    expect(renewed.accessToken).toBeDefined();
    expect((await failureOf(renew(client, refreshToken))).name).toBe('InvalidGrantException');
    await advance(8 * 3600);
    expect((await failureOf(renew(client, renewed.refreshToken ?? ''))).name).toBe('InvalidGrantException');
  });

  it('takes a client whose registration lasts', async () => {
    const { client, refreshToken } = await signedIn(clients);
    await advance(91 * 86_400);
    expect(await failureOf(renew(client, refreshToken))).toMatchObject({ name: 'InvalidClientException', status: 401 });
    const forged = { ...client, clientSecret: 'eyJvZiI6IngifQ' };
    expect((await failureOf(renew(forged, refreshToken))).name).toBe('InvalidClientException');
  });

  it('is for who asked for the scope', async () => {
    const registration = { clientName: 'test', clientType: 'public' };
    const { clientId = '', clientSecret = '' } = await clients.oidc.send(new RegisterClientCommand(registration));
    const { oidc } = clients;
    const { StartDeviceAuthorizationCommand } = await import('@aws-sdk/client-sso-oidc');
    const client = { clientId, clientSecret };
    const started = await oidc.send(new StartDeviceAuthorizationCommand({ ...client, startUrl: START_URL }));
    await visit(started.verificationUriComplete ?? '');
    const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
    const given = await oidc.send(new CreateTokenCommand({ ...client, grantType, deviceCode: started.deviceCode }));
    expect([given.accessToken === undefined, given.refreshToken]).toEqual([false, undefined]);
  });
});

describe('registering a client', () => {
  it.each([
    [{ clientType: 'confidential' }, 'InvalidClientMetadataException'],
    [{ grantTypes: ['password'] }, 'UnsupportedGrantTypeException'],
    [{ scopes: ['a b'] }, 'InvalidScopeException'],
    [{ grantTypes: ['authorization_code'] }, 'InvalidRedirectUriException'],
    [{ redirectUris: ['https://evil.example/'] }, 'InvalidRedirectUriException'],
    [{ clientName: '' }, 'InvalidRequestException'],
  ])('refuses %j', async (more, name) => {
    const registration = { clientName: 'test', clientType: 'public', ...more };
    expect(await failureOf(clients.oidc.send(new RegisterClientCommand(registration)))).toMatchObject({
      name,
      status: 400,
    });
  });

  it('names OAuth’s own code beside AWS’s', async () => {
    const body = JSON.stringify({ clientName: 'x', clientType: 'x' });
    const answer = await raw(emulator.endpoint, { method: 'POST', path: '/client/register', body });
    expect(answer.json()).toMatchObject({ error: 'invalid_client_metadata' });
  });
});
