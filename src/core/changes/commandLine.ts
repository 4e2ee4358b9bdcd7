import type { AccountSource } from '../model/account.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { operations, type WriteOperation } from '../model/operations.ts';
import { TREACHEROUS } from '../model/plainText.ts';
import type { Region } from '../model/regions.ts';
import { type Server, serverNote } from '../model/server.ts';

/** What a line of the AWS CLI is about. */
export interface CommandLineParts {
  readonly operation: WriteOperation;
  /** Free of secrets: each is written as `${secret:MEMBER}`. */
  readonly request: JsonObject;
  readonly region: Region;
  /** Twelve digits: written where the request leaves the account to the credentials, which may be others in a terminal. */
  readonly accountId: string;
  readonly source: AccountSource;
  /** Who answered, where that is known and was not AWS: the line goes nowhere else, whatever the profile says by then. */
  readonly server?: Server | undefined;
  /** Where the local emulator listens; only for its accounts. */
  readonly endpoint?: string | undefined;
  /** The variables that hold the secrets, by member; without: each has the member's name in capitals. */
  readonly variables?: ReadonlyMap<string, string> | undefined;
  /** True in a script that has made sure of the account before. */
  readonly isChecked?: boolean;
}

/** A word of a command line: a text as it is, or the value that a variable has when the line runs. */
type Word = string | { readonly variable: string };

/**
 * The same change as a line of the AWS CLI, quoted for bash. Secrets are variables: `DeviceToken` is `"$DEVICE_TOKEN"`.
 * The emulator's accounts get the emulator's endpoint and the key that leads to them, since the line would change a real
 * account otherwise. No option leads to an account that a sign-in gives without a profile: the line looks whose credentials the
 * terminal has, and sends nothing where they are another account's.
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-quoting-strings.html
 */
export function commandLine(parts: CommandLineParts): string {
  const { operation, region, source, server, endpoint } = parts;
  const { open, secrets } = withoutSecrets(namingAccount(parts));
  const words = ['aws', operations[operation].service, dashed(operation), ...options(open)];
  const variables = secrets.flatMap((member): readonly Word[] => [
    `--${dashed(member)}`,
    { variable: parts.variables?.get(member) ?? variableOf(member) },
  ]);
  const line = [...words, ...variables, '--region', region];
  return parts.isChecked === true ? leading(source, line, endpoint, server) : lineFor(source, line, endpoint, server);
}

/** The request, naming the account where it leaves that to the credentials. */
export function namingAccount({ request, accountId }: Pick<CommandLineParts, 'request' | 'accountId'>): JsonObject {
  return request.accountId === '-' ? { ...request, accountId } : request;
}

/** A request without the members that stand for a secret, and the names of those. */
export function withoutSecrets(request: JsonObject): {
  readonly open: JsonObject;
  readonly secrets: readonly string[];
} {
  const members = Object.entries(request);
  const isSecret = ([member, value]: readonly [string, Json]): boolean => value === `\${secret:${member}}`;
  return {
    open: Object.fromEntries(members.filter(one => !isSecret(one))),
    secrets: members.filter(isSecret).map(([member]) => member),
  };
}

/** The variable that holds the secret of a member: `DEVICE_TOKEN`. */
export const variableOf = (member: string): string => dashed(member).replaceAll('-', '_').toUpperCase();

/** Words as one line of the AWS CLI that changes no account but the one of a source, quoted for bash. */
export function lineFor(source: AccountSource, words: readonly Word[], endpoint?: string, server?: Server): string {
  const line = leading(source, words, endpoint, server);
  if (source.kind !== 'sso') return line;
  const { accountId, role } = source;
  const region = words.includes('--region') ? ['--region', words[words.indexOf('--region') + 1] ?? ''] : [];
  const asking = ['aws', 'sts', 'get-caller-identity', '--query', 'Account', '--output', 'text', ...region].map(quoted);
  const wanted = quoted(`Not sent: the credentials are not those of ${role} in ${accountId}.`);
  // `false` comes last, so that it ends a script that stops at failures.
  return `if [ "$(${asking.join(' ')})" = ${accountId} ]; then ${line}; else echo ${wanted} >&2; false; fi`;
}

/** Words as one line with what leads to an account, quoted for bash: `aws`, or a function that takes its options. */
export function leading(source: AccountSource, words: readonly Word[], endpoint?: string, server?: Server): string {
  const keys = source.kind === 'emulator' ? `AWS_ACCESS_KEY_ID=${source.accountId} AWS_SECRET_ACCESS_KEY=local ` : '';
  return keys + [...words, ...accountWords(source, endpoint, server)].map(quoted).join(' ');
}

/** The options of the AWS CLI that lead to an account, but for the emulator's keys. */
export function accountWords(source: AccountSource, endpoint?: string, server?: Server): readonly string[] {
  const url = endpointOf(source, endpoint, server);
  const words = url === undefined ? [] : ['--endpoint-url', url];
  if (source.kind !== 'profile') return words;
  // Where the name begins with a hyphen it would be taken for an option.
  return [...(source.name.startsWith('-') ? [`--profile=${source.name}`] : ['--profile', source.name]), ...words];
}

/** The endpoint that a line has to name: the emulator's for its accounts, else the one that is known to have answered. */
export function endpointOf(source: AccountSource, endpoint?: string, server?: Server): string | undefined {
  return source.kind === 'emulator' ? (endpoint ?? 'http://127.0.0.1') : serverNote(source, server).server;
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
export function dashed(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

const NEEDS_NO_QUOTES = /^[\w@%+=:,./-]+$/;

function quoted(word: Word): string {
  if (typeof word !== 'string') return `"$${word.variable}"`;
  if (NEEDS_NO_QUOTES.test(word)) return word;
  // Escape sequences or reversed text in a name would make the line look like another: written as bytes, it shows.
  if (word.search(TREACHEROUS) >= 0) return `$'${[...word].map(escapedInBash).join('')}'`;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function escapedInBash(char: string): string {
  if (char === "'" || char === '\\') return `\\${char}`;
  if (char.search(TREACHEROUS) < 0) return char;
  return encodeURIComponent(char).replaceAll('%', '\\x');
}
