import type { MemberShape, Shape } from '../model/shape.ts';
import type { WrittenAs } from '../model/subject.ts';
import type { CommandOption } from './commandOptions.ts';
import { optionOf, type ShellCommand } from './commands.ts';
import { firstFrom } from './firstFrom.ts';
import type { Heredoc } from './heredocs.ts';
import type { ShellText } from './shellWords.ts';

/** What is linted in an option: a request, or one part of it. */
export interface Fragment {
  readonly option: CommandOption;
  readonly shape: Shape;
  readonly writtenAs: WrittenAs;
  readonly given: ReadonlySet<string>;
}

/** The options of a command that hold JSON: its whole request, and each part that is an object. */
export function fragmentsOf(command: ShellCommand): readonly Fragment[] {
  const known = knownFragments.get(command) ?? fragmentsIn(command);
  knownFragments.set(command, known);
  return known;
}

/** Asked for by each heredoc behind a command. */
const knownFragments = new WeakMap<ShellCommand, readonly Fragment[]>();

function fragmentsIn({ shape, options }: ShellCommand): readonly Fragment[] {
  if (shape === undefined) return [];
  const names = new Set(options.map(({ name }) => name));
  const given = new Set([...shape.members.keys()].filter(key => names.has(optionOf(key))));
  return options.flatMap((option): readonly Fragment[] => {
    if (option.name === '--cli-input-json') return [{ option, shape, writtenAs: 'request', given }];
    const part = partOf(shape, option.name);
    return part?.shape === undefined ? [] : [{ option, shape: part.shape, writtenAs: 'body', given: new Set() }];
  });
}

const partOf = (shape: Shape, option: string): MemberShape | undefined =>
  [...shape.members].find(([key, member]) => member.shape !== undefined && optionOf(key) === option)?.[1];

/** The call that a document is given to, and as what. */
export interface Given {
  readonly command: ShellCommand;
  readonly fragment: Fragment;
}

/**
 * The calls that are given the files which heredocs write. Of one that several are given the first call counts; where several
 * write one of a name, the call behind has what was written last, or what each branch of a condition wrote: what nothing took in
 * between. `rewritten` is what something else is written over before the call.
 */
export function filesGiven(
  { text }: ShellText,
  heredocs: readonly Heredoc[],
  commands: readonly ShellCommand[],
): ReadonlyMap<Heredoc, Given | 'rewritten'> {
  const written = new Map<string, Heredoc[]>();
  for (const heredoc of heredocs) {
    const { fileName } = heredoc;
    const same = written.get(fileName);
    if (same !== undefined) same.push(heredoc);
    else if (fileName !== '') written.set(fileName, [heredoc]);
  }
  const files = new Map<Heredoc, Given | 'rewritten'>();
  if (written.size === 0) return files;
  for (const command of commands) {
    for (const fragment of fragmentsOf(command)) {
      const { text: value, expansions } = fragment.option.value;
      const name = /^file:\/\/(?:\.\/)?(.+)$/.exec(value)?.[1];
      if (name === undefined || expansions.length > 0) continue;
      const of = written.get(name) ?? [];
      let index = of.length === 1 ? 0 : countUpTo(of, command.start) - 1;
      const last = of[index];
      if (last === undefined || files.has(last)) continue;
      const isAnew = isWritten(name, text.slice(last.end, Math.max(last.end, command.lineStart)));
      for (let heredoc = of[index]; heredoc !== undefined && !files.has(heredoc); heredoc = of[index]) {
        files.set(heredoc, isAnew ? 'rewritten' : { command, fragment });
        index -= 1;
        const before = of[index];
        if (before === undefined || text.slice(before.end, heredoc.opened).includes(name)) break;
      }
    }
  }
  return files;
}

/** True where a script writes a file of that name, other than by a heredoc. What is copied from it leaves it as it is. */
function isWritten(name: string, script: string): boolean {
  const file = `["']?(?:\\./)?${name.replace(/[^\w\s]/g, '\\$&')}(?![\\w.-])`;
  const redirected = `>[ \\t]*${file}(?![^\\n]{0,200}<<)`;
  const changed = `\\b(?:mv|sponge|(?:sed|perl)[ \\t]+-i)\\b[^\\n;&|]{0,200}${file}`;
  const copied = `\\b(?:cp|install|ln)\\b[^\\n;&|]{0,200}[ \\t]${file}["']?[ \\t]*(?:\\d?>[^\\n;&|]{0,200})?(?:[\\n;&|)}]|$)`;
  return new RegExp(`${redirected}|${changed}|${copied}`).test(script);
}

/**
 * The call that is given a heredoc, and as what: in place, or from its input, where it or `cat` before it reads the heredoc. What
 * another program makes of one before is not known.
 */
export function givenBy({ text }: ShellText, heredoc: Heredoc, commands: readonly ShellCommand[]): Given | undefined {
  const command = commands[countUpTo(commands, heredoc.start) - 1];
  if (command === undefined) return undefined;
  const { end = command.end } = command.options.at(-1) ?? {};
  if (heredoc.start - end > MOST_BETWEEN) return undefined;
  const fragment = fragmentsOf(command).find(
    ({ option }) => isAround(text, option, heredoc) || isInput(text, option, heredoc, command),
  );
  return fragment && { command, fragment };
}

/** How an option's value begins and ends that is a heredoc and nothing else: `"$(cat <<EOF …)"`. */
const HEREDOC_BEGINS = /^"?\$\(\s*cat[ \t]+<<[^|\n]*\n$/;
const HEREDOC_ENDS = /^[^|\n]*\n\s*\)"?$/;

const isAround = (text: string, option: CommandOption, { start, end }: Heredoc): boolean =>
  option.start <= start &&
  end <= option.end &&
  HEREDOC_BEGINS.test(text.slice(option.start, start)) &&
  HEREDOC_ENDS.test(text.slice(end, option.end));

/** Where a program's input can be read as a file. */
const INPUT = /^file:\/\/(?:\/dev\/(?:stdin|fd\/0)|\/proc\/self\/fd\/0)$/;

/** How a call goes on that opens a heredoc behind an option, and what prints one to a call behind it. */
const OPENS = /^(?:[^;&|\n\\<]|\\\r?\n)*<<[^\n]*\n$/;
const PRINTS = /(?:^|[;&|({]|\b(?:do|then|else)\s)\s*cat[ \t]*<<[^|;&\n]*\|$/;

/** No call goes on longer behind an option, or is printed to from further before. */
const MOST_BETWEEN = 2000;

function isInput(
  text: string,
  option: CommandOption,
  { opened, start }: Heredoc,
  { lineStart }: ShellCommand,
): boolean {
  if (!INPUT.test(option.value.text) || start - option.end > MOST_BETWEEN || lineStart - opened > MOST_BETWEEN)
    return false;
  const behind = text.slice(option.end, start);
  return (
    OPENS.test(behind) || (!behind.includes('<<') && opened < lineStart && PRINTS.test(text.slice(opened, lineStart)))
  );
}

/** How many of some, in the order of the text, start up to an offset. */
export const countUpTo = (all: readonly { readonly start: number }[], offset: number): number =>
  firstFrom(all, offset + 1, ({ start }) => start);
