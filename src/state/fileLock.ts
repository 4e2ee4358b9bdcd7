import { dirname, join } from 'node:path';
import lockfile from 'proper-lockfile';
import { StateError } from '../core/model/errors.ts';
import { ensureFolder, systemCode } from './stateFolder.ts';

/** How long a lock is believed after its holder's last sign of life; a killed holder blocks others no longer. */
export const LOCK_STALE_MS = 10_000;
const SIGN_OF_LIFE_MS = 2_500;
const RETRIES = { minTimeout: 10, maxTimeout: 250, factor: 1.5, randomize: true } as const;
/** Waits of `RETRIES` add up to more than `LOCK_STALE_MS`, so that a killed holder is outlived. */
const PATIENT_RETRIES = 75;

/** A lock that is held. */
export interface FileLock {
  /** Aborts when the lock was lost: the machine slept, say, and someone else took it for abandoned. */
  readonly lost: AbortSignal;
  /** Lets go; does nothing the second time, or after the lock was lost. */
  release(): Promise<void>;
}

/**
 * Takes the lock that stands for a file, against all processes and against ourselves; the file need not exist.
 * The lock is the folder `FILE.lock`, whose time its holder renews.
 *
 * @param patient False gives up at once where someone else holds it.
 * @throws {StateError} `state-busy` where it stays held, `state-unwritable` where the folder cannot be written.
 */
export async function lockFile(file: string, patient = true): Promise<FileLock> {
  await ensureFolder(dirname(file));
  const losing = new AbortController();
  try {
    const release = await lockfile.lock(file, {
      realpath: false,
      stale: LOCK_STALE_MS,
      update: SIGN_OF_LIFE_MS,
      retries: patient ? { ...RETRIES, retries: PATIENT_RETRIES } : 0,
      onCompromised: error => losing.abort(error),
    });
    return { lost: losing.signal, release: () => letGo(release) };
  } catch (error) {
    if (systemCode(error) === 'ELOCKED') throw new StateError('state-busy', 'Another process holds the lock.', file);
    throw new StateError('state-unwritable', 'The lock cannot be taken.', file, { cause: error });
  }
}

async function letGo(release: () => Promise<void>): Promise<void> {
  try {
    await release();
  } catch (error) {
    const code = systemCode(error);
    if (code !== 'ERELEASED' && code !== 'ENOTACQUIRED') throw error;
  }
}

/** Does some work while holding the lock of a file. Throws what `lockFile` and the work throw. */
export async function withLock<T>(file: string, work: (lost: AbortSignal) => Promise<T>): Promise<T> {
  const lock = await lockFile(file);
  try {
    return await work(lock.lost);
  } finally {
    await lock.release();
  }
}

/**
 * Does some work while no other window or command line does work of the same name, under a lock in the state folder. Where
 * no lock is to be had it is done all the same: what it keeps apart is a matter of economy, and not of truth.
 */
export function exclusivelyIn(folder: string): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  return async (name, work) => {
    const locked = await lockFile(join(folder, 'locks', name)).catch((error: unknown) => {
      if (error instanceof StateError) return undefined;
      throw error;
    });
    try {
      return await work();
    } finally {
      await locked?.release();
    }
  };
}
