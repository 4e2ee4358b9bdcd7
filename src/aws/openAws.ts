import type { AccountSource } from '../core/model/account.ts';
import type { AccountDirectory, AccountGateway, AccountReader } from '../core/model/ports.ts';
import { accountDirectory } from './accounts/accountDirectory.ts';
import { SharedConfig, type SharedFiles } from './config/sharedConfig.ts';
import type { AwsGateway, GatewayOptions } from './gateway.ts';

/** What this layer gives: the accounts, the way to AWS, and what to watch. */
export interface Aws {
  readonly directory: AccountDirectory;
  readonly gateway: AccountGateway;
  /** The shared files: when they change, the directory lists anew and the gateway notices by itself. */
  readonly files: SharedFiles;
  /** Closes all connections. */
  dispose(): void;
}

/** The way to AWS, whose code is loaded on the first call. */
class LazyGateway implements AccountGateway {
  readonly #options: GatewayOptions;
  #loading: Promise<AwsGateway> | undefined;
  #disposed = false;

  constructor(options: GatewayOptions) {
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
    };
  }

  async openWriter(...[source, options]: Parameters<AccountGateway['openWriter']>) {
    return (await this.#load()).openWriter(source, options);
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
    this.#loading ??= import('./gateway.ts').then(({ AwsGateway }) => {
      const gateway = new AwsGateway(this.#options);
      if (this.#disposed) gateway.dispose();
      return gateway;
    });
    return this.#loading;
  }
}

/** What this layer is opened with. */
export interface AwsOptions extends Omit<GatewayOptions, 'config'> {
  /**
   * Told of each reading of the shared files in which something is wrong, in words: what could not be read, and what AWS's
   * own tools would refuse.
   */
  readonly tellOfConfig?: (texts: readonly string[]) => void;
}

/** Opens this layer: reads nothing, calls nothing and loads no SDK until asked. */
export function openAws({ tellOfConfig, ...options }: AwsOptions): Aws {
  const config = new SharedConfig(options.env, options.clock, tellOfConfig);
  const gateway = new LazyGateway({ ...options, config });
  return {
    directory: accountDirectory({ env: options.env, config, emulator: options.emulator }),
    gateway,
    files: config.files,
    dispose: () => gateway.dispose(),
  };
}
