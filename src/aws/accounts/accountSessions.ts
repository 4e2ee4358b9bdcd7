import type { AwsCredentialIdentity } from '@smithy/types';
import { type AccountSource, type SignedInSource, sourceKey } from '../../core/model/account.ts';
import { AccessError, asAccessError } from '../../core/model/errors.ts';
import type { Connections } from '../clients/connections.ts';
import { type EndpointSources, homeRegion, resolveEndpoint } from '../config/endpoints.ts';
import { chosenProfile } from '../config/environment.ts';
import type { Section, Settings } from '../config/profiles.ts';
import { type ConfigSnapshot, type NamedProfile, requireProfile, type SharedConfig } from '../config/sharedConfig.ts';
import { CredentialCache } from '../credentials/credentialCache.ts';
import type { CredentialOptions } from '../credentials/credentialContext.ts';
import { findCredentials } from '../credentials/findCredentials.ts';
import { signedIn } from '../credentials/sso.ts';
import { type SsoSession, sessionBehind, standIn } from '../sso/session.ts';
import { sessionOfSource, TokenCache } from '../sso/tokenCache.ts';
import { AccountSession } from './accountSession.ts';
import type { EmulatorAccess } from './emulatorAccess.ts';

/** What sessions are made with. */
export interface SessionsOptions extends CredentialOptions {
  readonly config: SharedConfig;
  readonly emulator: EmulatorAccess;
  readonly connections: Connections;
}

type ConfiguredSource = Extract<AccountSource, { kind: 'profile' | 'default' }>;

interface Kept {
  /** All of the config that the session was made from. */
  readonly made: string;
  readonly session: AccountSession;
  /** The sign-in that its credentials come from, directly or by a role. */
  readonly signIn: SsoSession | undefined;
  /** The last reading of the config that held the same. */
  readonly config: ConfigSnapshot | undefined;
  /** The token of the sign-in, as it was kept when that was last looked at. */
  token: unknown;
}

const entries = (settings: Settings | undefined): readonly (readonly [string, string])[] => [...(settings ?? [])];
const sectionParts = (section: Section | undefined): unknown => [entries(section?.settings), section?.fault];

/** Everything in the config that a profile hangs on: itself, its sources, their sessions, its services. */
function closure(config: ConfigSnapshot, name: string): string {
  const parts: unknown[] = [config.problems];
  const seen = new Set<string>();
  for (let next: string | undefined = name; next !== undefined && !seen.has(next); ) {
    seen.add(next);
    const profile = config.profiles.get(next);
    const session = profile?.settings.get('sso_session');
    const services = profile?.settings.get('services');
    parts.push(next, sectionParts(profile), entries(profile?.ofConfig), entries(profile?.ofCredentials));
    if (session !== undefined) parts.push(session, sectionParts(config.ssoSessions.get(session)));
    if (services !== undefined) parts.push(services, sectionParts(config.services.get(services)));
    next = profile?.settings.get('source_profile');
  }
  return JSON.stringify(parts);
}

/** The sign-in behind a profile; what is wrong with it is told when its credentials are looked for. */
function toldSession(config: ConfigSnapshot, name: string): SsoSession | undefined {
  try {
    return sessionBehind(config, name);
  } catch {
    return undefined;
  }
}

/**
 * The sessions of all accounts, one each. A session is replaced when the config that it was made from changes, so
 * that neither credentials nor endpoints outlive their settings; other edits leave it alone.
 */
export class AccountSessions {
  readonly #options: SessionsOptions;
  readonly #kept = new Map<string, Kept>();
  #emulatorEndpoint: Promise<string | undefined> | undefined;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** The session of an account as the config is now. Finds no credentials yet. Throws AccessError. */
  async current(source: AccountSource): Promise<AccountSession> {
    if (source.kind === 'emulator') return this.#emulated(source);
    const config = await this.#options.config.recent();
    return source.kind === 'sso' ? this.#signedIn(source, config) : this.#configured(source, config);
  }

  /** The same after reading the config anew, whatever the files' times say. */
  async fresh(source: AccountSource): Promise<AccountSession> {
    if (source.kind === 'emulator') {
      this.forgetEmulator();
      return this.#emulated(source);
    }
    const config = await this.#options.config.reread();
    return source.kind === 'sso' ? this.#signedIn(source, config) : this.#configured(source, config);
  }

  /** Looks for the emulator again on the next call: it may have started on another port. */
  forgetEmulator(): void {
    this.#emulatorEndpoint = undefined;
  }

  /** Stops all that look for credentials. */
  close(): void {
    for (const { session } of this.#kept.values()) session.close();
  }

  #keep(
    source: AccountSource,
    made: string,
    make: () => AccountSession,
    { config, signIn }: { readonly config?: ConfigSnapshot; readonly signIn?: SsoSession | undefined } = {},
  ): AccountSession {
    const key = sourceKey(source);
    const kept = this.#kept.get(key);
    const session = kept?.made === made ? kept.session : make();
    this.#kept.set(key, { made, session, config, signIn, token: kept?.session === session ? kept.token : undefined });
    return session;
  }

