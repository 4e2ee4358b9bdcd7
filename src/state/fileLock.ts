import { rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import lockfile from 'proper-lockfile';
import { StateError } from '../core/model/errors.ts';
import { Silence } from './silence.ts';
import { ensureFolder, systemCode } from './stateFolder.ts';
import { systemClock } from './systemClock.ts';

const SIGN_OF_LIFE_MS = 1_000;
/** How old a holder's last sign of life is before it may be the last one ever, and how long others are watched for then. */
const OLD_SIGN_MS = 10_000;
const WATCHED_MS = 4_000;
const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 250;
/** Longer than it takes until a holder that was killed counts as gone. */
const PATIENCE_MS = 16_000;

/** A lock that is held. */
export interface FileLock {
  /** Lets go; does nothing the second time, or after the lock was lost. Where it cannot be taken away it goes stale. Never rejects. */
  release(): Promise<void>;
}

/**
 * Takes the lock that stands for a file, against all processes and against ourselves; the file need not exist.
 * The lock is the folder `FILE.lock`, whose time its holder renews; it passes on once its holder is gone.
 *
 * @param patient False gives up at once where someone else holds it, or left it behind.
 * @param watchedMs How long a holder is watched before it counts as gone.
 * @throws {StateError} `state-busy` where it stays held, `state-unwritable` where the folder cannot be written.
 */
export async function lockFile(file: string, patient = true, watchedMs = WATCHED_MS): Promise<FileLock> {
  await ensureFolder(dirname(file));
  const silence = new Silence(lockOf(file));
  const until = systemClock.elapsed() + (patient ? PATIENCE_MS : 0);
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 1.5, LONGEST_WAIT_MS)) {
    const lock = await taken(file);
    if (lock !== undefined) return lock;
    if (systemClock.elapsed() >= until) throw new StateError('state-busy', 'Another process holds the lock.', file);
    if ((await silence.look(OLD_SIGN_MS, watchedMs)) === 'gone') takeAway(file, silence);
    // Apart from each other, so that many who wait do not come at once again.
    else await systemClock.sleep(Math.min(wait * (1 + Math.random()), LONGEST_WAIT_MS));
  }
}

const lockOf = (file: string): string => `${file}.lock`;

/** Takes the lock of a holder that is gone away; one that someone else has taken since then stays. */
function takeAway(file: string, silence: Silence): void {
  try {
    if (silence.isAsSeen()) rmdirSync(lockOf(file));
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw untakable(file, error);
  }
}

const untakable = (file: string, cause: unknown): StateError =>
  new StateError('state-unwritable', 'The lock cannot be taken.', file, { cause });

/** The library would find a lock abandoned by the time of day alone. */
const NEVER_MS = Number.MAX_SAFE_INTEGER;

/** The lock; undefined where someone else holds it. */
async function taken(file: string): Promise<FileLock | undefined> {
  try {
    const release = await lockfile.lock(file, {
      ...{ lockfilePath: lockOf(file), realpath: false, stale: NEVER_MS, update: SIGN_OF_LIFE_MS, retries: 0 },
      // The machine slept, say, and someone else took it for abandoned: what is written under a lock is safe from that too.
      onCompromised: () => undefined,
    });
    // What was done under the lock is done, whatever becomes of the lock.
    return { release: () => release().catch(() => undefined) };
  } catch (error) {
    if (systemCode(error) === 'ELOCKED') return undefined;
    throw untakable(file, error);
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
