import type { AccountSource } from '../../core/model/account.ts';
import type { AccountDirectory, KnownSource } from '../../core/model/ports.ts';
import { parseRegion } from '../../core/model/regions.ts';
import { configuredRegion } from '../config/endpoints.ts';
import { chosenProfile, type Environment, variable } from '../config/environment.ts';
import { configuredAccountId, type Settings } from '../config/profiles.ts';
import type { SharedConfig } from '../config/sharedConfig.ts';
import type { EmulatorAccess } from './emulatorAccess.ts';

/** What the directory reads. */
export interface DirectoryNeeds {
  readonly env: Environment;
  readonly config: SharedConfig;
  readonly emulator: EmulatorAccess;
}

const EMPTY: Settings = new Map();

const hasKeys = (env: Environment): boolean =>
  variable(env, 'AWS_ACCESS_KEY_ID') !== undefined && variable(env, 'AWS_SECRET_ACCESS_KEY') !== undefined;

const CHAIN_VARIABLES = [
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

/** True where the default chain has something to try that needs no call to find out. */
const chainPromises = (env: Environment): boolean =>
  hasKeys(env) || CHAIN_VARIABLES.some(name => variable(env, name) !== undefined);

/** The accounts that could be shown, from the shared config, the environment and the emulator's own list. */
export function accountDirectory({ env, config, emulator }: DirectoryNeeds): AccountDirectory {
  const known = (source: AccountSource, settings: Settings, accountId: string | null): KnownSource => ({
    source,
    configuredAccountId: accountId,
    region: parseRegion(configuredRegion(env, settings) ?? '') ?? null,
  });
  /** The emulator's accounts; one that cannot be asked must not hide the profiles. */
  const emulated = async (): Promise<{ accounts: readonly AccountSource[]; problems: readonly string[] }> => {
    try {
      const ids = await emulator.accountIds();
      return { accounts: ids.map(accountId => ({ kind: 'emulator', accountId })), problems: [] };
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return { accounts: [], problems: [`The local emulator cannot be asked for its accounts: ${text}`] };
    }
  };

  return {
    async list() {
      const [{ accounts, problems: silent }, { profiles, problems }] = await Promise.all([
        emulated(),
        config.current(),
      ]);
      const chosen = profiles.get(chosenProfile(env) ?? 'default') ?? EMPTY;
      // Keys in the environment win over any profile, so that its account says nothing of theirs.
      const chainAccount = hasKeys(env) ? (variable(env, 'AWS_ACCOUNT_ID') ?? null) : configuredAccountId(chosen);
      return {
        sources: [
          ...accounts.map(source => known(source, EMPTY, source.kind === 'emulator' ? source.accountId : null)),
          known({ kind: 'default' }, chosen, chainAccount),
          ...[...profiles].map(([name, settings]) =>
            known({ kind: 'profile', name }, settings, configuredAccountId(settings)),
          ),
        ],
        problems: [...silent, ...problems],
      };
    },

    async initial() {
      const [{ accounts }, { profiles }] = await Promise.all([emulated(), config.current()]);
      const chosen = chosenProfile(env);
      if (chosen !== undefined && !hasKeys(env)) return [...accounts, { kind: 'profile', name: chosen }];
      const hasDefault = chainPromises(env) || profiles.has('default');
      return hasDefault ? [...accounts, { kind: 'default' }] : accounts;
    },
  };
}
