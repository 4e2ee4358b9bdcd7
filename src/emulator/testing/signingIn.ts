import { createHash } from 'node:crypto';
import { CreateTokenCommand, RegisterClientCommand, StartDeviceAuthorizationCommand } from '@aws-sdk/client-sso-oidc';
import type { Clients } from './clients.ts';
import { raw } from './rawRequest.ts';

/** The start URL of a portal that takes any. */
export const START_URL = 'https://corp.awsapps.com/start';

/** A verifier of 64 letters, and what is sent ahead of it. */
export const VERIFIER = 'v'.repeat(64);
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** A client that may sign in by device, and renew. */
export async function deviceClient({ oidc }: Clients) {
  const registration = { clientName: 'test', clientType: 'public', scopes: ['sso:account:access'] };
  const { clientId = '', clientSecret = '' } = await oidc.send(new RegisterClientCommand(registration));
  return { clientId, clientSecret };
}

/** A device that waits for its answer, and the question for its token. */
export async function waitingDevice(clients: Clients, startUrl = START_URL) {
  const client = await deviceClient(clients);
  const started = await clients.oidc.send(new StartDeviceAuthorizationCommand({ ...client, startUrl }));
  const { deviceCode = '', verificationUriComplete = '' } = started;
  const ask = () => clients.oidc.send(new CreateTokenCommand({ ...client, grantType: DEVICE_GRANT, deviceCode }));
  return { client, started, ask, verificationUriComplete };
}

/** Opens an address of the emulator as a browser does. */
export function visit(address: string) {
  const { origin, pathname, search } = new URL(address);
  return raw(origin, { path: `${pathname}${search}`, headers: { 'sec-fetch-site': 'none' } });
}

/** A sign-in by device, with its tokens. */
export async function signedIn(clients: Clients) {
  const { client, ask, verificationUriComplete } = await waitingDevice(clients);
  await visit(verificationUriComplete);
  const { accessToken = '', refreshToken = '' } = await ask();
  return { client, accessToken, refreshToken };
}
