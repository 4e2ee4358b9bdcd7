import { afterEach, beforeEach, vi } from 'vitest';
import { InstantClock } from '../../../test/support/manualClock.ts';
import type { AccountSource } from '../../core/model/account.ts';
import type { AccessError } from '../../core/model/errors.ts';
import { noEmulator } from '../accounts/emulatorAccess.ts';
import { SharedConfig } from '../config/sharedConfig.ts';
import { AwsGateway, type GatewayOptions } from '../gateway.ts';
import { type AwsHome, makeAwsHome } from './awsHome.ts';
import { type FakeAws, startFakeAws } from './fakeAws.ts';

/** The profile that tests are about, and the default chain. */
export const dev: AccountSource = { kind: 'profile', name: 'dev' };
export const chain: AccountSource = { kind: 'default' };

/** Lines of keys, whose account the server tells by the twelve digits in them. */
export const keysOf = (account: string): string => `aws_access_key_id = AKIA${account}\naws_secret_access_key = secret`;

type Options = Partial<Pick<GatewayOptions, 'askMfaCode' | 'clock' | 'programLimitSeconds'>>;

/** What a test about credentials works with, made anew for each. */
export class CredentialWorld {
  readonly home: AwsHome;
  readonly aws: FakeAws;
  #gateway: AwsGateway | undefined;

  constructor(home: AwsHome, aws: FakeAws) {
    this.home = home;
    this.aws = aws;
  }

  /** A gateway over the files as they are, with the server as every service. */
  open(env: Readonly<Record<string, string>> = {}, options: Options = {}): AwsGateway {
    const all = { ...this.home.env, AWS_ENDPOINT_URL: this.aws.url, ...env };
    const { clock = new InstantClock() } = options;
    const config = new SharedConfig(all, clock);
    this.#gateway = new AwsGateway({ env: all, config, emulator: noEmulator, random: () => 0, ...options, clock });
    return this.#gateway;
  }

  /** Whose credentials are found. */
  async accountOf(source: AccountSource = dev, env: Readonly<Record<string, string>> = {}, options: Options = {}) {
    return (await this.open(env, options).reader(source).identity()).accountId;
  }

  /** Why there are none. */
  async refusal(source: AccountSource = dev, env: Readonly<Record<string, string>> = {}, options: Options = {}) {
    return failure(this.accountOf(source, env, options));
  }

  /** The members of a request to STS. */
  form(index: number): Readonly<Record<string, string>> {
    return Object.fromEntries(new URLSearchParams(this.aws.requests[index]?.body ?? ''));
  }

  async close(): Promise<void> {
    this.#gateway?.dispose();
    await this.aws.close();
    await this.home.remove();
  }
}

/** What a call failed with. */
export const failure = (call: Promise<unknown>): Promise<AccessError> =>
  call.then(
    () => Promise.reject(new Error('nothing was thrown')),
    (error: AccessError) => error,
  );

/** Makes a world before each test of a file, and closes it after. */
export function eachCredentialWorld(): () => CredentialWorld {
  let world: CredentialWorld | undefined;
  beforeEach(async () => {
    world = new CredentialWorld(await makeAwsHome(), await startFakeAws());
    // The SDK looks for what \`aws login\` keeps in the home folder of the process.
    vi.stubEnv('HOME', world.home.folder);
  });
  afterEach(async () => {
    await world?.close();
    vi.unstubAllEnvs();
  });
  return () => {
    if (world === undefined) throw new Error('there is a world in tests alone');
    return world;
  };
}
