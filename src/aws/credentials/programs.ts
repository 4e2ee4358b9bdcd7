import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parse } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { whenAborted } from '../../core/model/aborting.ts';
import { AccessError } from '../../core/model/errors.ts';
import { homeFolder } from '../config/environment.ts';
import { type CredentialContext, noCredentials } from './credentialContext.ts';
import { running } from './runningPrograms.ts';

/** How long a program may take unless told otherwise, a person's answer to it included. AWS's tools wait for ever. */
const LIMIT_SECONDS = 60;

/** How long it may take to end by itself once it was asked to. */
const GRACE_MS = 2_000;

/** Credentials are far shorter. */
const MOST_BYTES = 1 << 20;

/** What a program printed, and how it ended. */
export interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a stream brings, up to a length that no credentials have; `full` is called where it brings more. */
function gathered(stream: Readable, full: () => void): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) chunks.push(chunk);
    else full();
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

/** Asks a program to end, and ends it where it does not. What it started itself may keep its output open: let it go. */
async function stop(child: ChildProcess): Promise<void> {
  const waiting = new AbortController();
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()));
  const patience = () => sleep(GRACE_MS, undefined, waiting).catch(() => undefined);
  for (const asked of ['SIGTERM', 'SIGKILL'] as const) {
    if (child.kill(asked)) await Promise.race([exited, patience()]);
  }
  waiting.abort();
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/**
 * Runs a program to its end, without a shell. Rejects where it cannot be started, takes too long, prints more than any
 * credentials are, or nobody waits for it any more.
 */
export async function runToEnd(
  program: string,
  args: readonly string[],
  { env, signal, programLimitSeconds: limitSeconds = LIMIT_SECONDS }: CredentialContext,
): Promise<Ended> {
  // Not in the folder that we happen to run in, which may be a workspace: what that holds must not be started.
  const home = homeFolder(env);
  const cwd = existsSync(home) ? home : parse(process.execPath).root;
  const child = spawn(program, args, { env: { ...env }, cwd, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  let full = (): void => undefined;
  const [stdout, stderr] = [gathered(child.stdout, () => full()), gathered(child.stderr, () => undefined)];
  const closed = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code, stdout: stdout(), stderr: stderr() }));
  });
  let stopping: Promise<void> | undefined;
  const stopped = (): Promise<void> => {
    stopping ??= stop(child);
    return stopping;
  };
  running.set(child, stopped);
  const over = new AbortController();
  let leave = (): void => undefined;
  // Another process keeps its own time, which no clock of ours moves on.
  const tooLong = sleep(limitSeconds * 1000, undefined, over).then(
    () => noCredentials(`it was ended after ${limitSeconds} seconds, the longest that it may take`),
    () => closed,
  );
  const cutOff = new Promise<AccessError>(resolve => {
    full = () => resolve(noCredentials(`its output is longer than ${MOST_BYTES} bytes, and no credentials`));
    leave = whenAborted(signal, () => resolve(new AccessError('cancelled', 'Cancelled.')));
  });
  try {
    const end = await Promise.race([closed, tooLong, cutOff]);
    if (!(end instanceof AccessError)) return end;
    await stopped();
    throw end;
  } finally {
    over.abort();
    leave();
    running.delete(child);
  }
}
