import { lintKinds } from '../../kinds/lintTable.ts';
import { type Effect, operations } from '../../model/operations.ts';
import type { ChangeableKind } from '../../model/resource.ts';
import type { CommandFaults } from '../model/command.ts';
import type { KindLint } from '../model/kindLint.ts';
import type { Shape } from '../model/shape.ts';
import {
  assignedIn,
  type CommandOption,
  type OperationOptions,
  operationOptions,
  readOptions,
} from './commandOptions.ts';
import { type EscapedScript, escapedScripts } from './escapedScripts.ts';
import { outside } from './firstFrom.ts';
import type { Heredoc } from './heredocs.ts';
import { type CallSite, scanShell } from './scanShell.ts';
import { mayTellRegion, nextEnvironmentSite, type ScriptEnvironment, Variables } from './scriptEnvironment.ts';
import { type CommandWords, readWords, type ShellText, type Word } from './shellWords.ts';

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
  /** The Region that the script's own exports give; null where they give one that only a run tells. */
  readonly region: string | null | undefined;
  /** What the AWS CLI would object to; absent where that cannot be told, as where another program is run. */
  readonly faults: CommandFaults | undefined;
}

interface KnownCommand {
  readonly kind: KindLint;
  readonly effect: Effect | undefined;
  readonly shape: Shape | undefined;
  /** What it takes; absent for calls of which only the Region is looked at. */
  readonly takes: OperationOptions | undefined;
}

const kebab = (name: string): string => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();

/** By service and operation, as a command names them. */
const EFFECTS: ReadonlyMap<string, Effect> = new Map(
  Object.entries(operations).map(([name, { service, effect }]) => [`${service} ${kebab(name)}`, effect]),
);

const SHAPES: ReadonlyMap<string, Shape> = new Map(
  lintKinds.flatMap(kind =>
    Object.entries({ ...kind.operations, ...kind.otherOperations }).map(
      ([name, shape]) => [`${kind.service} ${kebab(name)}`, shape] as const,
    ),
  ),
);

