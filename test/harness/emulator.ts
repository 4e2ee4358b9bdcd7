import { join } from 'node:path';
import { projectFolder } from './paths.ts';
import { StartedProcess } from './startedProcess.ts';

const START_LIMIT_MS = 20_000;

/** A running emulator, started the way people start it: through the built command line. */
export interface StartedEmulator {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** Settles when it ends, asked to or not. */
  readonly exited: Promise<number>;
  stop(): Promise<void>;
}

/**
 * Starts the built emulator on a free port. It announces itself in the state folder that the environment names.
 *
 * @param seed `demo`, `empty` or a file.
 * @throws When it does not say its endpoint in time; the message holds what it wrote.
 */
export async function startEmulator(
  environment: Readonly<Record<string, string>>,
  seed = 'demo',
): Promise<StartedEmulator> {
  const args = [join(projectFolder, 'dist', 'cli.js'), 'emulator', '--seed', seed, '--port', '0'];
  const started = new StartedProcess(process.execPath, args, { environment });
  const endpoint = await started.line(/^\{"endpoint":"(http:\/\/127\.0\.0\.1:\d+)"\}$/, START_LIMIT_MS);
  return { endpoint, exited: started.exited, stop: () => started.stop() };
}
