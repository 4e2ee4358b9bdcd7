import { lintKinds } from '../../kinds/lintTable.ts';
import { type Effect, operations } from '../../model/operations.ts';
import type { ChangeableKind } from '../../model/resource.ts';
import type { KindLint } from '../model/kindLint.ts';
import type { Shape } from '../model/shape.ts';
import type { Heredoc } from './heredocs.ts';
import { type CallSite, scanShell } from './scanShell.ts';
import { readWords, type ShellText, type Word } from './shellWords.ts';
import type { Unquoted } from './unquoted.ts';

/** One AWS CLI call of ours in a shell text. */
export interface ShellCommand {
  readonly kind: KindLint;
  /** `set-vault-notifications` */
  readonly name: string;
  /** Where the line starts, by which comments about it are told. */
  readonly lineStart: number;
  /** `glacier set-vault-notifications`, where something about the whole call is said. */
  readonly start: number;
  readonly end: number;
  /** The shape of its request; absent for calls that take nothing of ours. */
  readonly shape: Shape | undefined;
  /** What it does, for calls whose requests are judged. */
  readonly effect: Effect | undefined;
  readonly options: readonly CommandOption[];
}

/** An option and its value. */
export interface CommandOption {
  /** `--region` */
  readonly name: string;
  readonly value: Unquoted;
  /** The value as it stands, quotes included. */
  readonly start: number;
  readonly end: number;
}

interface KnownCommand {
  readonly kind: KindLint;
  readonly effect: Effect | undefined;
  readonly shape: Shape | undefined;
}

const kebab = (name: string): string => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();

const effectOf = (name: string): Effect | undefined =>
  Object.entries(operations).find(([operation]) => operation === name)?.[1].effect;

const KNOWN: ReadonlyMap<string, KnownCommand> = new Map(
  lintKinds.flatMap(kind =>
    Object.entries(kind.operations).map(
      ([name, shape]) => [`${kind.service} ${kebab(name)}`, { kind, shape, effect: effectOf(name) }] as const,
    ),
  ),
);

/** The option of a member: `vaultName` is given by `--vault-name`. */
export function optionOf(member: string): string {
  const known = OPTIONS.get(member) ?? `--${kebab(member)}`;
  OPTIONS.set(member, known);
  return known;
}

/** The members of our requests are few, and asked for at every call. */
const OPTIONS = new Map<string, string>();

const SERVICES = [...new Set(lintKinds.map(({ service }) => service))].join('|');
const CALL = new RegExp(`(?<![\\w./-])(${SERVICES})(?:[ \\t]|\\\\\\r?\\n)+([a-z]+(?:-[a-z]+)+)(?![\\w-])`, 'g');

/** What looks like a call of ours. */
interface CallMatch extends CallSite {
  readonly name: string;
  readonly known: KnownCommand;
}

/** What a shell text holds: the AWS CLI calls of ours that it would run, and its heredocs. */
export function readShell(shell: ShellText): {
  readonly commands: readonly ShellCommand[];
  readonly heredocs: readonly Heredoc[];
} {
  // Cut at its end, or the search for the next call would run through all that follows.
  const text = shell.text.slice(0, shell.end);
  // Most of what a workflow or a page holds calls nothing of ours.
  if (!text.includes('<<', shell.start) && nextCall(text, shell.start) === undefined) return NOTHING;
  const { calls, heredocs } = scanShell(shell, from => nextCall(text, from));
  const commands = calls.flatMap(({ site, commandStart, limit }) => {
    const { name, known, start, end } = site;
    const before = readWords({ ...shell, end: start }, Math.max(commandStart, start - MAX_BEFORE));
    const cli = cliOf(before);
    if (cli === undefined) return [];
    const after = readWords({ ...shell, end: Math.min(limit, end + MAX_COMMAND_LENGTH) }, end);
    const options = [...ownEndpoint(cli), ...optionsOf(before, true), ...optionsOf(after, false)];
    return [{ ...known, name, lineStart: commandStart, start, end, options }];
  });
  return { commands, heredocs };
}

const NOTHING = { commands: [], heredocs: [] };

/** The program of the AWS CLI: by its path, in its image, or in a variable that is named for it; `@` and `-` are make's. */
const CLI = /^[@+-]*(?:(?:.*[\\/])?(?:aws(?:\.exe|local)?|aws-cli(?::[\w.-]+)?)|\$[({]?\w*aws\w*[)}]?)$/i;

/**
 * The program of the AWS CLI, where the words before a service and an operation are a call of it: the program, and then
 * nothing but options and their values. Other programs have services and operations of such names too.
 */
function cliOf(before: readonly Word[]): Word | undefined {
  const at = before.findLastIndex(({ value }) => CLI.test(value.text));
  const behind = before.slice(at + 1).map(({ value }) => value.text);
  const isCall = behind.every((text, index) => text.startsWith('-') || behind[index - 1]?.startsWith('-') === true);
  return isCall ? before[at] : undefined;
}

/** What is called at an endpoint of its own, as `awslocal` always is, has no Region of AWS's. */
const ownEndpoint = ({ value, start, end }: Word): readonly CommandOption[] =>
  /local$/i.test(value.text) ? [{ name: '--endpoint-url', value, start, end }] : [];

/** The first call of ours from an offset on, wherever it stands. */
function nextCall(text: string, from: number): CallMatch | undefined {
  CALL.lastIndex = from;
  for (let match = CALL.exec(text); match !== null; match = CALL.exec(text)) {
    const [whole, service = '', name = ''] = match;
    const known = KNOWN.get(`${service} ${name}`) ?? otherCommand(service, name);
    if (known !== undefined) return { name, known, start: match.index, end: match.index + whole.length };
  }
  return undefined;
}

/** The kind that the first thing that looks like a call of ours is about. */
export const kindCalledIn = (text: string): ChangeableKind | undefined => nextCall(text, 0)?.known.kind.kind;

/** How far before a call its command may start. */
const MAX_BEFORE = 4096;

/** Linux takes no longer argument; reading further would only follow a quote that is never closed. */
const MAX_COMMAND_LENGTH = 131_072;

function otherCommand(service: string, name: string): KnownCommand | undefined {
  const kind = lintKinds.find(one => one.service === service && one.otherCommands?.(name) === true);
  return kind === undefined ? undefined : { kind, shape: undefined, effect: undefined };
}

function optionsOf(words: readonly Word[], beforeCall: boolean): readonly CommandOption[] {
  const options: CommandOption[] = [];
  for (const [index, word] of words.entries()) {
    const { text } = word.value;
    const given = /^(--[a-z][\w-]*)=/.exec(text);
    const assigned = beforeCall ? /^(?:AWS_REGION|AWS_DEFAULT_REGION|AWS_(ENDPOINT_URL)(?:_\w+)?)=/.exec(text) : null;
    const next = words[index + 1];
    if (given !== null) options.push(inWord(given[1] ?? '', word, given[0].length));
    else if (assigned !== null)
      options.push(inWord(assigned[1] === undefined ? '--region' : '--endpoint-url', word, assigned[0].length));
    else if (/^--[a-z][\w-]*$/.test(text) && next !== undefined && !next.value.text.startsWith('--')) {
      options.push({ name: text, value: next.value, start: next.start, end: next.end });
    }
  }
  return options;
}

function inWord(name: string, word: Word, from: number): CommandOption {
  const value = word.value.slice(from);
  return { name, value, start: word.value.starts[from] ?? word.end, end: word.end };
}
