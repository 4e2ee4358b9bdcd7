import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { StateError } from '../core/model/errors.ts';

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
const FOLDER_MODE = 0o700;
export const FILE_MODE = 0o600;

/** What a mode gives to anyone but the owner. */
export const FOR_OTHERS = 0o077;
/** Folders that are everybody's, such as `/tmp`, have it. */
const STICKY = 0o1000;

/** What is in a folder of ours: files, with what their locks and writers add to the name, and the locks of resources. */
const OURS =
  /^(emulator|empty-places|journal|locks|marks|organizational-units|push-registrations|seen|sign-in|[0-9a-f]{32}\.json)/;

/**
 * Makes the folder where it is missing, for its owner alone. One that is there and open to others is closed too, unless it
 * holds anything that is not ours: it may be a home, or a folder shared on purpose. Our files in it are closed anyway.
 * Throws StateError `state-unwritable`.
 */
export async function ensureFolder(folder: string): Promise<void> {
  try {
    const made = await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    if (made !== undefined) return;
    const { mode, uid } = await stat(folder);
    const isOpen = (mode & FOR_OTHERS) !== 0 && (mode & STICKY) === 0 && uid === process.getuid?.();
    if (!isOpen || !(await readdir(folder)).every(name => OURS.test(name))) return;
    await chmodWherePossible(wanted => chmod(folder, wanted), FOLDER_MODE);
  } catch (error) {
    throw new StateError('state-unwritable', 'The state folder cannot be made.', folder, { cause: error });
  }
}

/** Changes a mode; file systems that have none, such as a Windows drive's, refuse, and are used as they are. */
export async function chmodWherePossible(change: (mode: number) => Promise<void>, mode: number): Promise<void> {
  try {
    await change(mode);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EROFS'].includes(systemCode(error) ?? '')) throw error;
  }
}

/** The code of a failed system call, such as `ENOENT`, or undefined for anything else that was thrown. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
