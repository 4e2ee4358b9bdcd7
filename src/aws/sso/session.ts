import { createHash } from 'node:crypto';
import { type SignedInSource, sourceKey } from '../../core/model/account.ts';
import { AccessError, type AccessErrorCode } from '../../core/model/errors.ts';
import { isKnownRegion, misspeltRegion, parseRegion, partitionOf } from '../../core/model/regions.ts';
import { NO_SETTINGS, type Settings } from '../config/profiles.ts';
import { type ConfigSnapshot, type NamedProfile, usable } from '../config/sharedConfig.ts';

/** A session to sign in with: an access portal of IAM Identity Center, and where its sign-in is kept. */
export interface SsoSession {
  /** Undefined for a start URL without a session, whose sign-in is kept by the URL. */
  readonly name: string | undefined;
  readonly startUrl: string;
  readonly region: string;
  /** `sso_registration_scopes`, or undefined where nothing is said. */
  readonly scopes?: readonly string[] | undefined;
  /** False where AWS's tools never renew it: for a profile's older settings. */
  readonly mayRenew: boolean;
}

/** What stands for a session: its name, else its start URL. */
export const sessionKeyOf = ({ name, startUrl }: SsoSession): string => name ?? startUrl;

/** The name under which AWS's tools keep what belongs to a session: SHA-1 of its key, in hex. */
export const cacheName = (key: string): string => createHash('sha1').update(key).digest('hex');

const notSetUp = (text: string): AccessError => new AccessError('no-credentials', text);

/**
 * A session of the shared config; undefined where it has none of that name.
 * @throws {AccessError} `no-credentials` where it lacks something, `config-unreadable` where it cannot be read
 */
export function namedSession(config: ConfigSnapshot, name: string): SsoSession | undefined {
  const section = config.ssoSessions.get(name);
  if (section === undefined) return undefined;
  const { settings } = usable(section, `SSO session "${name}"`);
  const [startUrl, region] = ['sso_start_url', 'sso_region'].map(setting => {
    const value = settings.get(setting);
    if (value === undefined || value === '') throw notSetUp(`The SSO session "${name}" has no ${setting}.`);
    return value;
  });
  const scopes = settings
    .get('sso_registration_scopes')
    ?.split(',')
    .map(scope => scope.trim())
    .filter(scope => scope !== '');
  return { name, startUrl: startUrl ?? '', region: region ?? '', scopes, mayRenew: true };
}

const START_URL = /^https?:\/\/[^/\s]\S*$/;

/** True for what is a start URL and no name. */
export const isStartUrl = (text: string): boolean => START_URL.test(text) && URL.canParse(text);

/** A portal by its start URL. */
export const sessionAt = (startUrl: string, region: string): SsoSession => ({
  ...{ name: undefined, startUrl, region },
  mayRenew: true,
});

/** The session of a profile, by its `sso_session` or its older settings; undefined where it has neither. */
export function sessionOfProfile(config: ConfigSnapshot, { name, settings }: NamedProfile): SsoSession | undefined {
  const session = settings.get('sso_session');
  if (session !== undefined) {
    const found = namedSession(config, session);
    if (found !== undefined) return found;
    throw notSetUp(`Profile "${name}" names the SSO session "${session}", which the config file does not hold.`);
  }
  const [startUrl, region] = [settings.get('sso_start_url'), settings.get('sso_region')];
  if (startUrl === undefined || region === undefined) return undefined;
  return { ...sessionAt(startUrl, region), mayRenew: false };
}

/**
 * The session that a profile hangs on, itself or by the source of its role; undefined where none of them has one.
 * @throws {AccessError} as `sessionOfProfile`
 */
export function sessionBehind(config: ConfigSnapshot, name: string): SsoSession | undefined {
  const seen = new Set<string>();
  for (let next: string | undefined = name; next !== undefined && !seen.has(next); ) {
    seen.add(next);
    const profile = config.profiles.get(next);
    const session = profile === undefined ? undefined : sessionOfProfile(config, { ...profile, name: next });
    if (session !== undefined) return session;
    next = profile?.settings.get('source_profile');
  }
  return undefined;
}

/**
 * What stands for a profile where an account of a sign-in has none. Endpoints come from the environment alone, and calls
 * without a Region of their own stay in the partition of the portal.
 */
export function standIn(source: SignedInSource, session: SsoSession | undefined): NamedProfile {
  const region = parseRegion(session?.region ?? '');
  const settings: Settings =
    region === undefined || partitionOf(region) === 'aws' ? NO_SETTINGS : new Map([['region', region]]);
  return {
    name: sourceKey(source),
    settings,
    ofConfig: settings,
    ofCredentials: NO_SETTINGS,
    fault: undefined,
  };
}

/** A failure to reach what is in a session's Region, with what is wrong with that Region where nobody knows it. */
export function withRegionFault(failure: AccessError, region: string): AccessError {
  const parsed = parseRegion(region);
  if (failure.code !== 'unreachable' || (parsed !== undefined && isKnownRegion(parsed) !== false)) return failure;
  const meant = misspeltRegion(region);
  const fault = `The sso_region is "${region}", which AWS's lists don't have${meant === undefined ? '.' : `: did you mean ${meant}?`}`;
  return new AccessError(failure.code, `${failure.message} ${fault}`, failure.details, { cause: failure.cause });
}

/** What the portal refused, under our codes: it has names of its own. */
export function portalFailure(failure: AccessError): AccessError {
  const codes: Readonly<Record<string, AccessErrorCode>> = {
    UnauthorizedException: 'sign-in-needed',
    ForbiddenException: 'access-denied',
  };
  const code = codes[failure.details.awsCode ?? ''] ?? failure.code;
  return new AccessError(code, failure.message, failure.details, { cause: failure.cause });
}
