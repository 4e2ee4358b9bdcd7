import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, optionalText } from '../../core/model/answer.ts';
import { AccessError } from '../../core/model/errors.ts';
import type { Answer } from '../../core/model/ports.ts';
import { clientSettings } from '../clients/clientSettings.ts';
import { resolveEndpoint } from '../config/endpoints.ts';
import { type Environment, homeFolder } from '../config/environment.ts';
import { type CredentialContext, endpointSources, unsigned } from './credentialContext.ts';

/** A token is renewed this long before it ends, as AWS's tools do. */
const RENEW_BEFORE_MS = 15 * 60_000;

const needed = (text: string): AccessError => new AccessError('sign-in-needed', text);

/** The file in which the AWS CLI keeps the token of a session, or of a start URL where there is none. */
function tokenFile(env: Environment, key: string): string {
  return join(homeFolder(env), '.aws', 'sso', 'cache', `${createHash('sha1').update(key).digest('hex')}.json`);
}

async function readToken(path: string, key: string): Promise<Answer> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw needed(`there is no sign-in for ${key}.`);
  });
  let token: unknown;
  try {
    token = JSON.parse(text);
  } catch {
    // Said below: what it holds is no token.
  }
  if (isObject(token) && typeof token.accessToken === 'string' && typeof token.expiresAt === 'string') return token;
  throw needed(`the sign-in that is kept for ${key} cannot be read.`);
}

/** Keeps a renewed token where AWS's tools look for it. Whole or not at all, and for this person alone. */
async function keepToken(path: string, token: Answer): Promise<void> {
  const fresh = `${path}.${process.pid}.new`;
  try {
    await writeFile(fresh, JSON.stringify(token, null, 2), { mode: 0o600, flag: 'wx' });
    await rename(fresh, path);
  } catch {
    // A token that cannot be kept is good all the same.
    await rm(fresh, { force: true });
  }
}

/** A session to sign in with. */
export interface SsoSession {
  /** Undefined for the older settings, whose sign-in is kept by the start URL and never renewed. */
  readonly name: string | undefined;
  readonly startUrl: string;
  readonly region: string;
}

/** The token with another in its place, where it is soon over and what is kept allows it; else as it is. */
async function renewed(context: CredentialContext, session: SsoSession, token: Answer): Promise<Answer> {
  const [clientId, clientSecret, refreshToken] = ['clientId', 'clientSecret', 'refreshToken'].map(name =>
    optionalText(token, name),
  );
  if (!clientId || !clientSecret || !refreshToken) return token;
  const { CreateTokenCommand, SSOOIDCClient } = await import('@aws-sdk/nested-clients/sso-oidc');
  const client = new SSOOIDCClient({
    ...clientSettings({
      region: session.region,
      endpoint: resolveEndpoint(endpointSources(context), 'sso_oidc'),
      credentials: unsigned,
      requestHandler: context.handler,
    }),
  });
  const fresh = await client
    .send(new CreateTokenCommand({ clientId, clientSecret, refreshToken, grantType: 'refresh_token' }))
    // Whoever refuses, the old token is tried as long as it is good.
    .catch(() => undefined);
  const { accessToken, expiresIn } = fresh ?? {};
  if (accessToken === undefined || expiresIn === undefined) return token;
  const expiresAt = new Date(context.clock.now() + expiresIn * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  return { ...token, accessToken, expiresAt, refreshToken: fresh?.refreshToken ?? refreshToken };
}

/**
 * The token of a sign-in, renewed where it is soon over.
 * @throws {AccessError} `sign-in-needed` where there is none, or none that is still good
 */
export async function ssoToken(context: CredentialContext, session: SsoSession): Promise<string> {
  const { env, clock } = context;
  const key = session.name ?? session.startUrl;
  const path = tokenFile(env, key);
  const kept = await readToken(path, key);
  const left = (token: Answer): number => Date.parse(String(token.expiresAt)) - clock.now();
  let token = kept;
  if (session.name !== undefined && !(left(kept) > RENEW_BEFORE_MS)) {
    token = await renewed(context, session, kept);
    if (token !== kept) await keepToken(path, token);
  }
  if (left(token) > 0) return String(token.accessToken);
  throw needed(`the sign-in for ${key} is over.`);
}
