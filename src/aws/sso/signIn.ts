import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../core/model/aborting.ts';
import { AccessError, isPassing } from '../../core/model/errors.ts';
import type { Answer, Clock } from '../../core/model/ports.ts';
import { openLoopback, REGISTERED_ADDRESS } from './loopback.ts';
import type { GivenToken, Oidc, RegisteredClient } from './oidc.ts';
import { cacheName, type SsoSession } from './session.ts';
import { cacheTime, keptTime, type TokenCache } from './tokenCache.ts';

/** What a person does to sign in: says yes in a browser here, or enters a code in one anywhere. */
export type SignInPrompt =
  | { readonly kind: 'browser'; readonly address: string }
  | {
      readonly kind: 'device';
      readonly userCode: string;
      /** Where the code is entered. */
      readonly page: string;
      /** The same page with the code in it. */
      readonly address: string;
      /** Milliseconds since 1970. */
      readonly endsAt: number;
    };

/** How a sign-in goes: through a browser on this computer, which comes back to us, or by a code on any device. */
export type SignInWay = SignInPrompt['kind'];

/** What a sign-in is made with. */
export interface SignInParts {
  readonly session: SsoSession;
  readonly oidc: Oidc;
  readonly cache: TokenCache;
  readonly clock: Clock;
  /** Tells the person what to do. Where it throws, the sign-in ends with that. */
  readonly show: (prompt: SignInPrompt) => Promise<void> | void;
  readonly signal: AbortSignal;
}

/** Only with this scope a token comes that can be renewed, and that the portal takes. */
const SCOPES = ['sso:account:access'];
const CLIENT = { clientName: 'notification-explorer', clientType: 'public' } as const;

