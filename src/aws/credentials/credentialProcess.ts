import { basename } from 'node:path';
import type { AwsCredentialIdentity } from '@smithy/types';
import { AccessError } from '../../core/model/errors.ts';
import { splitWindowsWords, splitWords } from '../config/commandWords.ts';
import { REDACTED, redact } from '../errors/redact.ts';
import { type CredentialContext, expirationOf, jsonObject, noCredentials, type Provider } from './credentialContext.ts';
import { type Ended, runToEnd } from './programs.ts';

/** How much of what a program complained is shown. */
const LONGEST_COMPLAINT = 500;

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
  const answer = jsonObject(stdout);
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
    const ended = await runToEnd(program, args, context);
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
