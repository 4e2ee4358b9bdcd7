import { createHash, randomUUID } from 'node:crypto';
import { rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isObject } from '../core/model/answer.ts';
import { StateError } from '../core/model/errors.ts';
import type { HeldLock, LockHolder, Locking, Locks, LockTarget } from '../core/model/ports.ts';
import { readText } from './durableFile.ts';
import { withLock } from './fileLock.ts';
import { type ProcessView, systemProcesses } from './processes.ts';
import { type Presence, Silence } from './silence.ts';
import { ensureFolder, FILE_MODE, systemCode } from './stateFolder.ts';
import { systemClock } from './systemClock.ts';

/** How long a foreign holder is waited for before it is told. */
const PATIENCE_MS = 5_000;
const FIRST_POLL_MS = 20;
const LONGEST_POLL_MS = 250;
/** How often a holder renews its file, and how old its last sign of life is before it may be the last one ever. */
const SIGN_OF_LIFE_MS = 2_500;
const OLD_SIGN_MS = 30_000;
/** How many signs of life fail to come, while one is watched, before a holder counts as gone. */
const SIGNS_AWAITED = 3;

/** What a lock's file holds. */
interface Held extends LockHolder {
  /** When the process began, as its system tells it, or null where it does not. */
  readonly started: string | null;
  /** Within what its id means something, as `ProcessView.scope` tells it. */
  readonly scope: string | null;
  /** Tells this taking of the lock from any other; empty in a file that does not say who holds it. */
  readonly token: string;
}

/**
 * Locks of resources between windows and command lines: one file each in `locks/` of the state folder, made by whoever
 * finds none. A killed holder's lock is taken over at once where its process can be seen to be gone, which only the same
 * boot and namespace of processes allow, else where its last sign of life is half a minute away and none comes while it is
 * watched.
 */
export class ResourceLocks implements Locks {
  readonly #folder: string;
  readonly #patienceMs: number;
  readonly #processes: ProcessView;
  readonly #signOfLifeMs: number;
  readonly #renewed = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param signOfLifeMs How often a lock that is held is renewed, how soon it is noticed that it was lost, and by what a
   *   silent holder is watched.
   */
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
    const silence = new Silence(file);
    for (let wait = FIRST_POLL_MS; ; wait = Math.min(wait * 2, LONGEST_POLL_MS)) {
      const token = await this.#take(file);
      if (token !== undefined) return { kind: 'held', lock: this.#held(file, token) };
      const holder = await readHolder(file);
      const presence = holder === undefined ? 'there' : await this.#presence(holder, silence);
      if (holder !== undefined && presence === 'gone') {
        await takeAway(file, holder);
        continue;
      }
      const isTold = holder !== undefined && holder.token !== NOBODY.token && presence === 'there';
      if (isTold && systemClock.elapsed() >= until) return { kind: 'busy', holder: told(holder) };
      if (systemClock.elapsed() >= until + OLD_SIGN_MS) {
        throw new StateError('state-busy', 'The lock cannot be read.', file);
      }
      await systemClock.sleep(wait, signal);
    }
  }

  /** Who holds a lock now; undefined where nobody does, or a dead or silent one. Throws StateError `state-unreadable`. */
  async holder(target: LockTarget): Promise<LockHolder | undefined> {
    const file = join(this.#folder, `${digest(target)}.json`);
    const holder = await readHolder(file);
    if (holder === undefined || holder.token === NOBODY.token) return undefined;
    return (await this.#presence(holder, new Silence(file))) === 'there' ? told(holder) : undefined;
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

  /**
   * Where the holder's process can be looked at, that decides; else its signs of life. Whoever writes a lock's file says in
   * no time who it is: one that does not is gone after a single sign that fails to come.
   */
  async #presence({ pid, scope, started, token }: Held, silence: Silence): Promise<Presence> {
    if (scope !== null && scope === (await this.#processes.scope())) {
      if (!this.#processes.isAlive(pid)) return 'gone';
      const now = await this.#processes.startOf(pid);
      if (started !== null && now !== null) return started === now ? 'there' : 'gone';
    }
    const [oldMs, signs] = token === NOBODY.token ? [0, 1] : [OLD_SIGN_MS, SIGNS_AWAITED];
    return silence.look(oldMs, signs * this.#signOfLifeMs);
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

/** Who holds the lock; undefined where nobody does. */
async function readHolder(file: string): Promise<Held | undefined> {
  const text = await readText(file);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return NOBODY;
  }
  if (!isObject(value)) return NOBODY;
  const { pid, host, since, started, scope, token } = value;
  if (typeof pid !== 'number' || typeof host !== 'string' || typeof since !== 'string') return NOBODY;
  return { pid, host, since, started: textOrNull(started), scope: textOrNull(scope), token: String(token) };
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Stands for a writer that has not yet written who it is, or was killed before it did. */
const NOBODY: Held = { pid: 0, host: '', since: '', started: null, scope: null, token: '' };

/** Takes a dead holder's file away, one process at a time, and only if it is still that holder's. */
async function takeAway(file: string, dead: Held): Promise<void> {
  await withLock(file, async () => {
    if ((await readHolder(file))?.token === dead.token) await rm(file, { force: true });
  });
}
