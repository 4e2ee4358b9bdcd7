import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { StateError } from '../core/model/stateErrors.ts';

/** What decides where the state folder is. Given from outside, so that no code here reads the process. */
export interface StateEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  readonly home: string;
  /** As `process.platform`. */
  readonly platform: string;
}

const NAME = 'aws-notification-explorer';

/**
 * Where journal, ledger, locks and the running emulator's address live: `NOTIFICATION_EXPLORER_HOME` as it is, else
 * our folder in `XDG_STATE_HOME` (`~/.local/state`), in `%LOCALAPPDATA%` on Windows. A relative `XDG_STATE_HOME` is
 * passed over, as its specification asks.
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function stateFolderPath({ env, home, platform }: StateEnvironment): string {
  const path = platform === 'win32' ? win32 : posix;
  const own = env.NOTIFICATION_EXPLORER_HOME;
  if (own !== undefined && own !== '') return path.resolve(own);
  if (platform === 'win32') return path.join(env.LOCALAPPDATA || path.join(home, 'AppData', 'Local'), NAME);
  const base = env.XDG_STATE_HOME;
  const usable = base !== undefined && path.isAbsolute(base);
  return path.join(usable ? base : path.join(home, '.local', 'state'), NAME);
}

/** Modes of everything in the state folder: for its owner alone. */
export const FOLDER_MODE = 0o700;
export const FILE_MODE = 0o600;

/**
 * Makes the folder where it is missing, readable by its owner alone. An empty folder made by someone else is closed
 * too; one with other things in it is left as it is, since others may need it, and our files in it are closed anyway.
 * Throws StateError `state-unwritable`.
 */
export async function ensureFolder(folder: string): Promise<void> {
  try {
    const made = await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    if (made !== undefined) return;
    const { mode } = await stat(folder);
    if ((mode & 0o077) !== 0 && (await readdir(folder)).length === 0) await chmod(folder, FOLDER_MODE);
  } catch (error) {
    throw new StateError('state-unwritable', 'The state folder cannot be made.', folder, { cause: error });
  }
}
