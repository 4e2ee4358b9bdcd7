import type { AccountSource } from '../core/model/account.ts';
import { AccessError, areCredentialsOver } from '../core/model/errors.ts';
import type { AccountGateway, AccountReader, AccountWriter, CallOptions, Clock } from '../core/model/ports.ts';
import { AccountSessions } from './accounts/accountSessions.ts';
import type { EmulatorAccess } from './accounts/emulatorAccess.ts';
import { type Caller, Calls } from './calls.ts';
import { type CallTimeouts, Connections, type MakeAgent } from './clients/connections.ts';
import type { Environment } from './config/environment.ts';
import type { SharedConfig } from './config/sharedConfig.ts';
import type { AskMfaCode, Exclusively } from './credentials/credentialContext.ts';
import { translate } from './errors/translate.ts';
import { Limits } from './limits/limits.ts';

/** What the way to AWS is made with. */
export interface GatewayOptions {
  readonly env: Environment;
  readonly config: SharedConfig;
  readonly emulator: EmulatorAccess;
  readonly clock: Clock;
  /** Evenly spread, 0 to below 1; chance for waits. */
  readonly random: () => number;
  /** Absent where nobody can be asked, as for a command that runs by itself. */
  readonly askMfaCode?: AskMfaCode | undefined;
  /** Keeps other windows and command lines from renewing the same sign-in meanwhile. */
  readonly exclusively?: Exclusively | undefined;
  readonly timeouts?: CallTimeouts | undefined;
  /** Of connections that do not lead straight to their host. */
  readonly makeAgent?: MakeAgent | undefined;
  /** How long a `credential_process` may take; a minute unless told otherwise. */
  readonly programLimitSeconds?: number | undefined;
  /** Calls under way at once per account, Region and service; 4 unless told otherwise. */
  readonly inFlight?: (() => number) | undefined;
}

/** The way to AWS over the SDK. Dispose of it to close every connection and turn away all that wait. */
export class AwsGateway implements AccountGateway {
  readonly #options: GatewayOptions;
  readonly #connections: Connections;
  readonly #limits: Limits;
  readonly #sessions: AccountSessions;
  readonly #calls: Calls;

  constructor(options: GatewayOptions) {
    const { clock, random } = options;
    this.#options = options;
    this.#connections = new Connections(options.timeouts, options.makeAgent);
    this.#limits = new Limits({ clock, random }, options.inFlight);
    this.#sessions = new AccountSessions({
      ...options,
      handler: this.#connections.handler,
      connections: this.#connections,
    });
    this.#calls = new Calls({ clock, random, limits: this.#limits });
  }

  /** The reads of one account. Its session is looked up at each call, so that a changed config takes effect. */
  reader(source: AccountSource): AccountReader {
    const asked = <T>(call: (caller: Caller) => Promise<T>): Promise<T> => this.#asReader(source, call);
    return {
      source,
      identity: options => asked(caller => this.#calls.identity(caller, options)),
      read: (operation, region, input, options) =>
        asked(caller => this.#calls.read(caller, operation, region, input, options)),
      endpoint: service => asked(async ({ session }) => session.endpoint(service)),
      server: service => asked(async ({ session }) => session.server(service)),
    };
  }

  /**
   * Writes of one account, with one set of credentials. The config is read anew first: a profile that points elsewhere by now
   * is seen by its new identity. Where AWS no longer takes the credentials, whatever our clock says, others are looked for once.
   */
  async openWriter(source: AccountSource, options: CallOptions = {}): Promise<AccountWriter> {
    const { caller, identity } = await this.#identified(source, options).catch((error: unknown) => {
      if (!(error instanceof AccessError && areCredentialsOver(error))) throw error;
      return this.#identified(source, options);
    });
    const calls = this.#calls;
    let open: Caller | undefined = caller;
    const mine = (): Caller => {
      if (open === undefined) throw new AccessError('refused', 'The writer is closed.', { outcome: 'not-applied' });
      return open;
    };
    return {
      identity,
      server: service => caller.session.server(service),
      read: async (operation, region, input, callOptions) => calls.read(mine(), operation, region, input, callOptions),
      write: async (operation, region, input, callOptions) =>
        calls.write(mine(), operation, region, input, callOptions),
      close: () => {
        open = undefined;
      },
    };
  }

  /** Forgets credentials that came from a sign-in which has ended, here or elsewhere. */
  forgetEndedSignIns(): Promise<void> {
    return this.#sessions.forgetEndedSignIns();
  }

  /** Closes every connection. Calls and searches for credentials that are under way end with an error. */
  dispose(): void {
    this.#limits.close();
    this.#sessions.close();
    this.#connections.destroy();
  }

  async #asReader<T>(source: AccountSource, call: (caller: Caller) => Promise<T>): Promise<T> {
    try {
      const session = await this.#sessions.current(source);
      const credentials = (signal?: AbortSignal) => session.credentials(signal);
      return await call({ session, credentials, lane: 'read' });
    } catch (thrown) {
      throw this.#translated(source, thrown);
    }
  }

  async #identified(source: AccountSource, options: CallOptions) {
    const caller = await this.#pinned(source, options);
    return { caller, identity: await this.#calls.identity(caller, options) };
  }

  async #pinned(source: AccountSource, options: CallOptions): Promise<Caller> {
    try {
      const session = await this.#sessions.fresh(source);
      const credentials = await session.credentials(options.signal);
      return { session, credentials: async () => credentials, lane: 'change' };
    } catch (thrown) {
      throw this.#translated(source, thrown);
    }
  }

  #translated(source: AccountSource, thrown: unknown): AccessError {
    const error = translate(thrown, { source, now: this.#options.clock.now() });
    if (source.kind !== 'emulator' || error.code !== 'unreachable') return error;
    this.#sessions.forgetEmulator();
    const { message, details } = error;
    // Where nobody listens, its process is gone: of this computer that can be said.
    return details.networkCode === 'ECONNREFUSED'
      ? new AccessError('emulator-stopped', message, details, { cause: error })
      : error;
  }
}
