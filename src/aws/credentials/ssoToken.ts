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

/** The token with another in its place; undefined where what is kept does not allow it, or somebody refuses. */
async function renewed(context: CredentialContext, session: SsoSession, token: Answer): Promise<Answer | undefined> {
  const [clientId, clientSecret, refreshToken] = ['clientId', 'clientSecret', 'refreshToken'].map(name =>
    optionalText(token, name),
  );
  if (!clientId || !clientSecret || !refreshToken) return undefined;
  const { CreateTokenCommand, SSOOIDCClient } = await import('@aws-sdk/client-sso-oidc');
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
    // Whatever the reason, the old token is taken as long as it is good.
    .catch(() => undefined);
  const { accessToken, expiresIn } = fresh ?? {};
  if (accessToken === undefined || expiresIn === undefined) return undefined;
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
  const left = (token: Answer): number => Date.parse(String(token.expiresAt)) - clock.now();
  let token = await readToken(path, key);
  if (session.name !== undefined && !(left(token) > RENEW_BEFORE_MS)) {
    const fresh = await renewed(context, session, token);
    if (fresh !== undefined) await keepToken(path, fresh);
    // What could not be renewed may have been by another program.
    token = fresh ?? (await readToken(path, key));
  }
  if (left(token) > 0) return String(token.accessToken);
  throw needed(`the sign-in for ${key} is over.`);
}
