import type { AccountSource } from '../model/account.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { operations, type WriteOperation } from '../model/operations.ts';
import type { Region } from '../model/regions.ts';

/** What a line of the AWS CLI is about. */
export interface CommandLineParts {
  readonly operation: WriteOperation;
  /** Free of secrets: each is written as `${secret:MEMBER}`. */
  readonly request: JsonObject;
  readonly region: Region;
  /** Twelve digits: written where the request leaves the account to the credentials, which may be others in a terminal. */
  readonly accountId: string;
  readonly source: AccountSource;
  /** Where the local emulator listens; only for its accounts. */
  readonly endpoint?: string | undefined;
}

/**
 * The same change as a line of the AWS CLI, quoted for a POSIX shell. The emulator's accounts get the emulator's endpoint
 * and the key that leads to them, since the line would change a real account otherwise.
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-quoting-strings.html
 */
export function commandLine({ operation, request, region, accountId, source, endpoint }: CommandLineParts): string {
  const named = request.accountId === '-' ? { ...request, accountId } : request;
  const words = ['aws', operations[operation].service, dashed(operation), ...options(named), '--region', region];
  return lineFor(source, words, endpoint);
}

/** Words of the AWS CLI as one line that leads to an account, quoted for a POSIX shell. */
export function lineFor(source: AccountSource, words: readonly string[], endpoint?: string): string {
  const profile = source.kind === 'profile' ? ['--profile', source.name] : [];
  const local = source.kind === 'emulator' ? ['--endpoint-url', endpoint ?? 'http://127.0.0.1'] : [];
  const keys = source.kind === 'emulator' ? `AWS_ACCESS_KEY_ID=${source.accountId} AWS_SECRET_ACCESS_KEY=local ` : '';
  return keys + [...words, ...profile, ...local].map(quoted).join(' ');
}

/** The CLI reads a value that begins so from a file or an address. */
const IS_READ_FROM_ELSEWHERE = /^(?:file|fileb|https?):\/\//;

function options(request: JsonObject): readonly string[] {
  const values = Object.entries(request);
  if (values.some(([, value]) => typeof value === 'string' && IS_READ_FROM_ELSEWHERE.test(value))) {
    return ['--cli-input-json', JSON.stringify(request)];
  }
  return values.flatMap(([member, value]) => option(`--${dashed(member)}`, value));
}

function option(name: string, value: Json): readonly string[] {
  if (typeof value === 'boolean') return [value ? name : name.replace('--', '--no-')];
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // A value that begins with a hyphen would be taken for an option; a single hyphen is not.
  return text.startsWith('-') && text !== '-' ? [`${name}=${text}`] : [name, text];
}

/** A name as the CLI writes it: `PinpointAppArn` is `pinpoint-app-arn`. */
function dashed(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

const NEEDS_NO_QUOTES = /^[\w@%+=:,./-]+$/;

function quoted(word: string): string {
  return NEEDS_NO_QUOTES.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