  #configured(source: ConfiguredSource, config: ConfigSnapshot): AccountSession {
    const kept = this.#kept.get(sourceKey(source));
    if (kept?.config === config) return kept.session;
    const { env } = this.#options;
    const account = this.#account(source, config);
    const make = () => {
      const endpoints: EndpointSources = { env, profile: account.settings, services: config.services };
      const find = (signal: AbortSignal) =>
        findCredentials({ ...this.#options, config, account, signal }, source.kind === 'default');
      return this.#session(source, find, homeRegion(env, account.settings), service =>
        resolveEndpoint(endpoints, service),
      );
    };
    return this.#keep(source, closure(config, account.name), make, {
      config,
      signIn: toldSession(config, account.name),
    });
  }

  /** An account of a sign-in. Whether there is such a session is told when its credentials are looked for. */
  async #signedIn(source: SignedInSource, config: ConfigSnapshot): Promise<AccountSession> {
    const kept = this.#kept.get(sourceKey(source));
    if (kept?.config === config) return kept.session;
    const { env } = this.#options;
    const session = await sessionOfSource(env, config, source).catch(() => undefined);
    const account = standIn(source, session);
    const make = () => {
      const find = async (signal: AbortSignal) => {
        const context = { ...this.#options, config, account, signal };
        const { accountId, role: roleName } = source;
        const found = await sessionOfSource(env, config, source);
        return signedIn(context, found, { accountId, roleName }, `${source.role} in ${accountId}`);
      };
      const endpoints: EndpointSources = { env, profile: account.settings, services: config.services };
      return this.#session(source, find, homeRegion(env, account.settings), service =>
        resolveEndpoint(endpoints, service),
      );
    };
    const made = JSON.stringify([config.problems, sectionParts(config.ssoSessions.get(source.session)), session]);
    return this.#keep(source, made, make, { config, signIn: session });
  }

  /**
   * Forgets credentials that came from a sign-in which is not kept any more, or from another one than is kept now: somebody
   * signed out or in, here or elsewhere. A renewed one cannot be told from that of somebody else.
   */
  async forgetEndedSignIns(): Promise<void> {
    const { env, clock } = this.#options;
    const cache = new TokenCache(env);
    for (const kept of [...this.#kept.values()]) {
      if (kept.signIn === undefined) continue;
      const token = (await cache.kept(kept.signIn, clock.now()))?.token.accessToken;
      if (token === undefined || token !== kept.token) kept.session.forget();
      kept.token = token;
    }
  }

  /**
   * The profile whose Region and endpoints hold for an account, whatever its credentials come from: for the default
   * chain that of AWS_PROFILE, else `default`. Throws AccessError where a profile that is named is not there.
   */
  #account(source: ConfiguredSource, config: ConfigSnapshot): NamedProfile {
    return requireProfile(config, source.kind === 'profile' ? source.name : chosenProfile(this.#options.env));
  }

  async #emulated(source: Extract<AccountSource, { kind: 'emulator' }>): Promise<AccountSession> {
    const url = await this.#emulatorUrl();
    if (url === undefined) throw new AccessError('emulator-stopped', 'The local emulator is not running.');
    // The emulator takes an access key id of twelve digits for that account, and any secret.
    const credentials = { accessKeyId: source.accountId, secretAccessKey: 'emulator' };
    return this.#keep(source, url, () =>
      this.#session(
        source,
        async () => credentials,
        'us-east-1',
        () => ({ kind: 'given', url }),
      ),
    );
  }

  /** Where the emulator runs, asked once while it is there. Throws AccessError `failed-here`. */
  async #emulatorUrl(): Promise<string | undefined> {
    const asked = this.#emulatorEndpoint ?? this.#options.emulator.endpoint();
    this.#emulatorEndpoint = asked;
    let url: string | undefined;
    try {
      url = await asked;
      return url;
    } catch (error) {
      throw asAccessError(error);
    } finally {
      // Neither "it is not there" nor a failure to look is kept.
      if (url === undefined && this.#emulatorEndpoint === asked) this.forgetEmulator();
    }
  }

  #session(
    source: AccountSource,
    find: (signal: AbortSignal) => Promise<AwsCredentialIdentity>,
    homeRegion: string,
    endpoint: ConstructorParameters<typeof AccountSession>[0]['endpoint'],
  ): AccountSession {
    return new AccountSession({
      source,
      endpoint,
      credentials: new CredentialCache(find, this.#options.clock),
      connections: this.#options.connections,
      homeRegion,
    });
  }
}
