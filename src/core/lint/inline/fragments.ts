import type { MemberShape, Shape } from '../model/shape.ts';
import type { WrittenAs } from '../model/subject.ts';
import type { CommandOption } from './commandOptions.ts';
import { optionOf, type ShellCommand } from './commands.ts';
import { firstFrom } from './firstFrom.ts';
import { type Heredoc, LEADS } from './heredocs.ts';
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
  /** False where the call may be given another document, or what stands between may change this one. */
  readonly isCertain: boolean;
}

/**
 * The calls that are given the files which heredocs write. Of one that several are given the first call counts; where several
 * write one of a name, the call behind has what was written last, or what each branch of a condition wrote: what nothing took in
 * between. `rewritten` is what something else may be written over before the call.
 */
export function filesGiven(
  shell: ShellText,
  heredocs: readonly Heredoc[],
  commands: readonly ShellCommand[],
): ReadonlyMap<Heredoc, Given | 'rewritten'> {
  const { text } = shell;
  const written = new Map<string, Heredoc[]>();
  for (const heredoc of heredocs) {
    const { fileName } = heredoc;
    const same = written.get(fileName);
    if (same !== undefined) same.push(heredoc);
    else if (fileName !== '') written.set(fileName, [heredoc]);
  }
  const files = new Map<Heredoc, Given | 'rewritten'>();
  if (written.size === 0) return files;
  const mentions = mentionsOf(shell, written);
  for (const command of commands) {
    for (const fragment of fragmentsOf(command)) {
      const { text: value, expansions } = fragment.option.value;
      const name = /^file:\/\/(?:\.\/)?(.+)$/.exec(value)?.[1];
      if (name === undefined || expansions.length > 0) continue;
      const of = written.get(name) ?? [];
      let index = of.length === 1 ? 0 : countUpTo(of, command.start) - 1;
      const last = of[index];
      if (last === undefined || files.has(last)) continue;
      const named = mentions.get(name) ?? [];
      // A function that stands before the heredoc is called somewhere behind it.
      const isBehind = command.lineStart >= last.end;
      const until = isBehind ? command.lineStart : shell.end;
      const between = named.slice(
        firstFrom(named, last.end, one => one),
        firstFrom(named, until, one => one),
      );
      const uses = between.map(at => useOf(text, name, at));
      const taken: Heredoc[] = [];
      for (let heredoc = of[index]; heredoc !== undefined && !files.has(heredoc); heredoc = of[index]) {
        taken.push(heredoc);
        index -= 1;
        const before = of[index];
        const apart = before && text.slice(before.end, heredoc.opened);
        const isNamed = apart?.includes(name) === true;
        if (apart !== undefined && !isNamed && BRANCHES.test(apart)) continue;
        // What another overwrites on every way is for something else.
        if (before !== undefined && !isNamed && !files.has(before)) files.set(before, 'rewritten');
        break;
      }
      const isRewritten = uses.includes('written');
      const isCertain =
        taken.length === 1 &&
        isBehind &&
        uses.every(use => use === 'read') &&
        changesNothing(shell, name, heredocs, last.end, until);
      const given = isRewritten ? 'rewritten' : ({ command, fragment, isCertain } as const);
      for (const heredoc of taken) files.set(heredoc, given);
    }
  }
  return files;
}

/** What leads to another branch of a condition, or out of it. */
const BRANCHES = /(?:^|[\s;])(?:else|elif|fi|esac|done|\})(?=[\s;]|$)|;;/;

