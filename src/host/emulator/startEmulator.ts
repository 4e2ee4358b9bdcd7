import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AccessError, AppError } from '../../core/model/errors.ts';

/** How long the emulator may take to say where it is, and how often we look. */
const START_LIMIT_MILLISECONDS = 15_000;
const LOOK_MILLISECONDS = 50;

/** How to start the local emulator. */
export interface EmulatorStart {
  /** The built command line: `dist/cli.js`. */
  readonly program: string;
  /** 0 for any free port. */
  readonly port: number;
  /** The file that keeps its state over restarts. */
  readonly dataFile: string;
  /** Where its output goes, until the next start. */
  readonly outputFile: string;
}

/**
 * Starts the emulator with the editor's own Node and waits until it answers. It is a process of its own, so that it
 * outlives this window: reloading the window or opening a folder must not take it away from others.
 *
 * @param signal Ends the one that was begun.
 * @throws {AppError} `emulator-not-started`, with what it wrote; {AccessError} `cancelled` where the signal aborts first
 */
export async function startEmulator(
  { program, port, dataFile, outputFile }: EmulatorStart,
  signal: AbortSignal,
): Promise<void> {
  await mkdir(dirname(outputFile), { recursive: true });
  await mkdir(dirname(dataFile), { recursive: true });
  await rm(outputFile, { force: true });
  // Its output goes to a file: a pipe would break with this window, and the emulator with the pipe.
  const output = openSync(outputFile, 'w', 0o600);
  const args = [program, 'emulator', '--port', String(port), '--seed', 'demo', '--data', dataFile];
  const child = spawn(process.execPath, args, {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  closeSync(output);
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  child.once('error', () => {
    ended = true;
  });
  child.unref();
  const deadline = performance.now() + START_LIMIT_MILLISECONDS;
  while (performance.now() < deadline && !signal.aborted) {
    const text = await readFile(outputFile, 'utf8');
    if (/^\{"endpoint":"http:\/\/127\.0\.0\.1:\d+"\}$/m.test(text)) return;
    if (ended) throw new AppError('emulator-not-started', `The local emulator did not start. ${text.trim()}`);
    await sleep(LOOK_MILLISECONDS);
  }
  child.kill();
  if (signal.aborted) throw new AccessError('cancelled', 'Cancelled.');
  throw new AppError('emulator-not-started', 'The local emulator did not say in time where it is.');
}
