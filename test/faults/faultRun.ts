import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { Emulator } from '../../src/emulator/startEmulator.ts';
import { startEmulator } from '../../src/emulator/startEmulator.ts';
import { APPS, type FastClock, FOREIGN_APPS, FOREIGN_VAULTS, fastClock, SECRET, startState, VAULTS } from './estate.ts';
import type { WriterLine, WriterOptions } from './faultWriter.ts';
import { ForeignWriter } from './foreignWriter.ts';
import { settleAll, undoAll } from './mending.ts';
import { product } from './products.ts';
import { seeded } from './random.ts';
import { judge, type Verdict } from './verdict.ts';
import { type Seen, watch } from './witness.ts';

/** How a run is made. */
export interface RunOptions {
  readonly seed: number;
  /** Operations of both writers together. */
  readonly operations: number;
  /** A writer is killed after so many of its operations, at most. */
  readonly killWithin: number;
}

/** What a run gives. */
export interface RunResult extends Verdict {
  readonly seed: number;
  readonly operations: number;
  readonly kills: number;
  readonly seconds: number;
  /** How operations ended. */
  readonly ends: Readonly<Record<string, number>>;
  /** How settling what was open at the end went. */
  readonly settled: Readonly<Record<string, number>>;
  /** How undoing everything went. */
  readonly undone: Readonly<Record<string, number>>;
  /** Resources that are not what they were at the start, though nothing stood in the way of undoing. */
  readonly notBack: readonly string[];
  /** Resources that are what they were at the start. */
  readonly back: number;
  /** Resources whose undo met what cannot be undone: another tool's change, or an end that cannot be known any more. */
  readonly excused: number;
  /** Files that hold a secret. */
  readonly leaks: readonly string[];
}

const CHANCES = [
  ['throttle', 0.02, {}],
  ['throttle', 0.005, { retryAfterSeconds: 1 }],
  ['error', 0.02, { status: 500, code: 'InternalFailure', message: 'failed' }],
  ['error', 0.002, { status: 403, code: 'ExpiredTokenException', message: 'expired' }],
  ['reset', 0.02, {}],
  ['resetAfter', 0.03, {}],
  ['hang', 0.002, {}],
  ['malformed', 0.01, { as: 'html' }],
  ['malformed', 0.01, { as: 'truncated' }],
] as const;

const faults = ['glacier', 'pinpoint', 'notifications', 'connect'].flatMap(service =>
  CHANCES.map(([kind, probability, more]) => ({ service, kind, probability, ...more })),
);

const root = resolve(import.meta.dirname.includes('.cache') ? join(import.meta.dirname, '../..') : '.');

