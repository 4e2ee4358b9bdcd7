import { readFileSync } from 'node:fs';
import { parseEmulatorArguments, UsageError, usage } from './commandLine.ts';
import { type Emulator, type EmulatorOptions, isSeedName, SeedError, startEmulator } from './startEmulator.ts';
import { DataFileError } from './state/dataFileLock.ts';

export { type DemoRegistration, demoRegistrations } from './seeds/demoRegistrations.ts';

/** What the emulator's command needs of its process. */
export interface EmulatorIo {
  readonly stdout: (line: string) => void;
  readonly stderr: (line: string) => void;
  /** Aborted when the process is asked to stop; the command then ends with 0. */
  readonly stop: AbortSignal;
  /** Told the address once it answers, and undefined once it no longer does: what records it for others. */
  readonly announce?: (endpoint: string | undefined) => void;
}

/** Exit codes: stopped as asked; it could not run; wrong usage or a file that can't be used. */
export const EXIT = { stopped: 0, failed: 1, usage: 64 } as const;

function seedOf(seed: string): Exclude<EmulatorOptions['seed'], undefined> {
  if (isSeedName(seed)) return seed;
  try {
    return { document: JSON.parse(readFileSync(seed, 'utf8')) };
  } catch (error) {
    throw new UsageError(
      `--seed ${seed} can't be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

async function start(argv: readonly string[], io: EmulatorIo): Promise<Emulator> {
  const { seed, dataFile, ...rest } = parseEmulatorArguments(argv);
  return startEmulator({
    ...rest,
    seed: seedOf(seed),
    ...(dataFile === undefined ? {} : { dataFile }),
    ...(io.announce === undefined ? {} : { announce: io.announce }),
    report: io.stderr,
  });
}

function explain(error: unknown, io: EmulatorIo): number {
  if (error instanceof UsageError) {
    io.stderr(`${error.message}\n${usage}`);
    return EXIT.usage;
  }
  if (error instanceof SeedError) {
    io.stderr(`The state document is not valid: ${error.message}`);
    return EXIT.usage;
  }
  if (error instanceof DataFileError) {
    io.stderr(error.message);
    return EXIT.usage;
  }
  const hint = codeOf(error) === 'EADDRINUSE' ? ' (--port 0 takes any free port)' : '';
  io.stderr(`The emulator could not start: ${error instanceof Error ? error.message : String(error)}${hint}`);
  return EXIT.failed;
}

/**
 * The command `emulator [--port N] [--seed demo|empty|estate|FILE] [--data FILE] [--latency MS] [--rates documented] [--pinpoint retired]`.
 * Writes `{"endpoint":"http://127.0.0.1:PORT"}` as its first line, and runs until it is asked to stop.
 * @param argv the arguments after the command's name.
 * @returns the exit code, see `EXIT`.
 */
export async function runEmulator(argv: readonly string[], io: EmulatorIo): Promise<number> {
  if (argv.includes('--help')) {
    io.stdout(usage);
    return EXIT.stopped;
  }
  let emulator: Emulator;
  try {
    emulator = await start(argv, io);
  } catch (error) {
    return explain(error, io);
  }
  io.stdout(JSON.stringify({ endpoint: emulator.endpoint }));
  if (!io.stop.aborted)
    await new Promise<void>(resolve => io.stop.addEventListener('abort', () => resolve(), { once: true }));
  await emulator.close();
  return EXIT.stopped;
}

/** Aborted by the first SIGINT or SIGTERM; the second ends the process as it would without us. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