/** A registration is not begun with where it ends this soon. */
const REGISTRATION_MARGIN_MS = 15 * 60_000;
/** How long a person may take in the browser, as with the AWS CLI. */
const BROWSER_MS = 10 * 60_000;
/** RFC 8628, where the portal says nothing, and what it asks to add. */
const INTERVAL_SECONDS = 5;
const LONGEST_INTERVAL_SECONDS = 60;
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** JSON as Python writes it with sorted keys, since the AWS CLI names a registration by its hash. */
function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, one]) => `${pythonJson(name)}: ${pythonJson(one)}`).join(', ')}}`;
  }
  return JSON.stringify(value ?? null).replace(
    /[\u007f-\uffff]/g,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The name under which a registered client of a session is kept. */
export function registrationName({ name, startUrl, region }: SsoSession, scopes: readonly string[] | null): string {
  return cacheName(pythonJson({ tool: 'botocore', startUrl, region, scopes, session_name: name ?? null }));
}

/** The client of a sign-in, and what forgets it where it was kept from an earlier one. */
interface UsedClient extends RegisteredClient {
  readonly forget?: () => Promise<void>;
}

/**
 * A client of this session that the portal knows, registered where none is kept, as the AWS CLI registers its own: one for
 * codes that a browser brings has other grants than one for devices.
 */
async function client({ session, oidc, cache, clock, signal }: SignInParts, way: SignInWay): Promise<UsedClient> {
  const scopes = session.scopes ?? SCOPES;
  const grantTypes = way === 'browser' ? ['authorization_code', 'refresh_token'] : undefined;
  const name = registrationName(session, way === 'browser' ? (session.scopes ?? null) : scopes);
  const kept = await cache.registration(name);
  const { clientId, clientSecret, expiresAt } = kept ?? {};
  const endsAt = keptTime(expiresAt);
  const isOfWay = Array.isArray(kept?.grantTypes) === (way === 'browser');
  if (typeof clientId === 'string' && typeof clientSecret === 'string' && isOfWay) {
    const forget = () => cache.dropRegistration(name);
    if (endsAt - clock.now() > REGISTRATION_MARGIN_MS) return { clientId, clientSecret, endsAt, forget };
  }
  const more = way === 'browser' ? { redirectUris: [REGISTERED_ADDRESS], issuerUrl: session.startUrl } : {};
  const fresh = await oidc.register({ ...CLIENT, scopes: [...scopes], grantTypes, ...more }, signal);
  await cache.keepRegistration(name, {
    ...{ clientId: fresh.clientId, clientSecret: fresh.clientSecret, expiresAt: cacheTime(fresh.endsAt), scopes },
    ...(grantTypes === undefined ? {} : { grantTypes }),
  });
  return fresh;
}

async function byBrowser(parts: SignInParts, registered: RegisteredClient): Promise<GivenToken> {
  const { oidc, session, show, signal } = parts;
  const [state, codeVerifier] = [randomUUID(), randomBytes(48).toString('base64url')];
  const loopback = await openLoopback(state);
  const waiting = new AbortController();
  try {
    await show({
      kind: 'browser',
      address: oidc.authorizeAddress({
        ...{ response_type: 'code', client_id: registered.clientId, redirect_uri: loopback.address, state },
        ...{ code_challenge_method: 'S256', scopes: (session.scopes ?? SCOPES).join(' ') },
        code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      }),
    });
    // A person at a browser keeps their own time, which no clock of ours moves on.
    const late = sleep(BROWSER_MS, undefined, { signal: waiting.signal, ref: false }).then(
      () => Promise.reject(new AccessError('not-signed-in', 'Nobody signed in within ten minutes.')),
      () => loopback.code,
    );
    const code = await until(Promise.race([loopback.code, late]), signal);
    const grant = { grantType: 'authorization_code', code, codeVerifier, redirectUri: loopback.address };
    return await oidc.token(registered, grant, signal);
  } finally {
    waiting.abort();
    loopback.close();
  }
}

async function byDevice(parts: SignInParts, registered: RegisteredClient): Promise<GivenToken> {
  const { oidc, session, show, clock, signal } = parts;
  const { deviceCode, expiresInSeconds, intervalSeconds, ...shown } = await oidc.startDevice(
    ...([registered, session.startUrl, signal] as const),
  );
  const endsAt = clock.now() + expiresInSeconds * 1000;
  await show({ kind: 'device', ...shown, endsAt });
  const asked = Math.min(Math.max(intervalSeconds ?? INTERVAL_SECONDS, 1), LONGEST_INTERVAL_SECONDS);
  for (let wait = asked; clock.now() < endsAt; ) {
    await clock.sleep(wait * 1000, signal);
    try {
      return await oidc.token(registered, { grantType: DEVICE_GRANT, deviceCode }, signal);
    } catch (error) {
      if (!(error instanceof AccessError)) throw error;
      const { awsCode } = error.details;
      if (awsCode === 'ExpiredTokenException') break;
      // What passes is asked again more slowly, as RFC 8628 wants it.
      if (awsCode === 'SlowDownException' || isPassing(error)) wait += INTERVAL_SECONDS;
      else if (awsCode !== 'AuthorizationPendingException') throw refused(error);
    }
  }
  throw new AccessError('not-signed-in', 'Nobody confirmed the code in time.');
}

const refused = (error: AccessError): AccessError =>
  error.details.awsCode === 'AccessDeniedException'
    ? new AccessError('not-signed-in', 'The sign-in was refused in the browser.', error.details, { cause: error })
    : error;

/** What is kept of a token, as the AWS CLI keeps it. */
export function keptToken(
  { startUrl, region }: SsoSession,
  client: RegisteredClient,
  token: GivenToken,
  now: number,
): Answer {
  return {
    startUrl,
    region,
    accessToken: token.accessToken,
    expiresAt: cacheTime(now + token.expiresInSeconds * 1000),
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    registrationExpiresAt: cacheTime(client.endsAt),
    ...(token.refreshToken === undefined ? {} : { refreshToken: token.refreshToken }),
  };
}

/**
 * True where a client of an earlier sign-in may be why this one failed: the portal knows it no more, which a browser shows to
 * the person alone.
 */
const isOfClient = ({ code, details }: AccessError, way: SignInWay): boolean =>
  details.awsCode === 'InvalidClientException' ||
  (way === 'browser' && (code === 'cancelled' || code === 'not-signed-in'));

/** What the person has signed in for. A kept client that may have been in the way is in no later one's. */
async function given(parts: SignInParts, way: SignInWay): Promise<readonly [RegisteredClient, GivenToken]> {
  const registered = await client(parts, way);
  try {
    return [registered, await (way === 'browser' ? byBrowser : byDevice)(parts, registered)];
  } catch (error) {
    if (registered.forget === undefined || !(error instanceof AccessError) || !isOfClient(error, way)) throw error;
    await registered.forget();
    if (error.details.awsCode !== 'InvalidClientException') throw error;
    return given(parts, way);
  }
}

/**
 * Signs a person in, and keeps the token where AWS's tools look for it.
 * @throws {AccessError} `not-signed-in` where the person did not want to or nobody answered, `cancelled` at the signal,
 *   `failed-here` where the token cannot be kept, else what the portal or the network said
 */
export async function signIn(parts: SignInParts, way: SignInWay): Promise<void> {
  const { session, cache, clock } = parts;
  const [registered, token] = await given(parts, way);
  await cache.keepToken(session, keptToken(session, registered, token, clock.now()));
}
