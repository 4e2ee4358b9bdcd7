import type { AccountSource } from '../../core/model/account.ts';
import { AccessError } from '../../core/model/errors.ts';
import type { Clock } from '../../core/model/ports.ts';
import type { Connections } from '../clients/connections.ts';
import { type EndpointSources, resolveEndpoint } from '../config/endpoints.ts';
import type { Environment } from '../config/environment.ts';
import { addProfiles, type ProfileAddition, planProfiles, type WantedProfile } from '../config/profileAddition.ts';
import { NO_SETTINGS, type Settings } from '../config/profiles.ts';
import { requireProfile, type SharedConfig } from '../config/sharedConfig.ts';
import type { Exclusively } from '../credentials/credentialContext.ts';
import { RENEW_BEFORE_MS, ssoToken } from '../credentials/ssoToken.ts';
import type { Assignments, Portal } from './portal.ts';
import { namedSession, type SsoSession, sessionAt, sessionBehind, sessionKeyOf, sessionOfProfile } from './session.ts';
import type { SignInPrompt, SignInWay } from './signIn.ts';
import { sessionOfSource, TokenCache } from './tokenCache.ts';

/** Which sign-in is meant: by a profile, by a session of the shared config, or by a start URL with its Region. */
export type SignInTarget =
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'session'; readonly session: string }
  | { readonly kind: 'start-url'; readonly startUrl: string; readonly region: string };

/** How a sign-in stands, as the files of this computer tell it. */
export type SignInState =
  | 'none' // nobody signed in, or somebody signed out
  | 'good'
  | 'ending' // it ends within a quarter of an hour, and only a person can begin another
  | 'over';

/** A sign-in that there is, or could be. */
export interface SignInSession {
  /** The name of its session, or its start URL. */
  readonly session: string;
  readonly startUrl: string;
  readonly region: string;
  readonly state: SignInState;
  /** When it ends, milliseconds since 1970; null where it is renewed by itself, or where there is none. */
  readonly endsAt: number | null;
}

/** What signing in is done with. */
export interface SignInOptions {
  readonly env: Environment;
  readonly clock: Clock;
  readonly config: SharedConfig;
  readonly connections: Connections;
  readonly exclusively?: Exclusively | undefined;
}

interface Meant {
  readonly session: SsoSession;
  /** Those of the profile that the sign-in was named by; none otherwise. */
  readonly endpoints: EndpointSources;
}

/** Sign-ins to IAM Identity Center: which there are, beginning and ending them, and what they give. All throw AccessError. */
export class SignIns {
  readonly #options: SignInOptions;
  readonly #cache: TokenCache;

  constructor(options: SignInOptions) {
    this.#options = options;
    this.#cache = new TokenCache(options.env);
  }

