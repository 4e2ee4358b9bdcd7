import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Names of variables that say nothing of who the person is, and that programs need to run at all. */
const ALLOWED = new Set([
  'CI',
  'COLORTERM',
  'COMSPEC',
  'DISPLAY',
  'FORCE_COLOR',
  'LANG',
  'NODE_EXTRA_CA_CERTS',
  'NO_COLOR',
  'NUMBER_OF_PROCESSORS',
  'PATH',
  'PATHEXT',
  'SYSTEMDRIVE',
  'SYSTEMROOT',
  'TEMP',
  'TERM',
  'TMP',
  'TMPDIR',
  'TZ',
  'WINDIR',
  'XAUTHORITY',
]);
const ALLOWED_PREFIXES = ['LC_'];

/** A person's place for one run: no file of theirs is in it, and nothing in it outlives the run. */
export interface Home {
  /** The user's home folder. */
  readonly folder: string;
  /** The product's state folder: journal, ledger, locks, the running emulator's address. */
  readonly stateFolder: string;
  /** The AWS configuration file. It need not exist. */
  readonly awsConfigFile: string;
  /** The AWS credentials file. It need not exist. */
  readonly awsCredentialsFile: string;
}

/** Lays out an empty home below a folder of the cache. Creates the folders, not the AWS files. */
export function createHome(folder: string): Home {
  const home = {
    folder: join(folder, 'home'),
    stateFolder: join(folder, 'state'),
    awsConfigFile: join(folder, 'home', '.aws', 'config'),
    awsCredentialsFile: join(folder, 'home', '.aws', 'credentials'),
  };
  mkdirSync(join(home.folder, '.aws'), { recursive: true });
  mkdirSync(home.stateFolder, { recursive: true, mode: 0o700 });
  return home;
}

/**
 * The environment of every process that the harness starts: what `ALLOWED` lets through, the given home, and no way to
 * a real account: no AWS variable, no AWS file of the person, no instance metadata.
 *
 * @param extra Variables of our own on top, which win.
 */
export function sealedEnvironment(
  home: Home,
  extra: Readonly<Record<string, string>> = {},
  inherited: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  return {
    ...pick(inherited, name => ALLOWED.has(name) || ALLOWED_PREFIXES.some(prefix => name.startsWith(prefix))),
    HOME: home.folder,
    USERPROFILE: home.folder,
    APPDATA: join(home.folder, 'AppData', 'Roaming'),
    LOCALAPPDATA: join(home.folder, 'AppData', 'Local'),
    XDG_CACHE_HOME: join(home.folder, '.cache'),
    XDG_CONFIG_HOME: join(home.folder, '.config'),
    XDG_DATA_HOME: join(home.folder, '.local', 'share'),
    XDG_STATE_HOME: join(home.folder, '.local', 'state'),
    NOTIFICATION_EXPLORER_HOME: home.stateFolder,
    AWS_CONFIG_FILE: home.awsConfigFile,
    AWS_SHARED_CREDENTIALS_FILE: home.awsCredentialsFile,
    AWS_EC2_METADATA_DISABLED: 'true',
    // What is tested is the English text, whatever this machine's person reads.
    LANGUAGE: 'en',
    ...extra,
  };
}

/**
 * The same with the person's own profiles, for `npm start -- --own-profiles` alone: their home and AWS variables.
 * The state folder stays the run's own, so that a demo never mixes with their journal.
 */
export function ownProfilesEnvironment(
  home: Home,
  extra: Readonly<Record<string, string>> = {},
  inherited: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const own = pick(inherited, name => name.startsWith('AWS_') || name === 'HOME' || name === 'USERPROFILE');
  const sealed = pick(sealedEnvironment(home, {}, inherited), name => !name.startsWith('AWS_'));
  return { ...sealed, ...own, ...extra };
}

/** The sealed environment, with what npm needs to reach the person's registry: its settings, its cache and the proxy. */
export function npmEnvironment(home: Home, inherited: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const personal = inherited.HOME ?? inherited.USERPROFILE ?? home.folder;
  return sealedEnvironment(
    home,
    {
      npm_config_userconfig: join(personal, '.npmrc'),
      npm_config_cache: process.platform === 'win32' ? join(home.folder, 'npm-cache') : join(personal, '.npm'),
      ...pick(inherited, name => /^(?:npm_config_.*|npm_token|node_auth_token|(?:https?|no)_proxy)$/i.test(name)),
    },
    inherited,
  );
}

/** Windows tells names apart without case; there the allowed ones are matched in capitals. */
function pick(source: NodeJS.ProcessEnv, wanted: (name: string) => boolean): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) {
    if (value !== undefined && wanted(process.platform === 'win32' ? name.toUpperCase() : name)) picked[name] = value;
  }
  return picked;
}
