import { createHash } from 'node:crypto';
import { portalsOf } from '../sso/portals.ts';
import type { Device, SsoDocument } from '../sso/ssoDocument.ts';
import type { Collection } from '../state/collection.ts';
import type { Output } from '../wire/reply.ts';
import { list, object, optional, type ShapeOf, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { type Client, DEVICE_GRANT, inputOf, provenClient } from './clients.ts';
import { INTERVAL_SECONDS } from './device.ts';
import { fail } from './errors.ts';

const input = object({
  clientId: string(),
  clientSecret: string(),
  grantType: string(),
  deviceCode: optional(string()),
  code: optional(string()),
  refreshToken: optional(string()),
  scope: optional(list(string())),
  redirectUri: optional(string()),
  codeVerifier: optional(string()),
});

type Input = ShapeOf<typeof input>;

/** AWS's access tokens last an hour; a session eight, unless an administrator says otherwise. */
const TOKEN_SECONDS = 3600;
const SESSION_SECONDS = 8 * 3600;

/** Only who asked for this scope gets a token to renew with. */
const RENEWABLE_SCOPE = 'sso:account:access';

const invalidGrant = (what: string) => fail('InvalidGrantException', `${what} is not valid`);

const lasts = (until: string, { now }: EmulatorCall): boolean => Date.parse(until) > now.getTime();

/** The entry of one of the portals' collections by its name. @throws {ServiceError} InvalidGrantException */
function find<T>(call: EmulatorCall, what: string, name: string, of: (portal: SsoDocument) => Collection<T>) {
  for (const portal of portalsOf(call.world)) {
    const item = of(portal).get(name);
    if (item !== undefined) return { portal, item };
  }
  throw invalidGrant(what);
}

function tokens(
  call: EmulatorCall,
  portal: SsoDocument,
  session: string,
  clientId: string,
  isRenewable: boolean,
): Output {
  const { tokenSeconds = TOKEN_SECONDS } = portal;
  const left = Math.floor((Date.parse(portal.sessions.get(session) ?? '') - call.now.getTime()) / 1000);
  // No token outlasts its session.
  const expiresIn = Math.min(tokenSeconds, left);
  const accessToken = `aoa${call.ids.hex(40)}`;
  portal.tokens.set(accessToken, { session, endsAt: new Date(call.now.getTime() + expiresIn * 1000).toISOString() });
  const body = { accessToken, tokenType: 'Bearer', expiresIn };
  if (!isRenewable) return { body };
  const refreshToken = `aor${call.ids.hex(40)}`;
  portal.renewals.set(refreshToken, { session, clientId });
  return { body: { ...body, refreshToken } };
}

function begin(call: EmulatorCall, portal: SsoDocument, clientId: string, { scopes, grantTypes }: Client): Output {
  const session = call.ids.uuid();
  const { sessionSeconds = SESSION_SECONDS } = portal;
  portal.sessions.set(session, new Date(call.now.getTime() + sessionSeconds * 1000).toISOString());
  const mayRenew = grantTypes.length === 0 || grantTypes.includes('refresh_token');
  return tokens(call, portal, session, clientId, mayRenew && scopes.includes(RENEWABLE_SCOPE));
}

/**
 * True for a question that comes before its time. AWS publishes no threshold; the first two may follow each other at
 * once, as the AWS CLI asks them.
 */
function isTooSoon({ polledAt, polls = 0 }: Device, portal: SsoDocument, { now }: EmulatorCall): boolean {
  const { intervalSeconds = INTERVAL_SECONDS } = portal;
  // Half of it, since clocks and networks are uneven.
  return polls >= 2 && polledAt !== undefined && now.getTime() - Date.parse(polledAt) < intervalSeconds * 500;
}

function byDevice(call: EmulatorCall, { clientId, deviceCode = '' }: Input, client: Client): Output {
  const { portal, item: device } = find(call, 'The device code', deviceCode, ({ devices }) => devices);
  if (device.clientId !== clientId) throw invalidGrant('The device code');
  if (!lasts(device.endsAt, call)) throw fail('ExpiredTokenException', 'The device code is over');
  const tooSoon = isTooSoon(device, portal, call);
  portal.devices.set(deviceCode, { ...device, polledAt: call.now.toISOString(), polls: (device.polls ?? 0) + 1 });
  if (device.answer === 'deny') throw fail('AccessDeniedException', 'The person denied access');
  if (tooSoon) throw fail('SlowDownException', 'Asked again too soon');
  if (device.answer === undefined) throw fail('AuthorizationPendingException', 'Authorization is pending');
  portal.devices.delete(deviceCode);
  return begin(call, portal, clientId, client);
}

function byCode(call: EmulatorCall, { clientId, code = '', codeVerifier = '', redirectUri }: Input, client: Client) {
  const { portal, item } = find(call, 'The authorization code', code, ({ codes }) => codes);
  // Whatever comes of it, a code is taken once.
  portal.codes.delete(code);
  const challenge = createHash('sha256').update(codeVerifier).digest('base64url');
  if (item.clientId !== clientId || item.redirectUri !== redirectUri || item.challenge !== challenge) {
    throw invalidGrant('The authorization code, its verifier or its redirect URI');
  }
  if (!lasts(item.endsAt, call)) throw fail('ExpiredTokenException', 'The authorization code is over');
  return begin(call, portal, clientId, client);
}

/** A token to renew with is taken once, and another comes back; AWS does not say whether its own are. */
function byRenewal(call: EmulatorCall, { clientId, refreshToken = '' }: Input): Output {
  const { portal, item } = find(call, 'The refresh token', refreshToken, ({ renewals }) => renewals);
  if (item.clientId !== clientId) throw invalidGrant('The refresh token');
  portal.renewals.delete(refreshToken);
  if (!lasts(portal.sessions.get(item.session) ?? '', call)) throw invalidGrant('The refresh token');
  return tokens(call, portal, item.session, clientId, true);
}

const grants: ReadonlyMap<string, (call: EmulatorCall, input: Input, client: Client) => Output> = new Map([
  [DEVICE_GRANT, byDevice],
  ['authorization_code', byCode],
  ['refresh_token', byRenewal],
]);

/** @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html */
export const createToken: EmulatorOperation = {
  name: 'CreateToken',
  effect: 'write',
  run(call) {
    const asked = inputOf(input, call);
    const client = provenClient(asked, call.now);
    const grant = grants.get(asked.grantType);
    if (grant === undefined) throw fail('UnsupportedGrantTypeException', 'The grant type is not known');
    const { grantTypes } = client;
    if (grantTypes.length > 0 && !grantTypes.includes(asked.grantType)) {
      throw fail('UnauthorizedClientException', 'The client was not registered for this grant type');
    }
    return grant(call, asked, client);
  },
};