  /**
   * Every sign-in that the shared config sets up, and those of the start URLs given. Reads local files alone.
   * @param others start URLs that are known from elsewhere
   */
  async sessions(others: readonly string[] = []): Promise<readonly SignInSession[]> {
    const config = await this.#options.config.current();
    const found = new Map<string, SsoSession>();
    const add = (find: () => SsoSession | undefined): void => {
      try {
        const session = find();
        if (session !== undefined && !found.has(sessionKeyOf(session))) found.set(sessionKeyOf(session), session);
      } catch {
        // What is not set up is told to whoever uses it.
      }
    };
    for (const name of config.ssoSessions.keys()) add(() => namedSession(config, name));
    for (const [name, profile] of config.profiles) add(() => sessionOfProfile(config, { ...profile, name }));
    for (const startUrl of others) {
      const session = await sessionOfSource(this.#options.env, config, { session: startUrl }).catch(() => undefined);
      add(() => session);
    }
    return Promise.all([...found.values()].map(session => this.#stateOf(session)));
  }

  /** How the sign-in of an account stands; undefined where its credentials come from no sign-in. Reads local files alone. */
  async ofAccount(source: AccountSource): Promise<SignInSession | undefined> {
    const config = await this.#options.config.current();
    try {
      if (source.kind === 'sso') return await this.#stateOf(await sessionOfSource(this.#options.env, config, source));
      if (source.kind !== 'profile') return undefined;
      const session = sessionBehind(config, source.name);
      return session === undefined ? undefined : await this.#stateOf(session);
    } catch {
      return undefined;
    }
  }

  /**
   * Renews the sign-in of an account where it is soon over and can be, however long nobody asks for anything.
   * @throws {AccessError} where it is over, or cannot be renewed now
   */
  async freshen(source: AccountSource): Promise<void> {
    const target: SignInTarget | undefined =
      source.kind === 'sso'
        ? { kind: 'session', session: source.session }
        : source.kind === 'profile'
          ? source
          : undefined;
    if (target === undefined) return;
    const { session, endpoints } = await this.#meant(target);
    await ssoToken(this.#tokenParts(endpoints), session);
  }

  /** Signs a person in. See `signIn` for what it throws. */
  async signIn(
    target: SignInTarget,
    way: SignInWay,
    show: (prompt: SignInPrompt) => Promise<void> | void,
    signal: AbortSignal,
  ): Promise<SignInSession> {
    const { session, endpoints } = await this.#meant(target);
    const { clock, connections } = this.#options;
    const [{ signIn }, { Oidc }] = await Promise.all([import('./signIn.ts'), import('./oidc.ts')]);
    const oidc = new Oidc({
      region: session.region,
      endpoint: resolveEndpoint(endpoints, 'sso_oidc'),
      ...{ handler: connections.handler, clock },
    });
    await signIn({ session, oidc, cache: this.#cache, clock, show, signal }, way);
    return this.#stateOf(session);
  }

  /**
   * Ends a sign-in, at the portal and here.
   * @returns false where there was none; an AccessError where it ended here alone, since the portal could not be told
   */
  async signOut(target: SignInTarget, signal: AbortSignal): Promise<boolean | AccessError> {
    const meant = await this.#meant(target);
    const kept = await this.#cache.kept(meant.session, this.#options.clock.now());
    let untold: AccessError | undefined;
    if (kept !== undefined && kept.endsAt > this.#options.clock.now()) {
      const portal = await this.#portal(meant, String(kept.token.accessToken));
      untold = await portal.logout(signal).then(
        () => undefined,
        (error: AccessError) => (error.code === 'sign-in-needed' ? undefined : error),
      );
      if (untold?.code === 'cancelled') throw untold;
    }
    await this.#cache.dropToken(meant.session);
    return untold ?? kept !== undefined;
  }

  /** Every account and role that a sign-in gives. Throws AccessError `sign-in-needed` where it is over. */
  async assignments(
    target: SignInTarget,
    signal: AbortSignal,
    say?: (done: number, all: number) => void,
  ): Promise<Assignments> {
    const meant = await this.#meant(target);
    const portal = await this.#portal(meant, await ssoToken(this.#tokenParts(meant.endpoints), meant.session));
    return portal.assignments(signal, say);
  }

  #tokenParts(endpoints: EndpointSources) {
    const { env, clock, connections, exclusively } = this.#options;
    return { env, clock, handler: connections.handler, endpoints, exclusively };
  }

  /**
   * What giving these roles a profile would add to the config file. Reads local files alone.
   * @throws {AccessError} as `planProfiles`, and `no-credentials` or `sign-in-needed` where a session is not there
   */
  async planProfiles(wanted: readonly Omit<WantedProfile, 'session'>[]): Promise<ProfileAddition> {
    const { env, config } = this.#options;
    const snapshot = await config.reread();
    const whole = wanted.map(async one => ({ ...one, session: await sessionOfSource(env, snapshot, one.source) }));
    return planProfiles(snapshot, config.files.config, await Promise.all(whole));
  }

  /** Adds what was planned. @throws {AccessError} as `addProfiles` */
  addProfiles(planned: ProfileAddition): Promise<void> {
    return addProfiles(planned);
  }

  async #portal({ session, endpoints }: Meant, accessToken: string): Promise<Portal> {
    const { clock, connections } = this.#options;
    const { Portal } = await import('./portal.ts');
    return new Portal({
      region: session.region,
      endpoint: resolveEndpoint(endpoints, 'sso'),
      ...{ handler: connections.handler, clock, accessToken },
    });
  }

  async #meant(target: SignInTarget): Promise<Meant> {
    const config = await this.#options.config.current();
    const of = (profile: Settings): EndpointSources => ({
      env: this.#options.env,
      profile,
      services: config.services,
    });
    switch (target.kind) {
      case 'start-url':
        return { session: sessionAt(target.startUrl, target.region), endpoints: of(NO_SETTINGS) };
      case 'session': {
        if (config.incomplete) requireProfile(config, undefined);
        const session = await sessionOfSource(this.#options.env, config, target);
        return { session, endpoints: of(NO_SETTINGS) };
      }
      case 'profile': {
        const profile = requireProfile(config, target.name);
        const session = sessionBehind(config, target.name);
        if (session !== undefined) return { session, endpoints: of(profile.settings) };
        throw notSetUp(target.name);
      }
      default:
        return target satisfies never;
    }
  }

  async #stateOf(session: SsoSession): Promise<SignInSession> {
    const now = this.#options.clock.now();
    const kept = await this.#cache.kept(session, now);
    const { startUrl, region } = session;
    const about = { session: sessionKeyOf(session), startUrl, region };
    if (kept === undefined) return { ...about, state: 'none', endsAt: null };
    const { endsAt, isRenewable } = kept;
    if (isRenewable) return { ...about, state: 'good', endsAt: null };
    const left = endsAt - now;
    const state = left > RENEW_BEFORE_MS ? 'good' : left > 0 ? 'ending' : 'over';
    return { ...about, state, endsAt: Number.isNaN(endsAt) ? null : endsAt };
  }
}

const notSetUp = (name: string): AccessError =>
  new AccessError('no-credentials', `Profile "${name}" is not set up for IAM Identity Center.`);
