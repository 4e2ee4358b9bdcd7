import { optionalText } from '../../core/model/answer.ts';
import { AccessError, type AccessErrorCode } from '../../core/model/errors.ts';
import type { Answer, Clock } from '../../core/model/ports.ts';
import type { RequestHandler } from '../clients/clientSettings.ts';
import { type EndpointSources, resolveEndpoint } from '../config/endpoints.ts';
import type { Environment } from '../config/environment.ts';
import { cacheName, type SsoSession, sessionKeyOf } from '../sso/session.ts';
import { cacheTime, keptTime, TokenCache } from '../sso/tokenCache.ts';
import type { Exclusively } from './credentialContext.ts';

/** A token is renewed this long before it ends, as AWS's tools do. */
export const RENEW_BEFORE_MS = 15 * 60_000;

/** What a token is looked for and renewed with. */
export interface TokenParts {
  readonly env: Environment;
  readonly clock: Pick<Clock, 'now'>;
  readonly handler: RequestHandler;
  readonly endpoints: EndpointSources;
  readonly exclusively?: Exclusively | undefined;
}

const needed = (text: string): AccessError => new AccessError('sign-in-needed', text);

const OF_THE_NETWORK: ReadonlySet<AccessErrorCode> = new Set([
  'unreachable',
  'timed-out',
  'service-failure',
  'throttled',
  'unexpected-answer',
]);

/** True for what says nothing of the sign-in itself: it may be good once the network is. What a proxy refuses has no code of AWS's. */
const isElsewhere = ({ code, details }: AccessError): boolean =>
  OF_THE_NETWORK.has(code) || (code === 'refused' && details.awsCode === undefined);

/** The token without what it would be renewed with, since that gives nothing more: so it is seen to end. */
function withoutRenewal({ refreshToken: _, ...token }: Answer): Answer {
  return token;
}

/** What the portal says of a token that it renews no more. */
const OVER: ReadonlySet<string | undefined> = new Set([
  'ExpiredTokenException',
  'InvalidClientException',
  'InvalidGrantException',
  'UnauthorizedClientException',
]);

/** The token with another in its place; undefined where what is kept does not allow it. Throws AccessError. */
async function renewed(parts: TokenParts, session: SsoSession, token: Answer): Promise<Answer | undefined> {
  const [clientId, clientSecret, refreshToken] = ['clientId', 'clientSecret', 'refreshToken'].map(name =>
    optionalText(token, name),
  );
  if (!session.mayRenew || !clientId || !clientSecret || !refreshToken) return undefined;
  const { clock, handler, endpoints } = parts;
  const { Oidc } = await import('../sso/oidc.ts');
  const oidc = new Oidc({
    region: session.region,
    endpoint: resolveEndpoint(endpoints, 'sso_oidc'),
    ...{ handler, clock },
  });
  const fresh = await oidc.token({ clientId, clientSecret }, { grantType: 'refresh_token', refreshToken }, undefined);
  const expiresAt = cacheTime(clock.now() + fresh.expiresInSeconds * 1000);
  const next = {
    ...token,
    accessToken: fresh.accessToken,
    expiresAt,
    refreshToken: fresh.refreshToken ?? refreshToken,
  };
  // What is renewed and lasts no longer has come to the end of the portal's own session.
  return keptTime(expiresAt) <= keptTime(token.expiresAt) ? withoutRenewal(next) : next;
}

/**
 * The token of a sign-in, renewed where it is soon over: by one window or command line, whose token the others take.
 * @throws {AccessError} `sign-in-needed` where there is none, or none that is still good; what kept it from being renewed
 *   where that was not the portal
 */
export async function ssoToken(parts: TokenParts, session: SsoSession): Promise<string> {
  const { clock, exclusively = (_name, work) => work() } = parts;
  const cache = new TokenCache(parts.env);
  const left = (token: Answer): number => keptTime(token.expiresAt) - clock.now();
  const isFresh = (token: Answer): boolean => left(token) > RENEW_BEFORE_MS;
  const key = sessionKeyOf(session);
  let token = await cache.token(session);
  let trouble: AccessError | undefined;
  if (session.mayRenew && !isFresh(token)) {
    token = await exclusively(`sign-in-${cacheName(key)}`, async () => {
      const kept = await cache.token(session);
      if (isFresh(kept)) return kept;
      try {
        const fresh = await renewed(parts, session, kept);
        const now = await cache.token(session);
        // Somebody may have signed in or out meanwhile, or another program have renewed it.
        if (fresh === undefined || now.refreshToken !== kept.refreshToken) return now;
        // A token that cannot be kept is good all the same.
        await cache.keepToken(session, fresh).catch(() => undefined);
        return fresh;
      } catch (error) {
        // Whatever the reason, the old token is taken as long as it is good.
        if (!(error instanceof AccessError)) throw error;
        if (isElsewhere(error)) trouble = error;
        const now = await cache.token(session);
        // Another program may have renewed it meanwhile, and left us with what is used up.
        if (!OVER.has(error.details.awsCode) || now.refreshToken !== kept.refreshToken) return now;
        await cache.keepToken(session, withoutRenewal(now)).catch(() => undefined);
        return now;
      }
    });
  }
  if (left(token) > 0) return String(token.accessToken);
  throw trouble ?? needed(`the sign-in for ${key} is over.`);
}