/** Bundles the writer once, so that each life of one starts quickly. */
export async function bundledWriter(folder: string): Promise<string> {
  const outfile = join(folder, 'writer.mjs');
  await build({
    entryPoints: [join(root, 'test/faults/faultWriter.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  return outfile;
}

/** One life of a writer. */
export function startWriter(program: string, options: WriterOptions): ChildProcess {
  const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  return spawn(process.execPath, [program, JSON.stringify(options)], { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Two writers and another tool at work on one estate under faults, until so many operations ended. Then all is checked. */
export async function faultRun(options: RunOptions): Promise<RunResult> {
  const folder = await mkdtemp(join(tmpdir(), 'faults-'));
  const start = Date.now();
  const clock = fastClock(start);
  const seen = watch(clock.now);
  const random = seeded(options.seed);
  const emulator = await startEmulator({
    seed: { document: startState() },
    clock: clock.now,
    random: seeded(options.seed + 1),
  });
  try {
    return await new Run(options, folder, emulator, start, clock, seen, random).run();
  } finally {
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}

class Run {
  readonly #ends: Record<string, number> = {};
  readonly #stateFolder: string;
  #ended = 0;
  #kills = 0;
  #lives = 0;

  constructor(
    readonly options: RunOptions,
    readonly folder: string,
    readonly emulator: Emulator,
    readonly start: number,
    readonly clock: FastClock,
    readonly seen: readonly Seen[],
    readonly random: () => number,
  ) {
    this.#stateFolder = join(folder, 'state');
  }

  async run(): Promise<RunResult> {
    await mkdir(this.#stateFolder, { mode: 0o700 });
    const program = await bundledWriter(this.folder);
    const before = await this.#values();
    await this.#control('POST', 'faults', faults);
    const foreign = new ForeignWriter(this.emulator.endpoint, seeded(this.options.seed + 2));
    const stop = new AbortController();
    const others = foreign.run(stop.signal);
    await Promise.all(['w1', 'w2'].map(name => this.#writer(program, name)));
    stop.abort();
    await others;
    await this.#control('DELETE', 'faults');
    return this.#judged(before);
  }

  async #judged(before: ReadonlyMap<string, unknown>): Promise<RunResult> {
    const { clock, random } = this;
    const where = { endpoint: this.emulator.endpoint, stateFolder: this.#stateFolder, clock, random };
    const { road, gateway } = product({ ...where, name: 'judge', answerMs: 10_000 });
    const settled = await settleAll(road, clock);
    const verdict = judge([...this.seen], await road.journal.list());
    const leaks = await this.#leaks();
    const { undone, touched } = await undoAll(road, clock);
    const now = await this.#values();
    gateway.dispose();
    const changed = [...before].filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(now.get(key)));
    const excusedKeys = new Set([
      ...touched,
      ...FOREIGN_VAULTS.map(name => `vault ${name}`),
      ...FOREIGN_APPS.map(id => `event-stream ${id}`),
    ]);
    const notBack = changed.map(([key]) => key).filter(key => !excusedKeys.has(key));
    return {
      ...verdict,
      seed: this.options.seed,
      operations: this.#ended,
      kills: this.#kills,
      seconds: Math.round((Date.now() - this.start) / 1000),
      ...{ ends: this.#ends, settled, undone, notBack, leaks },
      back: before.size - changed.length,
      excused: changed.length - notBack.length,
    };
  }

  /** One writer through all its lives. */
  async #writer(program: string, name: string): Promise<void> {
    while (this.#ended < this.options.operations) {
      this.#lives += 1;
      const child = startWriter(program, {
        endpoint: this.emulator.endpoint,
        stateFolder: this.#stateFolder,
        name: `${name}-${this.#lives}`,
        seed: Math.floor(this.random() * 2 ** 32),
        start: this.start,
        count: 1_000_000,
      });
      await this.#life(child, 1 + Math.floor(this.random() * this.options.killWithin));
    }
  }

  async #life(child: ChildProcess, operations: number): Promise<void> {
    const closed = once(child, 'close');
    let left = operations;
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on('line', line => {
        const { what, ends }: WriterLine = JSON.parse(line);
        for (const end of ends) this.#count(`${what}: ${end}`);
        left -= ends.length;
        if (left <= 0 || this.#ended >= this.options.operations) {
          left = Number.POSITIVE_INFINITY;
          setTimeout(() => child.kill('SIGKILL'), this.random() * 30);
        }
      });
    }
    const [code, signal] = await closed;
    if (signal !== 'SIGKILL') throw new Error(`a writer ended by itself: ${code}`);
    this.#kills += 1;
  }

  #count(end: string): void {
    this.#ended += 1;
    this.#ends[end] = (this.#ends[end] ?? 0) + 1;
  }

  /** What is set of every resource, as the emulator's own state says. */
  async #values(): Promise<ReadonlyMap<string, unknown>> {
    const { accounts } = Object(await this.#control('GET', 'state'));
    const [account] = Object.values(Object(accounts)).map(Object);
    const { vaults } = account['eu-west-1'].glacier;
    const { apps } = account['eu-west-1'].pinpoint;
    const { instances } = account['eu-west-2'].connect;
    // One that is leaving may still be shown for a while.
    const hubs = Object.entries(account['us-east-1'].notifications.hubs).flatMap(([name, one]) =>
      Object(one).status === 'DEREGISTERING' ? [] : [name],
    );
    const streams = APPS.map(id => {
      const { destinationStreamArn = null, roleArn = null } = apps[id].eventStream ?? {};
      return [`event-stream ${id}`, { destinationStreamArn, roleArn }] as const;
    });
    return new Map<string, unknown>([
      ...VAULTS.map(name => [`vault ${name}`, vaults[name].notifications ?? null] as const),
      ...streams,
      ['hubs', hubs.sort()],
      ['registrations', Object.values(instances).map(one => Object.keys(Object(Object(one).registrations)).length)],
    ]);
  }

  /** The files of the state folder that hold a device token. */
  async #leaks(): Promise<readonly string[]> {
    const files = await readdir(this.#stateFolder, { recursive: true, withFileTypes: true });
    const leaking: string[] = [];
    for (const file of files.filter(one => one.isFile())) {
      const text = await readFile(join(file.parentPath, file.name), 'utf8').catch(() => '');
      if (text.includes(SECRET) || text.includes('not-a-secret')) leaking.push(file.name);
    }
    return leaking;
  }

  async #control(method: string, path: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${this.emulator.endpoint}/_emulator/${path}`, init);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