/** Where a script names files, by their names: each as a word of its own, be it behind `./` or `file://`. */
function mentionsOf(
  { text, start, end }: ShellText,
  names: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, number[]> {
  const mentions = new Map<string, number[]>();
  for (const { 0: word, index } of text.slice(start, end).matchAll(/[\w./-]+/g)) {
    const name = word.replace(/^(?:\/\/)?(?:\.\/)?/, '');
    if (!names.has(name)) continue;
    const at = start + index + word.length - name.length;
    const known = mentions.get(name);
    if (known === undefined) mentions.set(name, [at]);
    else known.push(at);
  }
  return mentions;
}

/** No command that names a file begins further before it. */
const MOST_BEFORE = 300;

const READS = new RegExp(
  String.raw`^(?:[^>]*[$<]\()?\s*${LEADS}(?:(?:cat|echo|printf|ls|stat|file|head|tail|wc|less|more|e?grep|[jy]q|test|\[{1,2}|diff|cmp|(?:sha\d+|md5)sum|chmod|chown|trap|git)(?![\w.-])[^>]*|\S*python\d?\s+-m\s+json\.tool\s+)["']?(?:\./)?$`,
);
/** What a script prints, runs at its end, or has as input. */
const TELLS = new RegExp(String.raw`^\s*${LEADS}(?:echo|printf|trap)(?![\w.-])[^>]*$|<[ \t]*["']?(?:\./)?$`);
const COPIES = new RegExp(String.raw`^\s*${LEADS}(?:cp|install|ln|scp|rsync|aws\s+s3\s+cp)(?![\w.-])[^>]*$`);

/** What goes on behind a source: the place that it is copied to. */
const COPIED_TO = /^["']?[ \t]+(?!\d?>)["']?[^\s;&|<>)}#]/;

/** What writes the file that it names, or hands it to another service, which has its own use for it. */
const WRITES =
  /(?:>\|?[ \t]*["']?|\s-[A-Za-z]*[oO][ \t=]*["']?|\s--out[\w-]*[ \t=]["']?|file:\/\/)(?:\.\/)?$|(?<![\w.-])(?:mv|sponge|tee|truncate)\s|(?<![\w.-])(?:sed|perl|ruby|[jy]q)(?=\s)[^\n]*?\s-(?:\w*i\b|-in-?place)/;

/** What a script does with the file that it names at an offset: what any other command makes of it is not known. */
function useOf(text: string, name: string, at: number): 'read' | 'written' | 'unknown' {
  const before = text.slice(Math.max(0, at - MOST_BEFORE), at);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (/(?:^|\s)#/.test(line)) return 'read';
  const command = line.slice(Math.max(...[';', '&', '|', '`'].map(mark => line.lastIndexOf(mark))) + 1);
  if (TELLS.test(command)) return 'read';
  if (WRITES.test(command)) return 'written';
  if (READS.test(command)) return 'read';
  if (!COPIES.test(command)) return 'unknown';
  return COPIED_TO.test(text.slice(at + name.length, at + name.length + MOST_BEFORE)) ? 'read' : 'written';
}

/** Where one command of a script ends and another begins. */
const APART = /[\n;&|()`]+/;

/** What stands before a command: a prompt, keywords, settings. */
const BEFORE =
  /^[ \t]*(?:\$[ \t]+)?(?:(?:if|then|else|elif|fi|do|done|while|until|esac|!|[{}]|\w+=(?:"[^"$]*"|'[^']*'|[^\s"']*))(?:[ \t]+|$))*/;

/** A command that changes no file which it doesn't name; what redirects to a variable may be any. */
const HARMLESS =
  /^(?:$|#|EOF$|(?:for\s+\w+\s+in|case|echo|printf|cat|ls|set|export|local|sleep|wait|read|mkdir|chmod|exit|return|date|jq|test|true|aws(?!\s+s3)|\[{1,2}|\]{1,2})(?![\w.-]))(?![^\n]*>[ \t]*["']?\$)/;

/** More than this between a heredoc and its call is not looked at. */
const MOST_BETWEEN_FILES = 5_000;

/** True where what stands between a heredoc and a call runs nothing that may change the heredoc's file under another name. */
function changesNothing(
  { text }: ShellText,
  name: string,
  heredocs: readonly Heredoc[],
  start: number,
  end: number,
): boolean {
  if (end - start > MOST_BETWEEN_FILES) return false;
  // What goes on behind the heredoc's mark on its line runs before what stands below it.
  let script = behindMark(text, heredocs[firstFrom(heredocs, start, one => one.end)]);
  let from = lineEndAt(text, start);
  for (let index = firstFrom(heredocs, start, one => one.start); from < end; index += 1) {
    const other = heredocs[index];
    const to = other === undefined || other.start > end ? end : other.start;
    script += text.slice(from, to);
    from = to === end ? end : lineEndAt(text, other?.end ?? end);
  }
  const commands = script.replaceAll(/\\\r?\n/g, ' ').split(APART);
  return commands.every(one => {
    const command = one.replace(BEFORE, '').trim();
    return HARMLESS.test(command) || (/^(?:cp|install)\s/.test(command) && command.includes(` ${name} `));
  });
}

/** What a line goes on with behind the command that takes a heredoc. */
function behindMark(text: string, heredoc: Heredoc | undefined): string {
  if (heredoc === undefined) return '';
  const line = text.slice(heredoc.opened, heredoc.start);
  return line.slice(line.lastIndexOf('<<') + 2).replace(/^[^;&|]*(?:\|[ \t]*(?:sudo[ \t]+)?tee[^;&|]*)?/, '');
}

/** Where the line ends that an offset is in: behind a heredoc, its delimiter's. */
function lineEndAt(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found === -1 ? text.length : found;
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
  return fragment && { command, fragment, isCertain: true };
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
