import { dirname, join } from 'node:path';
import lockfile from 'proper-lockfile';
import { StateError } from '../core/model/errors.ts';
import { ensureFolder, systemCode } from './stateFolder.ts';
import { systemClock } from './systemClock.ts';

/** How long a lock is believed after its holder's last sign of life; a killed holder blocks others no longer. */
export const LOCK_STALE_MS = 10_000;
const SIGN_OF_LIFE_MS = 2_500;
const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 250;
/** Their waits add up to more than `LOCK_STALE_MS`, so that a killed holder is outlived. */
const PATIENT_TRIES = 75;

/** A lock that is held. */
export interface FileLock {
  /** Lets go; does nothing the second time, or after the lock was lost. Where it cannot be taken away it goes stale. Never rejects. */
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
  let wait = FIRST_WAIT_MS;
  for (let left = patient ? PATIENT_TRIES : 0; ; left -= 1) {
    const lock = await taken(file);
    if (lock !== undefined) return lock;
    if (left === 0) throw new StateError('state-busy', 'Another process holds the lock.', file);
    // Apart from each other, so that many who wait do not come at once again.
    await systemClock.sleep(Math.min(wait * (1 + Math.random()), LONGEST_WAIT_MS));
    wait = Math.min(wait * 1.5, LONGEST_WAIT_MS);
  }
}

/** The lock; undefined where someone else holds it. */
async function taken(file: string): Promise<FileLock | undefined> {
  try {
    const release = await lockfile.lock(file, {
      ...{ realpath: false, stale: LOCK_STALE_MS, update: SIGN_OF_LIFE_MS, retries: 0 },
      // The machine slept, say, and someone else took it for abandoned: what is written under a lock is safe from that too.
      onCompromised: () => undefined,
    });
    // What was done under the lock is done, whatever becomes of the lock.
    return { release: () => release().catch(() => undefined) };
  } catch (error) {
    if (systemCode(error) === 'ELOCKED') return undefined;
    throw new StateError('state-unwritable', 'The lock cannot be taken.', file, { cause: error });
  }
}

/** Does some work while holding the lock of a file. Throws what `lockFile` and the work throw. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = await lockFile(file);
  try {
    return await work();
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
