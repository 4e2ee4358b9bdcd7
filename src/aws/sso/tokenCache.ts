import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SignedInSource } from '../../core/model/account.ts';
import { isObject } from '../../core/model/answer.ts';
import { AccessError } from '../../core/model/errors.ts';
import type { Answer } from '../../core/model/ports.ts';
import { parseRegion } from '../../core/model/regions.ts';
import { type Environment, signInFolders } from '../config/environment.ts';
import { bytesOf } from '../config/plainFile.ts';
import type { ConfigSnapshot } from '../config/sharedConfig.ts';
import { cacheName, isStartUrl, namedSession, type SsoSession, sessionAt, sessionKeyOf } from './session.ts';

/** A time as AWS's tools keep it: to the second, UTC. */
export const cacheTime = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');

/**
 * A time that AWS's tools kept, in milliseconds since 1970; not a number where it is none. Early versions of the AWS CLI wrote
 * `UTC` in place of `Z`.
 */
export const keptTime = (text: unknown): number => Date.parse(String(text).replace(/ ?(?:UTC|GMT)$/, 'Z'));

/** True for what can be a token: it is sent in a header, which takes neither a line end nor a control character. */
export const isSendable = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);

/** A kept sign-in is a few thousand. Bytes. */
const LARGEST_BYTES = 1 << 20;

/** Node's codes where there is no file. */
const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');

/** That a file is not as it should be; its cause would be told in its place. */
const failedHere = (text: string, error: unknown): AccessError =>
  new AccessError('failed-here', `${text} (${codeOf(error)}).`);

/** A JSON object that is kept; undefined where there is none, null where what is there is none. */
async function readObject(path: string): Promise<Answer | null | undefined> {
  try {
    const value: unknown = JSON.parse((await bytesOf(path, LARGEST_BYTES)).toString('utf8'));
    return isObject(value) ? value : null;
  } catch (error) {
    return ABSENT.has(codeOf(error)) ? undefined : null;
  }
}

/**
 * Keeps a JSON object for this person alone, whole or not at all: written beside its place and put there, so that a link in
 * its place is replaced and never followed.
 */
async function keepObject(folder: string, name: string, value: Answer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fresh = join(folder, `${name}.${randomBytes(6).toString('hex')}.new`);
  try {
    const file = await open(fresh, 'wx', 0o600);
    try {
      await file.writeFile(JSON.stringify(value, null, 2));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, join(folder, name));
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

/** What a sign-in left: when its token ends, and whether that can be renewed. */
export interface KeptSignIn {
  readonly token: Answer;
  /** Milliseconds since 1970; not a number where the file says no time. */
  readonly endsAt: number;
  /** True where it can be renewed without a person, for as long as the portal's own session lasts. */
  readonly isRenewable: boolean;
}

/**
 * The AWS CLI's cache of sign-ins and registered clients, in its format and under its names, so that a sign-in of either tool
 * serves the other.
 */
export class TokenCache {
  readonly #folder: string;

  constructor(env: Environment) {
    this.#folder = signInFolders(env).sso;
  }

  /** The token of a session. @throws {AccessError} `sign-in-needed` where there is none that can be read */
  async token(session: SsoSession): Promise<Answer> {
    const key = sessionKeyOf(session);
    const token = await readObject(join(this.#folder, `${cacheName(key)}.json`));
    if (token === undefined) throw new AccessError('sign-in-needed', `there is no sign-in for ${key}.`);
    const { accessToken, expiresAt } = token ?? {};
    if (token !== null && isSendable(accessToken) && typeof expiresAt === 'string') return token;
    throw new AccessError('sign-in-needed', `the sign-in that is kept for ${key} cannot be read.`);
  }

  /** What is kept of a sign-in, as far as it can be read. */
  async kept(session: SsoSession, now: number): Promise<KeptSignIn | undefined> {
    const token = await this.token(session).catch(() => undefined);
    if (token === undefined) return undefined;
    const needed = ['clientId', 'clientSecret', 'refreshToken'];
    const isRegistered = !(keptTime(token.registrationExpiresAt) <= now);
    const isRenewable = session.mayRenew && isRegistered && needed.every(name => typeof token[name] === 'string');
    return { token, endsAt: keptTime(token.expiresAt), isRenewable };
  }

  /** Keeps the token of a session. @throws {AccessError} `failed-here` where the file cannot be written */
  async keepToken(session: SsoSession, token: Answer): Promise<void> {
    const key = sessionKeyOf(session);
    await keepObject(this.#folder, `${cacheName(key)}.json`, token).catch((error: unknown) => {
      throw failedHere(`The sign-in for ${key} cannot be kept in ${this.#folder}`, error);
    });
  }

  /**
   * Takes the token of a session away; nothing happens where there is none.
   * @throws {AccessError} `failed-here` where it cannot be taken away
   */
  async dropToken(session: SsoSession): Promise<void> {
    const file = join(this.#folder, `${cacheName(sessionKeyOf(session))}.json`);
    await rm(file, { force: true }).catch((error: unknown) => {
      if (!ABSENT.has(codeOf(error))) throw failedHere(`Signed out, but ${file} cannot be removed`, error);
    });
  }

  /** The client that was registered under this name; undefined where there is none. */
  async registration(name: string): Promise<Answer | undefined> {
    return (await readObject(join(this.#folder, `${name}.json`))) ?? undefined;
  }

  /** Takes a registered client away; where that cannot be, it stays. */
  async dropRegistration(name: string): Promise<void> {
    await rm(join(this.#folder, `${name}.json`), { force: true }).catch(() => undefined);
  }

  /** Keeps a registered client. One that cannot be kept is good all the same. */
  async keepRegistration(name: string, registration: Answer): Promise<void> {
    await keepObject(this.#folder, `${name}.json`, registration).catch(() => undefined);
  }
}

/**
 * The session of an account of a sign-in: one of the shared config, or the start URL that it is named by, whose Region its
 * token tells.
 * @throws {AccessError} `no-credentials` where there is no such session, `sign-in-needed` where nothing tells the Region
 */
export async function sessionOfSource(
  env: Environment,
  config: ConfigSnapshot,
  { session }: Pick<SignedInSource, 'session'>,
): Promise<SsoSession> {
  const named = namedSession(config, session);
  if (named !== undefined) return named;
  if (!isStartUrl(session)) {
    throw new AccessError('no-credentials', `The config file does not hold the SSO session "${session}".`);
  }
  const { region } = await new TokenCache(env).token(sessionAt(session, ''));
  if (typeof region === 'string' && parseRegion(region) !== undefined) return sessionAt(session, region);
  throw new AccessError('sign-in-needed', `the sign-in that is kept for ${session} does not name its Region.`);
}
