import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Clock } from './clock.ts';
import { recordWrite } from './cloudtrail/record.ts';
import { CONTROL_PREFIX, controlPlane } from './control/controlPlane.ts';
import { RequestCounts } from './control/requestCounts.ts';
import { FaultPlan } from './faults/faultPlan.ts';
import { RateLimits } from './faults/rates.ts';
import { settleJobs } from './glacier/jobs.ts';
import { type Ids, randomIds } from './ids.ts';
import { settleAll } from './notifications/hubStates.ts';
import { demoSeed } from './seeds/demo.ts';
import { emptySeed } from './seeds/empty.ts';
import { estateSeed } from './seeds/estate.ts';
import { services } from './services.ts';
import { DataFile } from './state/dataFile.ts';
import { Keeper } from './state/keeper.ts';
import type { AnyShelf } from './state/shelf.ts';
import { State } from './state/stateDocument.ts';
import { Dispatcher } from './wire/dispatcher.ts';
import { type Backend, createHttpServer } from './wire/httpServer.ts';
import type { Problem } from './wire/shape.ts';
import { createWorld, type World } from './world.ts';

/** How an emulator is to run. All have defaults. */
export interface EmulatorOptions {
  /** Port on 127.0.0.1; 0, the default, is any free one. */
  readonly port?: number;
  /** What the state starts as: a name, or a whole state document. `empty` unless given. */
  readonly seed?: SeedName | { readonly document: unknown };
  /** A file that keeps the state. Where it exists it is what the state starts as, whatever the seed. */
  readonly dataFile?: string;
  /** Milliseconds added to every request of a service. */
  readonly latencyMs?: number;
  /** Requests beyond the rates that AWS documents are throttled. */
  readonly keepsRates?: boolean;
  /** Pinpoint's event streams answer as after its end of support. */
  readonly isPinpointRetired?: boolean;
  /** Milliseconds since 1970; the system's unless given. */
  readonly clock?: () => number;
  readonly ids?: Ids;
  /** As `Math.random`, for faults with a probability. */
  readonly random?: () => number;
  /** Told of faults of the emulator's own, one text each. */
  readonly report?: (text: string) => void;
  /** Told the address once requests are answered, and again (undefined) once they no longer are. */
  readonly announce?: (endpoint: string | undefined) => void;
}

/** The states that it can start with by name. */
const seeds = { demo: demoSeed, empty: emptySeed, estate: estateSeed } as const;
type SeedName = keyof typeof seeds;

/** True for the name of a seed. */
export const isSeedName = (name: string): name is SeedName => Object.hasOwn(seeds, name);

/** A running emulator. */
export interface Emulator {
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** Stops answering, ends all connections and lets the data file go. What was answered is kept already. */
  close(): Promise<void>;
}

/** The state can't be started from what was given; `problems` says where. */
export class SeedError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(
      problems
        .slice(0, 5)
        .map(({ path, rule }) => `${path}: ${rule}`)
        .join('; '),
    );
  }
}

const MEGABYTE = 1024 * 1024;

/** A whole state may be large: 50,000 vaults are some 10 MB. */
const MAX_STATE_BYTES = 512 * MEGABYTE;

/** Larger than any service takes, so that each can refuse with its own error. */
const MAX_SERVICE_BYTES = 8 * MEGABYTE;

const shelvesOf = (world: World): readonly AnyShelf[] => [
  world.notifications,
  world.glacier,
  world.pinpoint,
  world.connect,
  world.sns,
  world.iam,
  world.kinesis,
  world.firehose,
  world.kms,
  world.cloudwatch,
  world.cloudtrail,
  world.sso,
  world.resourceExplorer,
  world.config,
  world.organizations,
];

/** Everything but the port: the state, the services over it, the control plane. */
class Machine {
  readonly clock: Clock;
  readonly state: State;
  readonly world: World;
  readonly backend: Backend;
  /** Resolves once every change so far is durable. */
  readonly commit: () => Promise<void>;
  readonly #options: EmulatorOptions;

