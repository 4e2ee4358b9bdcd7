import { createHash, randomUUID } from 'node:crypto';
import { rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isObject } from '../core/model/answer.ts';
import { StateError } from '../core/model/errors.ts';
import type { HeldLock, LockHolder, Locking, Locks, LockTarget } from '../core/model/ports.ts';
import { readText } from './durableFile.ts';
import { withLock } from './fileLock.ts';
import { type ProcessView, systemProcesses } from './processes.ts';
import { ensureFolder, FILE_MODE, systemCode } from './stateFolder.ts';
import { systemClock } from './systemClock.ts';

/** How long a foreign holder is waited for before it is told. */
const PATIENCE_MS = 5_000;
const FIRST_POLL_MS = 20;
const LONGEST_POLL_MS = 250;
/** How often a holder renews its file, and how long a file that nobody renews is believed. */
const SIGN_OF_LIFE_MS = 2_500;
const STALE_MS = 30_000;

/** What a lock's file holds. */
interface Held extends LockHolder {
  /** When the process began, as its system tells it, or null where it does not. */
  readonly started: string | null;
  /** Within what its id means something, as `ProcessView.scope` tells it. */
  readonly scope: string | null;
  /** Tells this taking of the lock from any other. */
  readonly token: string;
}

/**
 * Locks of resources between windows and command lines: one file each in `locks/` of the state folder, made by whoever
 * finds none. A killed holder's lock is taken over at once where its process can be seen to be gone, which only the same
 * boot and namespace of processes allow, else after half a minute without a sign of life.
 */
export class ResourceLocks implements Locks {
  readonly #folder: string;
  readonly #patienceMs: number;
  readonly #processes: ProcessView;
  readonly #signOfLifeMs: number;
  readonly #renewed = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;

  /** @param signOfLifeMs How often a lock that is held is renewed, and how soon it is noticed that it was lost. */
  constructor(
    folder: string,
    patienceMs = PATIENCE_MS,
    processes: ProcessView = systemProcesses,
    signOfLifeMs = SIGN_OF_LIFE_MS,
  ) {
    this.#folder = join(folder, 'locks');
    this.#patienceMs = patienceMs;
    this.#processes = processes;
    this.#signOfLifeMs = signOfLifeMs;
  }

