import type { AccountSource } from '../core/model/account.ts';
import type { AccountDirectory, AccountGateway, AccountReader, Discoveries } from '../core/model/ports.ts';
import { accountDirectory } from './accounts/accountDirectory.ts';
import type { Connections, MakeAgent } from './clients/connections.ts';
import { SharedConfig, type SharedFiles } from './config/sharedConfig.ts';
import type { AwsGateway, GatewayOptions } from './gateway.ts';
import type { SignInOptions, SignIns } from './sso/signIns.ts';

/** What this layer gives: the accounts, the way to AWS, and what to watch. */
export interface Aws {
  readonly directory: AccountDirectory;
  readonly gateway: AccountGateway;
  /** Signing in to IAM Identity Center. */
  readonly signIns: SignInPort;
  /** The shared files: when they change, the directory lists anew and the gateway notices by itself. */
  readonly files: SharedFiles;
  /** Closes all connections. */
  dispose(): void;
}

/** The same with what is loaded on the first call. */
type Loaded<Options> = Omit<Options, 'makeAgent'> & {
  /** Loads what leads connections over https elsewhere than straight to their host: through a proxy. */
  readonly loadAgent?: (() => Promise<MakeAgent | undefined>) | undefined;
};

/** The way to AWS, whose code is loaded on the first call. */
class LazyGateway implements AccountGateway, Pick<SignInPort, 'forgetEnded'> {
  readonly #options: Loaded<GatewayOptions>;
  #loading: Promise<AwsGateway> | undefined;
  #disposed = false;

  constructor(options: Loaded<GatewayOptions>) {
    this.#options = options;
  }

  reader(source: AccountSource): AccountReader {
    const load = () => this.#load();
    return {
      source,
      identity: async options => (await load()).reader(source).identity(options),
      read: async (operation, region, input, options) =>
        (await load()).reader(source).read(operation, region, input, options),
      endpoint: async service => (await load()).reader(source).endpoint(service),
      server: async service => (await load()).reader(source).server(service),
    };
  }

  async openWriter(...[source, options]: Parameters<AccountGateway['openWriter']>) {
    return (await this.#load()).openWriter(source, options);
  }

  async forgetEnded(): Promise<void> {
    // What was never asked for holds nothing.
    await (await this.#loading)?.forgetEndedSignIns();
  }

  dispose(): void {
    this.#disposed = true;
    // A load that failed was told to those who waited for it.
    this.#loading?.then(
      gateway => gateway.dispose(),
      () => undefined,
    );
  }

  #load(): Promise<AwsGateway> {
    this.#loading ??= this.#open();
    return this.#loading;
  }

  async #open(): Promise<AwsGateway> {
    const { loadAgent, ...options } = this.#options;
    const [{ AwsGateway }, makeAgent] = await Promise.all([import('./gateway.ts'), loadAgent?.()]);
    const gateway = new AwsGateway({ ...options, makeAgent });
    if (this.#disposed) gateway.dispose();
    return gateway;
  }
}

/** What is said of sign-ins and done with them, whose code is loaded when it is first asked for. */
export interface SignInPort
  extends Pick<
    SignIns,
    'sessions' | 'ofAccount' | 'freshen' | 'signIn' | 'signOut' | 'assignments' | 'planProfiles' | 'addProfiles'
  > {
  /** Forgets the credentials of sign-ins that have ended, here or elsewhere. */
  forgetEnded(): Promise<void>;
}

function lazySignIns({
  timeouts,
  loadAgent,
  ...options
}: Loaded<Omit<SignInOptions, 'connections'>> & Pick<GatewayOptions, 'timeouts'>) {
  let loading: Promise<{ readonly signIns: SignIns; readonly connections: Connections }> | undefined;
  const load = () => {
    loading ??= Promise.all([import('./sso/signIns.ts'), import('./clients/connections.ts'), loadAgent?.()]).then(
      ([{ SignIns }, { Connections }, makeAgent]) => {
        const connections = new Connections(timeouts, makeAgent);
        return { signIns: new SignIns({ ...options, connections }), connections };
      },
    );
    return loading;
  };
  const port: Omit<SignInPort, 'forgetEnded'> = {
    sessions: async others => (await load()).signIns.sessions(others),
    ofAccount: async source => (await load()).signIns.ofAccount(source),
    freshen: async source => (await load()).signIns.freshen(source),
    signIn: async (...asked) => (await load()).signIns.signIn(...asked),
    signOut: async (...asked) => (await load()).signIns.signOut(...asked),
    assignments: async (...asked) => (await load()).signIns.assignments(...asked),
    planProfiles: async wanted => (await load()).signIns.planProfiles(wanted),
    addProfiles: async planned => (await load()).signIns.addProfiles(planned),
  };
  // What failed to load was told to those who waited for it.
  const dispose = () =>
    void loading?.then(
      ({ connections }) => connections.destroy(),
      () => undefined,
    );
  return { port, dispose };
}

/** What this layer is opened with. */
export interface AwsOptions extends Loaded<Omit<GatewayOptions, 'config'>> {
  /** What sign-ins gave: their accounts are listed beside the profiles. */
  readonly discoveries?: Pick<Discoveries, 'list'> | undefined;
  /**
   * Told of each reading of the shared files in which something is wrong, in words: what could not be read, and what AWS's
   * own tools would refuse.
   */
  readonly tellOfConfig?: (texts: readonly string[]) => void;
}

/** Opens this layer: reads nothing, calls nothing and loads no SDK until asked. */
export function openAws({ tellOfConfig, discoveries, ...options }: AwsOptions): Aws {
  const config = new SharedConfig(options.env, options.clock, tellOfConfig);
  const gateway = new LazyGateway({ ...options, config });
  const signIns = lazySignIns({ ...options, config });
  return {
    directory: accountDirectory({ env: options.env, config, emulator: options.emulator, discoveries }),
    gateway,
    signIns: { ...signIns.port, forgetEnded: () => gateway.forgetEnded() },
    files: config.files,
    dispose: () => {
      gateway.dispose();
      signIns.dispose();
    },
  };
}
