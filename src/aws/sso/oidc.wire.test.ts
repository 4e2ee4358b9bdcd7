import { afterEach, beforeEach, expect, test } from 'vitest';
import { InstantClock } from '../../../test/support/manualClock.ts';
import type { AccessError } from '../../core/model/errors.ts';
import { Connections } from '../clients/connections.ts';
import { type AwsHome, makeAwsHome } from '../testing/awsHome.ts';
import { jsonError } from '../testing/fakeAws.ts';
import { type LocalServer, startLocalServer } from '../testing/localServer.ts';
import { Oidc } from './oidc.ts';
import { sessionAt } from './session.ts';
import { type SignInPrompt, signIn } from './signIn.ts';
import { TokenCache } from './tokenCache.ts';

const registered = { clientId: 'c', clientSecret: 's', clientSecretExpiresAt: 4_000_000_000 };
const begun = {
  ...{ deviceCode: 'd', userCode: 'ABCD-EFGH', expiresIn: 600 },
  ...{ verificationUri: 'https://device.sso/', verificationUriComplete: 'https://device.sso/?user_code=ABCD-EFGH' },
};

let portal: LocalServer;
let home: AwsHome;
let connections: Connections;
let client: object;
let device: object;
beforeEach(async () => {
  [client, device] = [registered, begun];
  portal = await startLocalServer(({ url }) => {
    if (url === '/client/register') return { body: client };
    if (url === '/device_authorization') return { body: device };
    return jsonError(400, 'AuthorizationPendingException', 'wait');
  });
  home = await makeAwsHome();
  connections = new Connections();
});
afterEach(async () => {
  connections.destroy();
  await home.remove();
  await portal.close();
});

/** Begins a sign-in by a code that nobody confirms. */
async function attempt() {
  const clock = new InstantClock();
  const endpoint = { kind: 'given', url: portal.url } as const;
  const shown: SignInPrompt[] = [];
  const parts = {
    session: sessionAt('https://corp.awsapps.com/start', 'eu-west-1'),
    oidc: new Oidc({ region: 'eu-west-1', endpoint, handler: connections.handler, clock }),
    cache: new TokenCache(home.env),
    ...{ clock, show: (prompt: SignInPrompt) => void shown.push(prompt), signal: new AbortController().signal },
  };
  const error = await signIn(parts, 'device').catch((thrown: AccessError) => thrown);
  return { error, shown, slept: clock.slept };
}

test.each(['/Applications/Calculator.app', 'file:///usr/bin/true', 'javascript:alert(1)', '-a', 'vscode://x/y', ''])(
  'shows nobody %j for the page of a sign-in',
  async address => {
    for (const member of ['verificationUri', 'verificationUriComplete']) {
      device = { ...begun, [member]: address };
      const { error, shown } = await attempt();
      expect(error).toMatchObject({ code: 'unexpected-answer', message: expect.stringContaining(member) });
      expect(shown).toEqual([]);
    }
  },
);

test.each([
  [undefined, 5_000],
  [0, 1_000],
  [-7, 1_000],
  [1e12, 60_000],
])('asks at a pace of its own where the portal wants to be asked every %s seconds', async (interval, wait) => {
  device = { ...begun, interval };
  const { error, slept } = await attempt();
  expect(error).toMatchObject({ code: 'not-signed-in' });
  expect(slept[0]).toBe(wait);
  expect(slept).toHaveLength(600_000 / wait);
});

test.each([undefined, 0, 'soon', 1e300])(
  'goes on with a client whose end is told as %s',
  async clientSecretExpiresAt => {
    client = { ...registered, clientSecretExpiresAt };
    expect((await attempt()).error).toMatchObject({ code: 'not-signed-in' });
  },
);
