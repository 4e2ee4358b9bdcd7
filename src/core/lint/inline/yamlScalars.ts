import { linesOf, type TextLine } from '../lines.ts';
import { filledInYaml } from './filledInBefore.ts';
import { beginsForWindows } from './heredocs.ts';
import type { ShellText } from './shellWords.ts';

/** The dashes of a list, a key before a scalar, and what kind of scalar follows, be it tagged: one after the other, never back. */
const DASHES = /(?:-[ \t]+)*/y;
const KEY = /[\w."'$/-](?:[\w."'$ /-]|:(?=\S))*:[ \t]+/y;
const STYLE = /(?:[!&][^\s|>]*[ \t]+)*([|>])[-+\d]*[ \t]*(?:#.*)?$/y;
const PLAIN = /[^\s#"'|>&*![{]/y;

/** An item whose value stands on the lines below. */
const LONE_DASH = /^[ \t]*-[ \t]*\r?$/;

/** The same, or a key whose value does, with a tag, an anchor or a comment behind. */
const OPENS_VALUE = /(?:^[ \t]*(-)|(:))(?:[ \t]+[!&]\S+)?(?:[ \t]+#.*)?[ \t]*\r?$/;

/** No key is so long that its scalar begins further behind. */
const MAX_KEY = 400;

/** The scalar that a line holds or begins, where it can be a command. */
function scalarIn(
  text: string,
  { start, end, indent }: TextLine,
): { start: number; style: string | undefined } | undefined {
  const line = text.slice(start, Math.min(end, start + MAX_KEY));
  let at = indent;
  for (const pattern of [DASHES, KEY]) {
    pattern.lastIndex = at;
    at += pattern.exec(line)?.[0].length ?? 0;
  }
  STYLE.lastIndex = at;
  const style = STYLE.exec(line)?.[1];
  PLAIN.lastIndex = at;
  return style !== undefined || PLAIN.test(line) ? { start: start + at, style } : undefined;
}

/**
 * Block scalars and plain scalars of a YAML file: what a workflow runs, but for what it has PowerShell run. Told by lines and
 * not by a parser: of a Helm chart, which is no YAML until it is filled in, that loses scripts which stand between braces.
 */
export function yamlScalars(text: string, start: number, end: number): readonly ShellText[] {
  const lines = [...linesOf(text, start, end)];
  let mappings = new Mappings(text);
  const filledIn = filledInYaml(text, start, end);
  const found: { readonly shell: ShellText; readonly in: Mapping; readonly key: string }[] = [];
  // The column of a key or a dash whose value begins on the line below.
  let openAbove: number | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || line.blank) continue;
    ENDS_NOTHING.lastIndex = line.start + line.indent;
    if (ENDS_NOTHING.test(text)) continue;
    if (line.indent === 0 && text.startsWith('---', line.start)) mappings = new Mappings(text);
    const of = mappings.take(line);
    const isNested = of.key !== '' || text[line.start + line.indent] === '-';
    const indent = isNested ? of.indent : (openAbove ?? of.indent);
    const [, dash, colon] = OPENS_VALUE.exec(text.slice(line.start, Math.min(line.end, line.start + MAX_KEY))) ?? [];
    openAbove = dash !== undefined ? line.indent : colon !== undefined ? of.indent : undefined;
    const scalar = dash === undefined ? scalarIn(text, line) : undefined;
    if (scalar === undefined) continue;
    const isPlain = scalar.style === undefined;
    const last = isPlain ? plainEnd(text, lines, index, indent, scalar.start) : blockEnd(lines, index, indent);
    const start = isPlain ? scalar.start : line.next;
    const end = (isPlain ? lines[last]?.end : lines[last]?.next) ?? line.end;
    if (of.key === RUNNER && tellsWindows(text.slice(start, end))) of.in.usual = 'powershell';
    const folded = scalar.style === '>' || (isPlain && last > index) ? { folded: true } : {};
    const ansible = ANSIBLE.test(of.key) ? { ansible: true } : {};
    const piece = belowKey(of.in).of === JOIN ? { isPiece: true } : {};
    const shell = { text, start, end, openings: openingsOf(of.in), filledIn, ...folded, ...ansible, ...piece };
    if (isPlain || last > index) found.push({ shell, ...of });
    index = last;
  }
  // What a step says of its shell may stand below what it runs.
  return found.flatMap(({ shell, key, in: mapping }) => {
    const around = shellAround(mapping);
    const isForeign = PROSE.test(key || belowKey(mapping).of) || POWERSHELL.test(key) || around === 'powershell';
    if (isForeign || beginsForWindows(text, shell.start)) return [];
    return [around === undefined ? { ...shell, isOfAnyShell: true } : shell];
  });
}

/** A comment or a template's own line: however far it is indented, it ends nothing. */
const ENDS_NOTHING = /#|\{\{|\{%|<%/y;

/** A mapping of a YAML file, as far as it tells which shell runs what stands in it. */
interface Mapping {
  readonly column: number;
  readonly parent: Mapping | undefined;
  /** The key that it is the value of. */
  readonly of: string;
  /** Where the line of its list's dash starts, and that of its last key. */
  readonly dash: number | undefined;
  lastKey: string;
  lastLine: number;
  /** What it says itself, and what it says by the system that it runs on. */
  shell?: 'powershell' | 'other';
  usual?: 'powershell' | 'other';
}

/** The keys of what a person reads, and nothing runs. */
const PROSE =
  /^(?:name|display[_-]?name|title|summary|desc|description|comment|label|message|docs?|documentation|usage|notes?|help)$/i;

/** Ansible's modules that take a command in free form, and its older keys that name one before it. */
const ANSIBLE =
  /^(?:(?:ansible\.(?:builtin|legacy)\.)?(?:command|shell|raw)|(?:ansible\.windows\.)?win_command|(?:local_)?action)$/;

/** The names of PowerShell as a shell, and the keys of a script in it; its quotes and backticks mean something else. */
const POWERSHELL = /^(?:(?:pwsh|powershell|ps|pscore)(?:\.exe)?|(?:ansible\.windows\.)?win_shell)$/i;
const OTHER_SHELL = /^(?:bash|sh|cmd|zsh|python)\b/i;

/** GitHub's workflows, CircleCI's jobs, CodeBuild, Azure's tasks, documents of Systems Manager: `shell: pwsh`, `task: PowerShell@2`. */
const SHELL_KEY = /^(?:shell|scriptType|task|action)$/;

/** How a document of Systems Manager in schema 1.2 says so. */
const OF_SYSTEMS_MANAGER = 'aws:runPowerShellScript';

const ENTRY = /((?:-[ \t]+)*)(?:(["']?)((?:[\w.-]|:(?=\S)){1,100})\2[ \t]*:(?=\s|$)[ \t]*["']?([^\s"',@]*))?/y;

/** Where a job names its runner. */
const RUNNER = 'runs-on';

/** True where one of a runner's labels is that of a system whose shell is PowerShell, but for a comment. */
const tellsWindows = (labels: string): boolean =>
  /(?:^|[\s"',[:-])win(?:dows|[-_\d]|[\s"',\]]|$)/i.test(labels.split(/\s#/, 1)[0] ?? '');

/** Follows which mappings are open from line to line. */
class Mappings {
  #top: Mapping | undefined;

  constructor(readonly text: string) {}

  /** Takes the next line outside of scalars; gives the mapping that it is in, its key, and the column that its value's lines go beyond. */
  take({ start, end, indent }: TextLine): { readonly in: Mapping; readonly key: string; readonly indent: number } {
    ENTRY.lastIndex = indent;
    const line = this.text.slice(start, Math.min(end, start + MAX_KEY));
    const [, dashes = '', , key = '', value = ''] = ENTRY.exec(line) ?? [];
    const column = indent + dashes.length;
    while (this.#top !== undefined && this.#top.column > indent) this.#top = this.#top.parent;
    let top = this.#top;
    if (top === undefined || top.column < column) {
      const dash = dashes === '' ? undefined : start;
      top = { column, parent: top, of: top?.lastKey ?? '', dash, lastKey: '', lastLine: start };
      this.#top = top;
    }
    const isJoin = line.includes('Join') && IS_JOIN.test(line);
    // A list within a list belongs to the key of the one around it.
    if (!LONE_DASH.test(line)) top.lastKey = isJoin ? (this.#joinsCommands(end) ? '' : JOIN) : key;
    top.lastLine = start;
    const runner = key === RUNNER ? top : runnerAround(top);
    if (runner !== undefined) runner.usual = tellsWindows(line) ? 'powershell' : (runner.usual ?? 'other');
    if (SHELL_KEY.test(key)) tellShell(top, value);
    return { in: top, key, indent: key === '' ? indent + Math.max(0, dashes.lastIndexOf('-')) : column };
  }

  #joinsCommands(end: number): boolean {
    BETWEEN_COMMANDS.lastIndex = end;
    return BETWEEN_COMMANDS.test(this.text);
  }
}

/** CloudFormation's function that puts the items of a list together. */
const JOIN = 'Fn::Join';
const IS_JOIN = /(?:(?:^|\s)!Join|\bFn::Join["']?:)[ \t]*(?:#.*)?$/;
/** What stands between whole commands, as the first item below. */
const BETWEEN_COMMANDS = /\s{0,200}-[ \t]+(["'])[^"'\n]{0,40}(?:(?<!\\)\\n|&&|;)[^"'\n]{0,40}\1/y;

/** The mapping whose value a list is in, however many lists are around that, or a mapping itself. */
function belowKey(mapping: Mapping): Mapping {
  let around = mapping;
  while (around.of === '' && around.parent !== undefined) around = around.parent;
  return around;
}

/** The job whose runner a mapping names: its labels may stand in a list below it, between brackets as well. */
function runnerAround(mapping: Mapping): Mapping | undefined {
  const around = belowKey(mapping);
  return around.of === RUNNER ? around.parent : undefined;
}

/** Where the lines start that a value below the last key of a mapping belongs to, with all that is around it. */
function openingsOf(mapping: Mapping): readonly number[] {
  const found: number[] = [];
  for (let around: Mapping | undefined = mapping; around !== undefined; around = around.parent) {
    found.push(around.lastLine);
    if (around.dash !== undefined) found.push(around.dash);
  }
  return found;
}

/** Mappings that say what the one around them is run on. */
const SETTINGS = new Set(['env', 'machine', 'executor']);

function tellShell(mapping: Mapping, value: string): void {
  const shell =
    POWERSHELL.test(value) || /PowerShell/.test(value) ? 'powershell' : OTHER_SHELL.test(value) ? 'other' : undefined;
  if (shell === undefined) return;
  const { of, parent } = mapping;
  // What `defaults: run: shell:` says holds for all beside the defaults, what a machine or an environment says for its job.
  const where = of === 'run' && parent?.of === 'defaults' ? parent.parent : SETTINGS.has(of) ? parent : mapping;
  if (where !== undefined) where.shell = shell;
}

/** The shell that the nearest mapping around tells, else that of its system; undefined where nothing tells. */
function shellAround(mapping: Mapping): Mapping['usual'] {
  let usual: Mapping['usual'];
  for (let around: Mapping | undefined = mapping; around !== undefined; around = around.parent) {
    if (around.of === OF_SYSTEMS_MANAGER) return 'powershell';
    if (around.shell !== undefined) return around.shell;
    usual ??= around.usual;
  }
  return usual;
}

/** What no plain scalar holds: a mapping's colon, a comment, or what a template puts on a line of its own. */
const NO_TEXT = /^[ \t]*(?:#|\{[{%])|:(?:[ \t]|$)/;

/** The index of the last line of the plain scalar that begins on a line, whose further lines are indented further. */
function plainEnd(text: string, lines: readonly TextLine[], head: number, indent: number, start: number): number {
  let last = head;
  for (let from = start; last < lines.length; last += 1) {
    const next = lines[last + 1];
    if (next === undefined || next.blank || next.indent <= indent) break;
    if (NO_TEXT.test(text.slice(from, lines[last]?.end)) || NO_TEXT.test(text.slice(next.start, next.end))) break;
    from = next.start;
  }
  return last;
}

/** The index of the last line of the block that begins below a line, indented further than what it belongs to. */
function blockEnd(lines: readonly TextLine[], head: number, indent: number): number {
  let last = head;
  for (let index = head + 1; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || (!line.blank && line.indent <= indent)) break;
    if (!line.blank) last = index;
  }
  return last;
}
