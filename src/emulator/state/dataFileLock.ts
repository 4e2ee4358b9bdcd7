import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { type ProcessView, systemProcesses } from '../../state/processes.ts';
import { integer, object, optional, type ShapeOf, string } from '../wire/shape.ts';

/** Why a data file can't be used; the text says so to a person. */
export class DataFileError extends Error {}

/** How often a holder renews its file, and how long a file that nobody renews is believed. */
const SIGN_OF_LIFE_MS = 2_500;
const STALE_MS = 30_000;

/** What a lock says. One that says nothing is being written, or was left by a process that was killed right then. */
const holderShape = object({
  pid: optional(integer()),
  /** Within what the process id means something, and when the process began; absent where the system does not tell. */
  scope: optional(string()),
  started: optional(string()),
  /** Tells this taking of the lock from any other. */
  token: optional(string()),
});
type Holder = ShapeOf<typeof holderShape>;

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** Who holds the lock; undefined where there is none. */
async function readHolder(path: string): Promise<Holder | undefined> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    if (!(error instanceof SyntaxError)) throw error;
  }
  return holderShape.parse(value, '', []) ?? {};
}

/**
 * True where nobody holds the lock any more: seen at once where process ids mean the same to the holder and to us, and its
 * id is no process's or another's by now; else by a file that nobody has renewed for half a minute.
 */
async function isDead(path: string, { pid, scope, started }: Holder, processes: ProcessView): Promise<boolean> {
  if (pid !== undefined && scope !== undefined && scope === (await processes.scope())) {
    if (!processes.isAlive(pid)) return true;
    const began = await processes.startOf(pid);
    if (began !== null && started !== undefined) return began !== started;
  }
  const age = await stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
  return age > STALE_MS;
}

/** Takes a dead holder's lock away. It is moved aside in one step, and put back where it turns out to be another's. */
async function takeAway(path: string, dead: Holder): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  // Where someone has taken it meanwhile, the one that was moved sees at its next write that it is lost.
  if ((await readHolder(aside))?.token !== dead.token) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

/** The lock beside a data file: one emulator at a time writes it, on one machine or on several, in containers or not. */
export class DataFileLock {
  readonly #path: string;
  readonly #token: string;
  readonly #timer: NodeJS.Timeout;

  private constructor(path: string, token: string) {
    this.#path = path;
    this.#token = token;
    const renew = async (): Promise<void> => {
      const now = new Date();
      if (!(await this.isLost())) await utimes(path, now, now);
    };
    this.#timer = setInterval(() => void renew().catch(() => undefined), SIGN_OF_LIFE_MS).unref();
  }

  /** Takes the lock of a data file. @throws {DataFileError} where another emulator holds it */
  static async take(dataFile: string, processes: ProcessView = systemProcesses): Promise<DataFileLock> {
    const path = `${dataFile}.lock`;
    const { pid } = process;
    const token = randomUUID();
    const [scope, started] = [await processes.scope(), await processes.startOf(pid)];
    const held = { pid, token, ...(scope === null ? {} : { scope }), ...(started === null ? {} : { started }) };
    for (;;) {
      try {
        await writeFile(path, JSON.stringify(held), { flag: 'wx', mode: 0o600 });
        return new DataFileLock(path, token);
      } catch (error) {
        if (!hasCode(error, 'EEXIST')) {
          throw new DataFileError(`${dataFile} can't be written: ${error instanceof Error ? error.message : error}`);
        }
      }
      const holder = await readHolder(path);
      if (holder === undefined) continue;
      if (!(await isDead(path, holder, processes))) throw inUse(dataFile, holder, scope);
      await takeAway(path, holder);
    }
  }

  /** True once another has it. */
  async isLost(): Promise<boolean> {
    return (await readHolder(this.#path))?.token !== this.#token;
  }

  /** Gives the data file up for others. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    if (!(await this.isLost())) await rm(this.#path, { force: true });
  }
}

function inUse(dataFile: string, { pid, scope }: Holder, ours: string | null): DataFileError {
  const text = `${dataFile} is in use by the emulator with process id ${pid ?? 'unknown'}`;
  if (scope !== undefined && scope === ours) return new DataFileError(text);
  return new DataFileError(
    `${text}, on another machine or in another container. Where that one is gone, try again in half a minute.`,
  );
}
