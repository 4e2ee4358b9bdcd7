import { homedir } from 'node:os';
import { join } from 'node:path';

/** The environment variables in force, given from outside: this layer never reads the process's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable's value; an empty one counts as not set, as in AWS's own tools for all but a few. */
export function variable(env: Environment, name: string): string | undefined {
  return env[name] === '' ? undefined : env[name];
}

/** The home folder, found the way AWS's tools find it. */
export function homeFolder(env: Environment): string {
  const drive = variable(env, 'HOMEDRIVE') ?? 'C:\\';
  const path = variable(env, 'HOMEPATH');
  return variable(env, 'HOME') ?? variable(env, 'USERPROFILE') ?? (path === undefined ? homedir() : drive + path);
}

/** A path with its leading `~/` made absolute. */
export function expandHome(path: string, env: Environment): string {
  return /^~[/\\]/.test(path) ? join(homeFolder(env), path.slice(2)) : path;
}

/** A path with its `$NAME` and `${NAME}` filled in, then its leading `~/`. A variable that is not set is left standing. */
function expandPath(path: string, env: Environment): string {
  const filled = path.replace(/\$(?:(\w+)|\{([^}]*)\})/g, (whole, plain, braced) => env[plain ?? braced] ?? whole);
  return expandHome(filled, env);
}

/**
 * Where the shared files are: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, else in `~/.aws`. A variable that is set
 * to nothing names no file: its path is empty.
 */
export function sharedFilePaths(env: Environment): { readonly config: string; readonly credentials: string } {
  const at = (name: string, file: string): string => expandPath(env[name] ?? join('~', '.aws', file), env);
  return { config: at('AWS_CONFIG_FILE', 'config'), credentials: at('AWS_SHARED_CREDENTIALS_FILE', 'credentials') };
}

/** Where AWS's tools keep sign-ins, wherever their config is: those of IAM Identity Center, and those of `aws login`. */
export function signInFolders(env: Environment): { readonly sso: string; readonly login: string } {
  const kept = (tool: string): string => join(homeFolder(env), '.aws', tool, 'cache');
  return { sso: kept('sso'), login: variable(env, 'AWS_LOGIN_CACHE_DIRECTORY') ?? kept('login') };
}

/** The profile that AWS's own tools would take: AWS_PROFILE, else AWS_DEFAULT_PROFILE, else undefined. */
export function chosenProfile(env: Environment): string | undefined {
  return variable(env, 'AWS_PROFILE') ?? variable(env, 'AWS_DEFAULT_PROFILE');
}
