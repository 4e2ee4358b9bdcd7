import { portalAt } from '../sso/portals.ts';
import type { SsoDocument } from '../sso/ssoDocument.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { type Client, clientOf } from './clients.ts';
import { page, redirect, wrong } from './pages.ts';

/** How long a code may wait to be exchanged; AWS publishes no figure. */
const CODE_MS = 10 * 60_000;

/** The address without its port, which a program learns only when it listens. */
const withoutPort = (uri: string): string => uri.replace(/^(http:\/\/(?:\[::1\]|[^/:]+)):\d+/, '$1');

interface Asked {
  readonly portal: SsoDocument;
  readonly redirectUri: string;
  readonly challenge: string;
}

/** What is asked for, or the text that says why it can't be. */
function asked({ query, world }: EmulatorCall, client: Client | undefined): Asked | string {
  const value = (name: string): string => query.get(name) ?? '';
  if (client === undefined) return 'client_id is not a registered client.';
  if (value('response_type') !== 'code') return 'response_type must be code.';
  if (!client.grantTypes.includes('authorization_code'))
    return 'The client was not registered for authorization codes.';
  const redirectUri = value('redirect_uri');
  if (!client.redirectUris.map(withoutPort).includes(withoutPort(redirectUri))) {
    return 'redirect_uri is not one that the client was registered with.';
  }
  if (value('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(value('code_challenge'))) {
    return 'code_challenge must be a SHA-256 hash, and code_challenge_method S256.';
  }
  const portal = client.issuerUrl === undefined ? undefined : portalAt(world, client.issuerUrl);
  return portal === undefined
    ? 'The client was registered for a portal that is not there.'
    : { portal, redirectUri, challenge: value('code_challenge') };
}

/**
 * Answers a browser as AWS does after the person has signed in: with a code, at the address of the program that asks.
 * `answer=deny` is the person who does not want to. AWS documents this path only by its clients.
 */
export const authorize: EmulatorOperation = {
  name: 'Authorize',
  effect: 'write',
  run(call) {
    const clientId = call.query.get('client_id') ?? '';
    const request = asked(call, clientOf(clientId));
    if (typeof request === 'string') return wrong(request);
    const { portal, redirectUri, challenge } = request;
    const answer = call.query.get('answer') ?? portal.approval ?? 'allow';
    if (answer !== 'allow' && answer !== 'deny') {
      const to = (said: string) => `/authorize?${new URLSearchParams([...call.query, ['answer', said]])}`;
      return page('Authorization requested', 'A program on this computer asks for your accounts.', [
        ['Allow access', to('allow')],
        ['Deny access', to('deny')],
      ]);
    }
    const back = new URL(redirectUri);
    back.searchParams.set('state', call.query.get('state') ?? '');
    if (answer === 'deny') {
      back.searchParams.set('error', 'access_denied');
    } else {
      const code = call.ids.uuid();
      const endsAt = new Date(call.now.getTime() + CODE_MS).toISOString();
      portal.codes.set(code, { clientId, redirectUri, challenge, endsAt });
      back.searchParams.set('code', code);
    }
    return redirect(back);
  },
};
