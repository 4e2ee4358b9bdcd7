import { join } from 'node:path';
import { isObject } from '../core/model/answer.ts';
import { StateError } from '../core/model/errors.ts';
import { readText, removeFile, replaceText } from './durableFile.ts';
import { lockFile, withLock } from './fileLock.ts';
import { ask, loopbackOrigin } from './loopback.ts';
import { type ProcessView, systemProcesses } from './processes.ts';

/** Where the local emulator runs, as windows and command lines tell each other. */
export interface EmulatorEntry {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly pid: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** The file it keeps its state in, where it keeps one. */
  readonly data?: string;
  /** Within what its process id means something; absent where all processes of a computer have one namespace. */
  readonly scope?: string;
}

/** The scope of an emulator that cannot tell its own: its process id means nothing to anyone. */
const UNKNOWN_SCOPE = 'unknown';

/**
 * What an emulator says of the scope of its process id. Only Linux has several; elsewhere nothing is said, since the name of
 * a computer may change while it runs.
 */
export async function entryScope(
  platform: string,
  processes: Pick<ProcessView, 'scope'> = systemProcesses,
): Promise<Pick<EmulatorEntry, 'scope'>> {
  return platform === 'linux' ? { scope: (await processes.scope()) ?? UNKNOWN_SCOPE } : {};
}

/** The emulator that runs, as far as can be told. */
export interface RunningEmulator extends EmulatorEntry {
  /**
   * False where its process is there but gave no answer in time. It still counts as the one that runs, so that nobody
   * starts another beside it; whether the process is really the emulator, nobody can tell then.
   */
  readonly answers: boolean;
  /**
   * True where its process is to be found in another namespace of processes, such as a container's that shares our network,
   * or may be: here, its id is another process's, or none.
   */
  readonly isElsewhere: boolean;
}

/** What our emulator calls itself when asked. */
const PRODUCT = 'notification-explorer';

/** How long we wait for the emulator to say that it is there, in milliseconds. */
const PROBE_TIMEOUT_MS = 2_000;

/** Whether the process of an entry is there: it answers, it is gone, or nobody can tell because it keeps silent. */
type Presence = 'there' | 'gone' | 'silent';

/**
 * The running emulator's address, in `emulator.json` of the state folder. An entry is believed while the emulator itself
 * answers, or its process is there and keeps silent; the first to announce itself stays the one that others find, as long
 * as it is there.
 */
export class EmulatorAddress {
  readonly #file: string;

  readonly #probeTimeoutMs: number;
  readonly #processes: ProcessView;

  /** @param probeTimeoutMs How long it may take to answer, in milliseconds. */
  constructor(folder: string, probeTimeoutMs = PROBE_TIMEOUT_MS, processes: ProcessView = systemProcesses) {
    this.#file = join(folder, 'emulator.json');
    this.#probeTimeoutMs = probeTimeoutMs;
    this.#processes = processes;
  }

  /** Who runs, or undefined where no emulator does. What a killed one left is taken away. */
  async read(): Promise<RunningEmulator | undefined> {
    const text = await readText(this.#file);
    if (text === undefined) return undefined;
    const entry = parsed(text);
    const found = entry === undefined ? 'gone' : await this.#presence(entry);
    if (entry !== undefined && found !== 'gone') {
      return { ...entry, answers: found === 'there', isElsewhere: await this.#isElsewhere(entry) };
    }
    await this.#removeStale();
    return undefined;
  }

  /** Announces an emulator. Gives the entry that others find from now on: another one's, where that was first and runs. */
  async record(entry: EmulatorEntry): Promise<EmulatorEntry> {
    return withLock(this.#file, async () => {
      const first = await this.#entry();
      if (first !== undefined && !same(first, entry) && (await this.#presence(first)) !== 'gone') return first;
      await replaceText(this.#file, `${JSON.stringify({ version: 1, ...entry })}\n`);
      return entry;
    });
  }

  /** Takes an announcement back; that of another emulator stays. */
  async forget(entry: EmulatorEntry): Promise<void> {
    await withLock(this.#file, async () => {
      const now = await this.#entry();
      if (now !== undefined && same(now, entry)) await removeFile(this.#file);
    });
  }

  /** The entry as it stands; undefined where there is none, or where the file holds something else. */
  async #entry(): Promise<EmulatorEntry | undefined> {
    const text = await readText(this.#file);
    return text === undefined ? undefined : parsed(text);
  }

  /**
   * Looks again under the lock, since another may have announced itself meanwhile. Tidying only: who cannot do it now, or
   * has to wait for it, leaves it to the next, who will find the entry as stale.
   */
  async #removeStale(): Promise<void> {
    const lock = await lockFile(this.#file, false).catch(leaveStateErrors);
    if (lock === undefined) return;
    try {
      const entry = await this.#entry();
      if (entry === undefined || (await this.#presence(entry)) === 'gone') await removeFile(this.#file);
    } finally {
      await lock.release();
    }
  }

  /** Asks the emulator itself. Another server that took over its port answers otherwise, or with another process id. */
  async #presence(entry: EmulatorEntry): Promise<Presence> {
    const { endpoint, pid } = entry;
    const reply = await ask(`${endpoint}/_emulator/health`, this.#probeTimeoutMs);
    if (reply.kind === 'nobody') return 'gone';
    if (reply.kind === 'silence') {
      return (await this.#isElsewhere(entry)) || this.#processes.isAlive(pid) ? 'silent' : 'gone';
    }
    const { status, body } = reply;
    const ours = status === 200 && isObject(body) && body.emulator === PRODUCT && body.pid === pid;
    return ours ? 'there' : 'gone';
  }

  async #isElsewhere({ scope }: EmulatorEntry): Promise<boolean> {
    return scope !== undefined && scope !== (await this.#processes.scope());
  }
}

function leaveStateErrors(error: unknown): undefined {
  if (!(error instanceof StateError)) throw error;
}

const same = (a: EmulatorEntry, b: EmulatorEntry): boolean => a.endpoint === b.endpoint && a.pid === b.pid;

function parsed(text: string): EmulatorEntry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const { pid, startedAt, data, scope } = value;
  const endpoint = loopbackOrigin(String(value.endpoint));
  if (endpoint === undefined || typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (typeof startedAt !== 'string') return undefined;
  return {
    ...{ endpoint, pid, startedAt },
    ...(typeof data === 'string' ? { data } : {}),
    ...(typeof scope === 'string' ? { scope } : {}),
  };
}
