import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type SignedInSource, sourceFromKey, sourceKey } from '../../core/model/account.ts';
import { AccessError } from '../../core/model/errors.ts';
import { type SsoSession, sessionOfProfile } from '../sso/session.ts';
import type { ConfigSnapshot } from './sharedConfig.ts';

/** A role that is to get a profile. */
export interface WantedProfile {
  readonly source: SignedInSource;
  /** What the portal calls the account. */
  readonly accountName: string;
  readonly session: SsoSession;
}

/** What would be added to the config file, for a person to say yes to. */
export interface ProfileAddition {
  readonly path: string;
  /** The file as it was read; undefined where there is none. */
  readonly before: Buffer | undefined;
  /** What is put behind its end; empty where every profile is there already. */
  readonly added: string;
  /** The names of the profiles in it. */
  readonly names: readonly string[];
}

/** What a name of a section may hold without quotes. */
const plainName = (text: string): string => text.replace(/[^\w.-]+/g, '-').replace(/^-+|-+$/g, '') || 'account';

/** A name that is not taken yet, which it then is. */
function free(name: string, taken: Set<string>): string {
  let found = name;
  for (let number = 2; taken.has(found.toLowerCase()); number += 1) found = `${name}-${number}`;
  taken.add(found.toLowerCase());
  return found;
}

/** What tells one role of a portal from any other. */
const roleKey = ({ startUrl, region }: SsoSession, accountId: string, role: string): string =>
  JSON.stringify([startUrl.replace(/[/#]+$/, ''), region, accountId, role]);

/** The roles that have a profile already. */
function profiled(config: ConfigSnapshot): ReadonlySet<string> {
  const keys = [...config.profiles].flatMap(([name, profile]) => {
    const [account, role] = [profile.settings.get('sso_account_id'), profile.settings.get('sso_role_name')];
    try {
      const session = sessionOfProfile(config, { ...profile, name });
      return session === undefined || account === undefined || role === undefined
        ? []
        : [roleKey(session, account, role)];
    } catch {
      return [];
    }
  });
  return new Set(keys);
}

/** The section of a portal: the one that is there, else a new one. */
function sectionOf(session: SsoSession, config: ConfigSnapshot, made: Map<string, string>, taken: Set<string>) {
  const known = session.name ?? made.get(session.startUrl) ?? existing(session, config);
  if (known !== undefined) return { name: known, lines: [] };
  const name = free(plainName(new URL(session.startUrl).hostname.split('.')[0] ?? ''), taken);
  made.set(session.startUrl, name);
  const settings = [`sso_start_url = ${session.startUrl}`, `sso_region = ${session.region}`];
  return { name, lines: [`[sso-session ${name}]`, ...settings, 'sso_registration_scopes = sso:account:access', ''] };
}

function existing({ startUrl, region }: SsoSession, config: ConfigSnapshot): string | undefined {
  const found = [...config.ssoSessions].find(
    ([, { settings }]) => settings.get('sso_start_url') === startUrl && settings.get('sso_region') === region,
  );
  return found?.[0];
}

/**
 * The lines that give these roles a profile each, and their portal a section where it has none. What has a profile already
 * is left out.
 */
export function addedProfiles(config: ConfigSnapshot, wanted: readonly WantedProfile[]) {
  const has = new Set(profiled(config));
  const taken = new Set([...config.profiles.keys()].map(name => name.toLowerCase()));
  const sections = new Set([...config.ssoSessions.keys()].map(name => name.toLowerCase()));
  const made = new Map<string, string>();
  const names: string[] = [];
  const lines = wanted.flatMap(({ source, accountName, session }) => {
    const key = roleKey(session, source.accountId, source.role);
    if (has.has(key)) return [];
    has.add(key);
    const section = sectionOf(session, config, made, sections);
    const name = free(`${plainName(accountName)}-${plainName(source.role)}`, taken);
    names.push(name);
    const settings = [`sso_account_id = ${source.accountId}`, `sso_role_name = ${source.role}`];
    return [...section.lines, `[profile ${name}]`, `sso_session = ${section.name}`, ...settings, ''];
  });
  return { lines, names };
}

/** The same as they would stand behind a text: with its line breaks, and apart from what is there. */
export function addition(text: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const end = /\r\n|\n/.exec(text)?.[0] ?? '\n';
  const gap = text === '' || text === '\ufeff' ? '' : /\n$/.test(text) ? end : end + end;
  return gap + lines.slice(0, -1).join(end) + end;
}

const refused = (text: string): AccessError => new AccessError('refused', text);

async function bytesOf(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * What giving these roles a profile would add to the config file. Reads it alone.
 * @throws {AccessError} `config-unreadable` while the shared files can't be read whole, `refused` where no config is to be
 */
export async function planProfiles(
  config: ConfigSnapshot,
  path: string,
  wanted: readonly WantedProfile[],
): Promise<ProfileAddition> {
  if (path === '') throw refused('AWS_CONFIG_FILE is set to nothing, so there is to be no config file.');
  if (config.incomplete) {
    throw new AccessError('config-unreadable', `Nothing is added until this is mended: ${config.problems.join('; ')}.`);
  }
  const odd = wanted.find(({ source }) => sourceFromKey(sourceKey(source)) === undefined);
  if (odd !== undefined) throw refused('A role whose name holds other characters than IAM allows gets no profile.');
  const before = await bytesOf(path);
  const { lines, names } = addedProfiles(config, wanted);
  return { path, before, added: addition(before?.toString('utf8') ?? '', lines), names };
}

/**
 * Adds what was planned behind the end of the file, whole or not at all. What is there stays as it is, to the byte.
 * @throws {AccessError} `conflict` where the file is another by now, `refused` where it is a link: it may be kept elsewhere
 */
export async function addProfiles({ path, before, added }: ProfileAddition): Promise<void> {
  const there = await lstat(path).catch(() => undefined);
  if (there !== undefined && !there.isFile()) {
    throw refused(
      `${path} is a link, which may lead to a file that is kept elsewhere. Add the lines to that yourself.`,
    );
  }
  const now = await bytesOf(path);
  if ((now === undefined) !== (before === undefined) || (now !== undefined && before?.equals(now) !== true)) {
    throw new AccessError('conflict', `${path} was changed in the meantime. Nothing was added.`);
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const fresh = join(dirname(path), `.config.${randomBytes(6).toString('hex')}.new`);
  try {
    const file = await open(fresh, 'wx', there === undefined ? 0o600 : there.mode & 0o777);
    try {
      await file.writeFile(Buffer.concat([before ?? Buffer.alloc(0), Buffer.from(added)]));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}