const KNOWN: ReadonlyMap<string, KnownCommand> = new Map(
  [...new Set([...SHAPES.keys(), ...operationOptions.keys()])].flatMap(call => {
    const kind = lintKinds.find(({ service }) => call.startsWith(`${service} `));
    const facts = { shape: SHAPES.get(call), effect: EFFECTS.get(call), takes: operationOptions.get(call) };
    return kind === undefined ? [] : [[call, { kind, ...facts }] as const];
  }),
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
const callAcross = (gap: string) =>
  new RegExp(`(?<![\\w./-])(${SERVICES})(?:${gap}|\\\\\\r?\\n)+([a-z]+(?:-[a-z]+)+)(?![\\w-])`, 'g');
const CALL = callAcross('[ \\t]');
const FOLDED_CALL = callAcross('\\s');

/** What looks like a call of ours. */
interface CallMatch extends CallSite {
  readonly name: string;
  readonly known: KnownCommand;
}

/** A script in a heredoc that makes something else of it, and the Region that is exported where its first call stands. */
export interface ReadScript extends EscapedScript, Pick<ShellCommand, 'region'> {}

/** What a shell text holds, but for what no shell of Unix runs. */
interface ReadShell {
  /** The AWS CLI calls of ours that it would run; of those in `scripts` only what may be given a file from outside. */
  readonly commands: readonly ShellCommand[];
  readonly heredocs: readonly Heredoc[];
  /** To be read as they will be run. */
  readonly scripts: readonly ReadScript[];
}

/** @param isWritten True for a script that another one writes: those that it writes itself are read as they stand. */
export function readShell(shell: ShellText, isWritten: boolean): ReadShell {
  // Cut at its end, or the search for the next call would run through all that follows.
  const text = shell.text.slice(0, shell.end);
  const pattern = shell.folded === true ? FOLDED_CALL : CALL;
  // Most of what a workflow or a page holds calls nothing of ours.
  if (!text.includes('<<', shell.start) && nextCall(text, shell.start, pattern) === undefined) return NOTHING;
  // A Makefile's lines are each a shell of their own.
  const tellsRegion = shell.make !== true && mayTellRegion(text.slice(shell.start));
  const { asides, ...scan } = scanShell(
    shell,
    from => nextCall(text, from, pattern),
    from => (tellsRegion ? nextEnvironmentSite(text, from) : undefined),
  );
  const ofWindows = scan.heredocs.filter(({ isOfWindows }) => isOfWindows);
  const [calls, heredocs] = [outside(ofWindows, scan.calls), outside(ofWindows, scan.heredocs)];
  const escaped = isWritten ? [] : escapedScripts(text, heredocs, calls, CLI);
  const scripts: ReadScript[] = [];
  const variables = new Variables({ ...shell, text }, asides);
  const isRedefined = REDEFINED.test(text.slice(shell.start));
  const commands = calls.flatMap(({ site, commandStart, limit, inBackticks }) => {
    const { name, known, start, end } = site;
    const environment = variables.at(start);
    // Each is met by its first call.
    const script = escaped[scripts.length];
    if (script?.firstCall === start) scripts.push({ ...script, region: environment.region });
    const around = scripts.at(-1);
    if (around !== undefined && start < around.end && !around.takesFiles) return [];
    const before = readWords({ ...shell, end: start }, Math.max(commandStart, start - MAX_BEFORE)).words;
    const at = cliAt(before);
    const cli = before[at];
    if (cli === undefined || isOfPowerShell(before)) return [];
    const cut = Math.min(limit, end + MAX_COMMAND_LENGTH);
    const after = readWords({ ...shell, end: cut }, end, inBackticks);
    // The help of a script names calls between backticks, by some of their options or none. A backtick that closes nothing
    // begins something else, or continues a line for another shell.
    const isOpen = inBackticks || (after.end >= cut ? cut < shell.end : text[after.end] === '`');
    const isNamed = shell.page === true && after.words.length === 0;
    const isAsIs = runsAsIs(before.slice(0, at));
    const words = isAsIs ? after.words : withReplaced(after.words, before.slice(0, at));
    // Of a folded block, the next line may be a command of its own.
    const isProse = shell.page === true || shell.folded === true;
    const read = optionsBehind({ ...after, words, whole: after.whole && !isOpen && !isNamed }, known.takes, isProse);
    const isList = /=\($/.test(text.slice(Math.max(0, commandStart - 2), commandStart));
    const isRun = !isRedefined && !isList && isAsIs && shell.isPiece !== true;
    const options = [
      ...ownEndpoint(cli, isRedefined || environment.ownEndpoint),
      ...[...optionsOf(before, true), ...whole(read.options, shell)].map(one => filledIn(one, environment)),
    ];
    const faults = isRun && read.faults !== undefined ? { call: { start, end }, ...read.faults } : undefined;
    const { kind, shape, effect } = known;
    const { region } = environment;
    // Named one by one, which is faster than spreading: a script may hold a call on every line.
    return [{ kind, shape, effect, name, lineStart: commandStart, start, end, options, faults, region }];
  });
  return { commands, heredocs, scripts };
}

/** The options that are there as a whole: the last one of a piece may go on in the next. */
const whole = (options: readonly CommandOption[], { isPiece }: ShellText): readonly CommandOption[] =>
  isPiece === true ? options.slice(0, -1) : options;

/** The Region is all that a script's variables are followed for. */
const filledIn = (option: CommandOption, environment: ScriptEnvironment): CommandOption =>
  option.name === '--region' ? { ...option, filledIn: environment.filledIn(option.value) } : option;

const optionsBehind = (words: CommandWords, takes: OperationOptions | undefined, isProse: boolean) =>
  takes === undefined
    ? { options: optionsOf(words.words, false), faults: undefined }
    : readOptions(words, takes, isProse);

const NOTHING: ReadShell = { commands: [], heredocs: [], scripts: [] };

/** The program of the AWS CLI: by its path, in its image, or in a variable that is named for it; `@` and `-` are make's. */
const CLI = /^[@+-]*(?:(?:.*[\\/])?(?:aws(?:\.exe|local)?|aws-cli(?::[\w.-]+)?)|\$[({]?\w*aws\w*[)}]?)$/i;

/**
 * Which of the words before a service and an operation is the AWS CLI, where they are a call of it: the program, and then
 * nothing but options and their values; -1 where they are none. Other programs have services and operations of such names too.
 */
function cliAt(before: readonly Word[]): number {
  const at = before.findLastIndex(({ value }) => CLI.test(value.text));
  const behind = before.slice(at + 1).map(({ value }) => value.text);
  const isCall = behind.every((text, index) => text.startsWith('-') || behind[index - 1]?.startsWith('-') === true);
  return isCall ? at : -1;
}

/** What may stand before a command that is run as it stands: a prompt, a keyword, an assignment. */
const LEADS = /^(?:.*[$#%]|[@+!{-]+|if|then|else|elif|do|while|until|[A-Za-z_]\w*=.*)$/s;

/** True behind the prompt of PowerShell, `PS C:\>`, whose quotes mean something else. */
const isOfPowerShell = ([first]: readonly Word[]): boolean => first?.value.text === 'PS';

/** Programs that run the command behind them as it stands. */
const RUNNERS = new Set(
  'sudo env time nice timeout exec command nohup stdbuf docker podman nerdctl aws-vault poetry pipenv uv doppler chamber'.split(
    ' ',
  ),
);

/**
 * True where the words before the AWS CLI leave its own as they are. Whatever prints them, takes more from elsewhere
 * (`xargs`), or is not known, may make something else of them.
 */
function runsAsIs(before: readonly Word[]): boolean {
  const first = before.find(({ value }) => !LEADS.test(value.text));
  return first === undefined || RUNNERS.has(first.value.text);
}

/** What `find`, `parallel` and others put each of their items in place of: `{}`, `{.}`, `{2}`. */
const ITEM = String.raw`\{\d*[./]*\}`;

/** The words behind a call that another program runs for each of its items, with what stands for an item as filled in by it. */
function withReplaced(words: readonly Word[], runner: readonly Word[]): readonly Word[] {
  const texts = runner.map(({ value }) => value.text);
  const own = texts.flatMap((text, at) => {
    const [, given] = /^(?:-I|--replace=)(.*)$/s.exec(text) ?? [];
    return given === '' ? (texts[at + 1] ?? '') : (given ?? []);
  });
  const marks = own.filter(mark => mark !== '').map(mark => mark.replace(/[^\w\s]/g, '\\$&'));
  const pattern = new RegExp([...marks, ITEM].join('|'), 'g');
  return words.map(word => ({ ...word, value: word.value.withFilledIn(pattern) }));
}

/** What a script calls `aws` by a name of its own goes wherever it says, and with which options it says. */
const REDEFINED = /\balias[ \t]+aws=|\bfunction[ \t]+aws\b|(?<![\w.-])aws[ \t]*\(\)/;

/** What is called at an endpoint of its own, as `awslocal` always is, has no Region of AWS's. */
const ownEndpoint = ({ value, start, end }: Word, isRedefined: boolean): readonly CommandOption[] =>
  isRedefined || /local$/i.test(value.text) ? [{ name: '--endpoint-url', value, start, end }] : [];

/** The first call of ours from an offset on, wherever it stands. */
function nextCall(text: string, from: number, pattern: RegExp): CallMatch | undefined {
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [whole, service = '', name = ''] = match;
    const known = KNOWN.get(`${service} ${name}`) ?? otherCommand(service, name);
    if (known !== undefined) return { name, known, start: match.index, end: match.index + whole.length };
  }
  return undefined;
}

/** The kind that the first thing that looks like a call of ours is about. */
export const kindCalledIn = (text: string): ChangeableKind | undefined => nextCall(text, 0, CALL)?.known.kind.kind;

/** How far before a call its command may start. */
const MAX_BEFORE = 4096;

/** Linux takes no longer argument; reading further would only follow a quote that is never closed. */
const MAX_COMMAND_LENGTH = 131_072;

function otherCommand(service: string, name: string): KnownCommand | undefined {
  const kind = lintKinds.find(one => one.service === service && one.otherCommands?.(name) === true);
  return kind === undefined ? undefined : { kind, shape: undefined, effect: undefined, takes: undefined };
}

function optionsOf(words: readonly Word[], beforeCall: boolean): readonly CommandOption[] {
  const options: CommandOption[] = [];
  for (const [index, word] of words.entries()) {
    const { text } = word.value;
    const given = /^(--[a-z][\w-]*)=/.exec(text);
    const assigned = beforeCall ? /^(?:AWS_REGION|AWS_DEFAULT_REGION|AWS_(ENDPOINT_URL)(?:_\w+)?)=/.exec(text) : null;
    const next = words[index + 1];
    if (given !== null) options.push({ name: given[1] ?? '', ...assignedIn(word, given[0].length) });
    else if (assigned !== null)
      options.push({
        name: assigned[1] === undefined ? '--region' : '--endpoint-url',
        ...assignedIn(word, assigned[0].length),
      });
    else if (/^--[a-z][\w-]*$/.test(text) && next !== undefined && !next.value.text.startsWith('--')) {
      options.push({ name: text, value: next.value, start: next.start, end: next.end });
    }
  }
  return options;
}
