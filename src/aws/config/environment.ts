import { homedir } from 'node:os';
import { join } from 'node:path';

/** The environment variables in force, given from outside: this layer never reads the process's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable's value; an empty one counts as not set, as AWS's own tools have it. */
export function variable(env: Environment, name: string): string | undefined {
  const value = env[name];
  return value === undefined || value.trim() === '' ? undefined : value;
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

/** Where the shared files are: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, else in `~/.aws`. */
export function sharedFilePaths(env: Environment): { readonly config: string; readonly credentials: string } {
  const at = (name: string, file: string): string =>
    expandHome(variable(env, name) ?? join(homeFolder(env), '.aws', file), env);
  return { config: at('AWS_CONFIG_FILE', 'config'), credentials: at('AWS_SHARED_CREDENTIALS_FILE', 'credentials') };
}

/** The profile that AWS's own tools would take: AWS_PROFILE, else AWS_DEFAULT_PROFILE, else undefined. */
export function chosenProfile(env: Environment): string | undefined {
  return variable(env, 'AWS_PROFILE') ?? variable(env, 'AWS_DEFAULT_PROFILE');
}