  async acquire(target: LockTarget, signal?: AbortSignal): Promise<Locking> {
    await ensureFolder(this.#folder);
    const file = join(this.#folder, `${digest(target)}.json`);
    const until = systemClock.elapsed() + this.#patienceMs;
    for (let wait = FIRST_POLL_MS; ; wait = Math.min(wait * 2, LONGEST_POLL_MS)) {
      const token = await this.#take(file);
      if (token !== undefined) return { kind: 'held', lock: this.#held(file, token) };
      const holder = await readHolder(file);
      if (holder !== undefined && (await this.#isDead(file, holder))) {
        await takeAway(file, holder);
        continue;
      }
      if (holder !== undefined && systemClock.elapsed() >= until) return { kind: 'busy', holder: told(holder) };
      if (holder === undefined && systemClock.elapsed() >= until + STALE_MS) {
        throw new StateError('state-busy', 'The lock cannot be read.', file);
      }
      await systemClock.sleep(wait, signal);
    }
  }

  /** Who holds a lock now; undefined where nobody does, or a dead one. Throws StateError `state-unreadable`. */
  async holder(target: LockTarget): Promise<LockHolder | undefined> {
    const file = join(this.#folder, `${digest(target)}.json`);
    const holder = await readHolder(file);
    return holder === undefined || (await this.#isDead(file, holder)) ? undefined : told(holder);
  }

  /** The token of the lock, or undefined where someone has it. */
  async #take(file: string): Promise<string | undefined> {
    const token = randomUUID();
    const since = new Date(systemClock.now()).toISOString();
    const [scope, started] = await Promise.all([this.#processes.scope(), this.#processes.startOf(process.pid)]);
    const held: Held = { pid: process.pid, host: hostname(), since, started, scope, token };
    try {
      await writeFile(file, JSON.stringify(held), { flag: 'wx', mode: FILE_MODE });
      return token;
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return undefined;
      throw new StateError('state-unwritable', 'The lock cannot be taken.', file, { cause: error });
    }
  }

  /** Where the holder's process can be looked at, that decides; else how long ago it gave a sign of life. */
  async #isDead(file: string, { pid, scope, started, token }: Held): Promise<boolean> {
    if (token === NOBODY.token) return true;
    if (scope !== null && scope === (await this.#processes.scope())) {
      if (!this.#processes.isAlive(pid)) return true;
      const now = await this.#processes.startOf(pid);
      if (started !== null && now !== null) return started !== now;
    }
    const age = await ageOf(file);
    return age !== undefined && age > STALE_MS;
  }

  #held(file: string, token: string): HeldLock {
    this.#renewed.set(file, token);
    this.#timer ??= setInterval(() => void this.#renew(), this.#signOfLifeMs).unref();
    return {
      isLost: () => this.#renewed.get(file) !== token,
      release: async () => {
        if (this.#renewed.get(file) !== token) return;
        this.#renewed.delete(file);
        if (this.#renewed.size === 0) clearInterval(this.#timer);
        if (this.#renewed.size === 0) this.#timer = undefined;
        // What cannot be taken away goes stale when this process ends: what was done under the lock is done.
        const takingAway = async (): Promise<void> => {
          if ((await readHolder(file))?.token === token) await rm(file, { force: true });
        };
        await takingAway().catch(() => undefined);
      },
    };
  }

  /** Gives a sign of life for every lock held. */
  async #renew(): Promise<void> {
    // What cannot be read or written now is tried again at the next sign.
    await Promise.allSettled([...this.#renewed].map(([file, token]) => this.#giveSign(file, token)));
  }

  /** One that is another's by now is lost. */
  async #giveSign(file: string, token: string): Promise<void> {
    const holder = await readHolder(file);
    const now = new Date();
    if (holder?.token === token) await utimes(file, now, now);
    else if (this.#renewed.get(file) === token) this.#renewed.delete(file);
  }
}

const digest = ({ accountId, region, kind, name }: LockTarget): string =>
  createHash('sha256')
    .update(JSON.stringify([accountId, region, kind, name]))
    .digest('hex')
    .slice(0, 32);

const told = ({ pid, host, since }: Held): LockHolder => ({ pid, host: host === hostname() ? null : host, since });

/** Who holds the lock; undefined where nobody does, or where its file is still being written. */
async function readHolder(file: string): Promise<Held | undefined> {
  const text = await readText(file);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unwritten(file);
  }
  if (!isObject(value)) return unwritten(file);
  const { pid, host, since, started, scope, token } = value;
  if (typeof pid !== 'number' || typeof host !== 'string' || typeof since !== 'string') return unwritten(file);
  return { pid, host, since, started: textOrNull(started), scope: textOrNull(scope), token: String(token) };
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Stands for a writer who was killed before it wrote who it is: known by its token, and dead. */
const NOBODY: Held = { pid: 0, host: '', since: '', started: null, scope: null, token: '' };

/** A file without a holder in it: being written, or left by a writer that was killed right then. */
async function unwritten(file: string): Promise<Held | undefined> {
  const age = await ageOf(file);
  return age === undefined || age < SIGN_OF_LIFE_MS ? undefined : NOBODY;
}

async function ageOf(file: string): Promise<number | undefined> {
  try {
    return systemClock.now() - (await stat(file)).mtimeMs;
  } catch {
    return undefined;
  }
}

/** Takes a dead holder's file away, one process at a time, and only if it is still that holder's. */
async function takeAway(file: string, dead: Held): Promise<void> {
  await withLock(file, async () => {
    if ((await readHolder(file))?.token === dead.token) await rm(file, { force: true });
  });
}
