import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, parse } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsCredentialIdentity } from '@smithy/types';
import { whenAborted } from '../../core/model/aborting.ts';
import { isObject } from '../../core/model/answer.ts';
import { AccessError } from '../../core/model/errors.ts';
import type { Answer } from '../../core/model/ports.ts';
import { splitWindowsWords, splitWords } from '../config/commandWords.ts';
import { homeFolder } from '../config/environment.ts';
import { REDACTED, redact } from '../errors/redact.ts';
import { type CredentialContext, expirationOf, noCredentials, type Provider } from './credentialContext.ts';

/** How long a program may take unless told otherwise, a person's answer to it included. AWS's tools wait for ever. */
const LIMIT_SECONDS = 60;

/** How long it may take to end by itself once it was asked to. */
const GRACE_MS = 2_000;

/** Credentials are far shorter. */
const MOST_BYTES = 1 << 20;

/** How much of what a program complained is shown. */
const LONGEST_COMPLAINT = 500;

interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a stream brings, up to a length that no credentials have. */
function gathered(stream: Readable): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

/** Asks a program to end, and ends it where it does not. What it started itself may keep its output open: let it go. */
async function stop(child: ChildProcess): Promise<void> {
  const waiting = new AbortController();
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await Promise.race([exited, sleep(GRACE_MS, undefined, waiting).catch(() => undefined)]);
  waiting.abort();
  child.kill('SIGKILL');
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/** Runs a program to its end. Rejects where it cannot be started, takes too long, or nobody waits for it any more. */
async function run(program: string, args: readonly string[], context: CredentialContext): Promise<Ended> {
  const { env, signal, programLimitSeconds: limitSeconds = LIMIT_SECONDS } = context;
  // Not in the folder that we happen to run in, which may be a workspace: what that holds must not be started.
  const home = homeFolder(env);
  const cwd = existsSync(home) ? home : parse(process.execPath).root;
  const child = spawn(program, args, { env: { ...env }, cwd, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  const [stdout, stderr] = [gathered(child.stdout), gathered(child.stderr)];
  const closed = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code, stdout: stdout(), stderr: stderr() }));
  });
  const over = new AbortController();
  // Another process keeps its own time, which no clock of ours moves on.
  const limit = sleep(limitSeconds * 1000, undefined, over).then(
    () => noCredentials(`it was ended after ${limitSeconds} seconds, the longest that it may take`),
    () => closed,
  );
  let leave = (): void => undefined;
  const abandoned = new Promise<AccessError>(resolve => {
    leave = whenAborted(signal, () => resolve(new AccessError('cancelled', 'Cancelled.')));
  });
  try {
    const end = await Promise.race([closed, limit, abandoned]);
    if (!(end instanceof AccessError)) return end;
    await stop(child);
    throw end;
  } finally {
    over.abort();
    leave();
  }
}

const WORD = /[^\s"',:;={}()[\]]{8,}/g;

/** True for what may be a key or a token: long, and with a digit. */
const isKeyLike = (word: string): boolean => word.length >= 16 && /\d/.test(word);

/** The words of a command line that an error must not repeat: each that is not short, and what `--name=` gives. */
const secretsOf = (args: readonly string[]): readonly string[] =>
  args.flatMap(arg => [arg, arg.slice(arg.indexOf('=') + 1)]).filter(({ length }) => length >= 6);

/**
 * What the program wrote to stderr, without anything of its output and of the arguments that it was given, and without
 * what looks like a key.
 */
function complaint({ stdout, stderr }: Ended, args: readonly string[]): string {
  const told = new Set(stdout.match(WORD));
  const text = redact(stderr.trim(), secretsOf(args)).replace(WORD, one =>
    told.has(one) || isKeyLike(one) ? REDACTED : one,
  );
  return text === '' ? 'it failed and said nothing' : text.slice(0, LONGEST_COMPLAINT);
}

/** The credentials in a program's output, of which no error repeats anything. */
function readOutput(stdout: string, context: CredentialContext): AwsCredentialIdentity {
  const answer = parsed(stdout);
  if (answer === undefined) throw noCredentials('its output is not a JSON object');
  if (answer.Version !== 1) throw noCredentials('the Version in its output is not 1');
  const [accessKeyId = '', secretAccessKey = ''] = ['AccessKeyId', 'SecretAccessKey'].map(name => {
    const value = answer[name];
    if (typeof value !== 'string' || value === '') throw noCredentials(`its output has no ${name}`);
    return value;
  });
  const { SessionToken: sessionToken, Expiration: end } = answer;
  if (typeof (sessionToken ?? '') !== 'string') throw noCredentials('the SessionToken in its output is no text');
  return {
    accessKeyId,
    secretAccessKey,
    ...(typeof sessionToken === 'string' && sessionToken !== '' ? { sessionToken } : {}),
    ...(end === undefined || end === null ? {} : { expiration: expirationOf(String(end), context, 'the credentials') }),
  };
}

function parsed(text: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The credentials that the profile's `credential_process` prints. It is started without a shell, in the home folder, and
 * may take a minute.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export const processKeys: Provider = async ({ context, profile: { name, settings } }) => {
  const command = settings.get('credential_process');
  if (command === undefined) return undefined;
  const split = process.platform === 'win32' ? splitWindowsWords : splitWords;
  const [program, ...args] = split(command) ?? [];
  if (program === undefined) {
    throw noCredentials(
      `The credential_process of profile "${name}" is no command: a quote is left open, or it is empty.`,
    );
  }
  try {
    const ended = await run(program, args, context);
    if (ended.code !== 0) throw noCredentials(complaint(ended, args));
    return readOutput(ended.stdout, context);
  } catch (error) {
    // The command line is not repeated: it may hold a secret.
    const what = `The credential_process of profile "${name}" (${basename(program)}) gave no credentials`;
    const { code, message } = error instanceof AccessError ? error : noCredentials(startFailure(error));
    throw code === 'cancelled' ? error : new AccessError(code, `${what}: ${message}`);
  }
};

/** Why a program could not be started. */
function startFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return 'there is no such program';
  // Windows needs a shell for these, which could read more in the words than they say.
  if (code === 'EINVAL')
    return 'it cannot be started without a shell; name the program itself, not a .cmd or .bat file';
  return code === 'EACCES' ? 'it may not be run' : `it cannot be started (${code})`;
}