  constructor(options: EmulatorOptions, dataFile: DataFile | undefined) {
    this.#options = options;
    this.clock = new Clock(options.clock ?? Date.now);
    this.world = createWorld({
      accounts: () => this.state.accounts(),
      isOptedIn: (account, region) => this.state.isOptedIn(account, region),
      optIn: (account, region, optedIn) => this.state.optIn(account, region, optedIn),
    });
    this.state = new State(shelvesOf(this.world), () => shelvesOf(createWorld()), this.clock);
    const keeper = dataFile === undefined ? undefined : new Keeper(dataFile, () => JSON.stringify(this.state));
    this.commit = () => keeper?.commit() ?? Promise.resolve();
    this.backend = this.#backend(this.commit);
  }

  /** Puts the state to the seed. @throws {SeedError} */
  seed(): void {
    const { seed = 'empty' } = this.#options;
    // The demo tells its times from now, which must not be a time that a test has moved to.
    this.clock.setOffset(0);
    if (typeof seed === 'object') this.load(seed.document);
    else this.load(seeds[seed](this.clock.now()));
  }

  /** Puts the state to this document. @throws {SeedError} */
  load(document: unknown): void {
    const problems = this.state.replace(document);
    if (problems.length > 0) throw new SeedError(problems);
  }

  #backend(commit: () => Promise<void>): Backend {
    const {
      ids = randomIds,
      random = Math.random,
      latencyMs = 0,
      isPinpointRetired = false,
      keepsRates = false,
    } = this.#options;
    const report = this.#options.report ?? (() => undefined);
    const faults = new FaultPlan(random);
    const counts = new RequestCounts();
    const table = services({ isPinpointRetired });
    const now = () => this.clock.now();
    const isOptedIn = (account: string, region: string) => this.state.isOptedIn(account, region);
    const wait = (ms: number): Promise<void> => sleep(ms);
    const dispatcher = new Dispatcher({
      services: table,
      world: this.world,
      now,
      ids,
      faults,
      counts,
      rates: keepsRates ? new RateLimits(() => now().getTime()) : undefined,
      isOptedIn,
      settle: time => settleJobs(this.world, time),
      record: recordWrite,
      commit,
      wait,
      latencyMs,
      report,
    });
    const control = controlPlane({
      counts,
      faults,
      clock: this.clock,
      catalogue: new Map(table.map(({ name, operations }) => [name, new Set(operations.map(one => one.name))])),
      accounts: () => this.state.accounts(),
      readState: () => {
        settleAll(this.world, now());
        settleJobs(this.world, now());
        return this.state;
      },
      writeState: document => this.state.replace(document),
      reset: () => {
        faults.clear();
        counts.reset();
        this.seed();
      },
      commit,
    });
    const isControl = (path: string): boolean => path === CONTROL_PREFIX || path.startsWith(`${CONTROL_PREFIX}/`);
    return {
      now,
      report,
      maxBodyBytes: path => (isControl(path) ? MAX_STATE_BYTES : MAX_SERVICE_BYTES),
      handle: async request =>
        isControl(request.path) ? { kind: 'reply', reply: await control(request) } : dispatcher.dispatch(request),
    };
  }
}

/** Opens the port. @throws {Error} with `code` EADDRINUSE or EACCES where it can't be had */
function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`);
    });
  });
}

/**
 * Starts an emulator on loopback and resolves once it answers.
 * @throws {SeedError} where the seed or the data file is no state document
 * @throws {DataFileError} where the data file can't be used
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const dataFile = options.dataFile === undefined ? undefined : await DataFile.claim(options.dataFile);
  try {
    const machine = new Machine(options, dataFile);
    const kept = dataFile?.read();
    if (kept === undefined) machine.seed();
    else machine.load(kept);
    // Written at once, so that a file that can't be written is told now and not at the first change.
    await machine.commit();
    const server = createHttpServer(machine.backend);
    const endpoint = await listen(server, options.port ?? 0);
    options.announce?.(endpoint);
    return { endpoint, close: once(() => stop(server, machine, dataFile, options)) };
  } catch (error) {
    await dataFile?.release();
    throw error;
  }
}

async function stop(
  server: Server,
  machine: Machine,
  dataFile: DataFile | undefined,
  options: EmulatorOptions,
): Promise<void> {
  await new Promise<void>(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  // A write may be under way whose caller was just cut off; the file is let go only after it.
  await machine.commit();
  await dataFile?.release();
  options.announce?.(undefined);
}

/** Runs the action at the first call; later calls get the same promise. */
function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= action();
    return running;
  };
}
