import type { AccountSource } from '../../core/model/account.ts';
import type { AccountDirectory, Discoveries, Discovery, KnownSource } from '../../core/model/ports.ts';
import { parseRegion } from '../../core/model/regions.ts';
import { configuredRegion } from '../config/endpoints.ts';
import { chosenProfile, type Environment, variable } from '../config/environment.ts';
import { configuredAccountId, NO_SETTINGS, type Settings } from '../config/profiles.ts';
import type { SharedConfig } from '../config/sharedConfig.ts';
import type { EmulatorAccess } from './emulatorAccess.ts';

/** Where the directory finds accounts. */
export interface DirectorySources {
  readonly env: Environment;
  readonly config: SharedConfig;
  readonly emulator: EmulatorAccess;
  /** What sign-ins gave; nothing where nobody keeps it. */
  readonly discoveries?: Pick<Discoveries, 'list'> | undefined;
}

const hasKeys = (env: Environment): boolean => variable(env, 'AWS_ACCESS_KEY_ID') !== undefined;

const hasToken = (env: Environment): boolean => variable(env, 'AWS_WEB_IDENTITY_TOKEN_FILE') !== undefined;

/** A profile's settings with the role of the environment's web identity, which a role with a source goes before. */
const withTokenRole = (settings: Settings, env: Environment): Settings =>
  settings.has('role_arn') && !settings.has('web_identity_token_file')
    ? settings
    : new Map([...settings, ['role_arn', variable(env, 'AWS_ROLE_ARN') ?? settings.get('role_arn') ?? '']]);

const CONTAINER_VARIABLES = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'];

/** True where the default chain has something to try that needs no call to find out. */
const chainPromises = (env: Environment): boolean =>
  hasKeys(env) || hasToken(env) || CONTAINER_VARIABLES.some(name => variable(env, name) !== undefined);

type Known = (source: AccountSource, settings: Settings, accountId: string | null) => KnownSource;

/** What a profile says of the sign-in that it hangs on. */
function ofProfile(known: KnownSource, settings: Settings, names: ReadonlyMap<string, string>): KnownSource {
  const session = settings.get('sso_session') ?? settings.get('sso_start_url');
  const role = settings.get('sso_role_name');
  const accountName = names.get(known.configuredAccountId ?? '');
  return {
    ...known,
    ...(session === undefined ? {} : { session }),
    ...(role === undefined ? {} : { role }),
    ...(accountName === undefined ? {} : { accountName }),
  };
}

/** Each role that a sign-in gives, as an account of its own. */
function discoveredSources({ session, accounts }: Discovery, known: Known): readonly KnownSource[] {
  return accounts.flatMap(({ id, name, roles }) =>
    roles.map(role => ({
      ...known({ kind: 'sso', session, accountId: id, role }, NO_SETTINGS, id),
      ...{ session, role, accountName: name },
    })),
  );
}

/** The accounts that could be shown, from the shared config, the environment and the emulator's own list. */
export function accountDirectory({ env, config, emulator, discoveries }: DirectorySources): AccountDirectory {
  const known: Known = (source, settings, accountId) => ({
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

  /** What sign-ins gave; where that cannot be read, it must not hide the profiles either. */
  const signedIn = async (): Promise<{ found: readonly Discovery[]; problems: readonly string[] }> => {
    try {
      return { found: (await discoveries?.list()) ?? [], problems: [] };
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return { found: [], problems: [`What sign-ins gave cannot be read: ${text}`] };
    }
  };

  return {
    async list() {
      const [{ accounts, problems: silent }, { profiles, problems, warnings }, { found, problems: unread }] =
        await Promise.all([emulated(), config.current(), signedIn()]);
      const names = new Map(found.flatMap(one => one.accounts.map(({ id, name }) => [id, name] as const)));
      const { settings: chosen } = profiles.get(chosenProfile(env) ?? 'default') ?? { settings: NO_SETTINGS };
      const chainAccount = hasKeys(env)
        ? (variable(env, 'AWS_ACCOUNT_ID') ?? null)
        : configuredAccountId(hasToken(env) ? withTokenRole(chosen, env) : chosen);
      return {
        sources: [
          ...accounts.map(source => known(source, NO_SETTINGS, source.kind === 'emulator' ? source.accountId : null)),
          known({ kind: 'default' }, chosen, chainAccount),
          ...[...profiles].map(([name, { settings }]) =>
            ofProfile(known({ kind: 'profile', name }, settings, configuredAccountId(settings)), settings, names),
          ),
          ...found.flatMap(discovery => discoveredSources(discovery, known)),
        ],
        problems: [...silent, ...problems, ...unread],
        warnings,
      };
    },

    async initial() {
      const [{ accounts }, { profiles }] = await Promise.all([emulated(), config.current()]);
      const chosen = chosenProfile(env);
      // As a profile that is named it would be asked without the variables that win over it in the chain.
      if (chosen !== undefined && !hasKeys(env) && !hasToken(env))
        return [...accounts, { kind: 'profile', name: chosen }];
      const hasDefault = chainPromises(env) || profiles.has('default');
      return hasDefault ? [...accounts, { kind: 'default' }] : accounts;
    },
  };
}
