import { firstFrom } from './firstFrom.ts';
import { Expansions } from './shellExpansions.ts';
import { parameterAt, type ShellText } from './shellWords.ts';
import { shownExpansion, type Unquoted, UnquotedBuilder } from './unquoted.ts';

/** A document that a shell text holds between `<<EOF` and `EOF`. */
export interface Heredoc {
  /** Where the line that opens it starts. */
  readonly opened: number;
  /** The file that the line writes it to, where it names one. */
  readonly fileName: string;
  /** True for what a person reads: it is printed, or written to a page. */
  readonly forPeople: boolean;
  /** True for a script that no shell of Unix runs: its quotes mean something else. */
  readonly isOfWindows: boolean;
  /** True for a script that another computer or process runs: what is exported around it is not there. */
  readonly runsElsewhere: boolean;
  /** True for what a program takes that makes something else of it: what stands there is not what comes of it. */
  readonly isInput: boolean;
  /** Where it stands. */
  readonly start: number;
  readonly end: number;
  /** True where the shell fills in variables inside of it. */
  readonly expands: boolean;
}

/** How one begins that is JSON: programs and statements stand in heredocs too, and name our keys. */
export const JSON_BEGINS = /^\s*(?:[{[]|\/[/*])/;

/** What begins a heredoc. */
export interface Opening {
  readonly at: number;
  readonly length: number;
  readonly delimiter: string;
  readonly expands: boolean;
}

/** The same with the command that takes it: where that starts, and whether what it prints is taken by another. */
export interface TakenOpening extends Opening {
  readonly commandStart: number;
  readonly isSubstituted: boolean;
}

const OPENING = /<<-?[ \t]*(?:(["'])([\w.-]{1,200})\1|\\?([A-Za-z_][\w.-]{0,199}))/y;

/** What begins a heredoc at an offset; undefined where nothing does. */
export function openingAt(text: string, at: number): Opening | undefined {
  if (text.startsWith('<<<', at) || parameterAt(text, at) > 0) return undefined;
  OPENING.lastIndex = at;
  const match = OPENING.exec(text);
  if (match === null) return undefined;
  const [whole, , quoted, bare] = match;
  const expands = quoted === undefined && !whole.includes('\\');
  return { at, length: whole.length, delimiter: quoted ?? bare ?? '', expands };
}

/** Longer lines are no delimiters, and no file is named behind so much. */
const MAX_DELIMITER = 200;
const MAX_OPENING_LINE = 2000;

/** Finds where the bodies of heredocs end. */
export class HeredocLines {
  /** Where lines start, by what stands on them but for blanks; a workflow's indentation is the workflow's. */
  #lines: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(readonly shell: ShellText) {}

  /** The heredoc whose body starts at an offset, its end, and where the line behind its delimiter starts. */
  bodyOf(opening: TakenOpening, start: number): { heredoc: Heredoc; end: number; next: number } | undefined {
    this.#lines ??= linesByText(this.shell);
    const same = this.#lines.get(opening.delimiter) ?? [];
    const end = same[firstFrom(same, start, line => line)];
    if (end === undefined) return undefined;
    const { text } = this.shell;
    const opened = Math.max(text.lastIndexOf('\n', opening.at) + 1, this.shell.start);
    const head = text.slice(Math.max(opening.commandStart, opening.at - MAX_OPENING_LINE), opening.at).trim();
    const tail = text.slice(opening.at + opening.length, Math.min(start, opening.at + MAX_OPENING_LINE));
    const lineEnd = text.indexOf('\n', end);
    const next = lineEnd === -1 ? this.shell.end : Math.min(lineEnd + 1, this.shell.end);
    // What envsubst fills in is open too.
    const line = `${head} ${tail}`;
    const expands = opening.expands || /\benvsubst\b/.test(line);
    const fileName = writtenFile(line);
    const before = text.slice(Math.max(0, opening.commandStart - MAX_DELIMITER), opening.commandStart);
    const isPage = READS.test(head)
      ? VARIABLE_FOR_PEOPLE.test(head.slice(lastBlank(head) + 1))
      : KEEPS.test(line)
        ? PAGE.test(line)
        : isShown(head, tail) && (!opening.isSubstituted || GIVEN_FOR_PEOPLE.test(before));
    // A script or a config is for no person, whatever prints it.
    const forPeople = isPage && !/^\s*(?:\{|#!)/.test(text.slice(start, Math.min(end, start + MAX_DELIMITER)));
    const isInput = !TAKES.test(head) || !PASSES_ON.test(tail);
    const isOfWindows = WINDOWS_FILE.test(fileName) || beginsForWindows(text, start);
    const runsElsewhere = fileName !== '' || !SHELL.test(head);
    const kept = { opened, fileName, forPeople, isOfWindows, runsElsewhere, isInput, start, end, expands };
    return { heredoc: kept, end, next };
  }
}

/** What may stand before a command: a prompt of whatever length, then keywords, settings, what runs it as somebody else. */
const PROMPT = String.raw`(?:[^\n;&|<>]{0,100}?[$%#]\s+)?`;
const AS_SOMEBODY = String.raw`sudo(?:\s+-(?:[ugpCDhRrTtU]\s+[^-\s]\S*|(?![ugpCDhRrTtU]\s)\S+))*`;
const WITHOUT_PROMPT = String.raw`(?:(?:[({!]|if|then|else|elif|do|while|until|exec|command|function\s+\S+|${AS_SOMEBODY}|\$\{?(?:SUDO|sudo)\}?|\w+=\S*)\s+)*`;
export const LEADS = String.raw`(?:[$%#]\s+)?${WITHOUT_PROMPT}(?:/\S*/)?`;

/** The commands that hand a heredoc on as it is, or but for its variables. */
const TAKES = new RegExp(
  String.raw`^(?:${PROMPT}${LEADS}(?:cat|tee|read|envsubst|aws)(?![\w.-])|${WITHOUT_PROMPT}(?:\d?>|$))`,
);

/** What follows a heredoc where no other program makes something else of it before it is kept. */
const PASSES_ON =
  /^[^;&|\n#]*(?:\|&?\s*(?:sudo(?:\s+-\S+)*\s+)?(?:tee|envsubst|cat|less|more|aws)(?![\w.-])|\|\||[;&\n#]|$)/;

/** A shell that has what is around it. */
const SHELL =
  /^(?:(?:[({!]|if|then|else|do|exec|command|\w+=\S*)\s+)*(?:(?:\/\S*\/)?(?:ba|z|k|da)?sh|source|eval|\.)(?![\w-])/;

/** Programs that show what they are given to a person. */
const SHOWS = String.raw`(?:cat(?:\s+1?>&2)?|(?:less|more|fold|fmt|wall|mailx?|mutt|sendmail|gh|glab|git\s+(?:commit|tag|notes))(?:\s[^|<>]*)?)`;
const SHOWN = new RegExp(`^${PROMPT}${LEADS}${SHOWS}$`);
const TO_PEOPLE = new RegExp(String.raw`^[ \t]*(?:1?>&2)?[ \t\r]*(?:(?:[;}]|&&)[^|>]*|\|&?[ \t]*${SHOWS})?$`);

/** True where a command shows a heredoc, be it where errors are told. */
const isShown = (head: string, tail: string): boolean => SHOWN.test(head) && TO_PEOPLE.test(tail.trim());

/** How people name what is to be read. */
const WORDS =
  '(?:[A-Za-z0-9_]*[_-])?(?:msg|message|body|usage|help|notes?|comment|summary|description|banner|readme|changelog|motd|editmsg)(?:[_-](?:file|path|text))?';

/**
 * What is read into a variable, and one that is named for people. Two patterns, since `LEADS` may not ignore case: each
 * `$SUDO` would fit it in two ways, and the time would double with each.
 */
const READS = new RegExp(String.raw`^${LEADS}read\s`);
const VARIABLE_FOR_PEOPLE = new RegExp(`^${WORDS}$`, 'i');
const lastBlank = (text: string): number => Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t'));

/** What is written to a file. */
const KEEPS = /[^0-9&>]>{1,2}[ \t]*[^&\s]|\btee\b/;

/** A page that a line writes, by its extension or by its name. */
const PAGE = new RegExp(
  String.raw`(?:>[ \t]*|\btee[ \t]+(?:-a[ \t]+)?)["']?(?:[^\s"'|;&<>]{0,200}\.(?:md|markdown|mdx|rst|adoc|txt)|(?:[^\s"'|;&<>]{0,200}[/{$])?${WORDS}\}?)["']?(?=[\s;&|<>)]|$)`,
  'i',
);

/** A text for people that is set, or given to a program, by what a substitution prints. */
const GIVEN_FOR_PEOPLE = new RegExp(
  String.raw`(?:(?:--${WORDS}|(?:^|\s)-a?[mbn])[ =]|\b${WORDS}=)["']?(?:\$\(|\x60)\s*$`,
  'i',
);

const WINDOWS_FILE = /\.(?:ps[dm]?1|bat|cmd)$/i;
const FOR_WINDOWS = /\s{0,200}<(?:powershell|script)>/iy;

/** True where a text begins as what EC2 runs on Windows. */
export function beginsForWindows(text: string, start: number): boolean {
  FOR_WINDOWS.lastIndex = start;
  return FOR_WINDOWS.test(text);
}

function linesByText({ text, start, end }: ShellText): ReadonlyMap<string, readonly number[]> {
  const lines = new Map<string, number[]>();
  for (let at = start; at < end; ) {
    const next = text.indexOf('\n', at);
    const lineEnd = next === -1 ? end : Math.min(next, end);
    const line = lineEnd - at > MAX_DELIMITER ? '' : text.slice(at, lineEnd).trim();
    const known = lines.get(line);
    if (known !== undefined) known.push(at);
    else if (line !== '') lines.set(line, [at]);
    at = lineEnd + 1;
  }
  return lines;
}

function writtenFile(line: string): string {
  const teed = /\btee[ \t]+(?:-a[ \t]+)?["']?([\w./-]+)/.exec(line)?.[1];
  const file = teed ?? /(?:^|[^0-9&>])>{1,2}[ \t]*["']?([\w./-]+)/.exec(line)?.[1] ?? '';
  return file.replace(/^\.\//, '');
}

const TEMPLATE = /\{\{[-=]?[ \w.$][^{}\r\n]{0,300}\}\}/y;

/** The length of what a template fills in at an offset, `{{ … }}`; 0 where there is none. */
function templateLengthAt(text: string, at: number): number {
  if (!text.startsWith('{{', at)) return 0;
  TEMPLATE.lastIndex = at;
  return TEMPLATE.exec(text)?.[0].length ?? 0;
}

/** What the shell makes of a heredoc, and make before it. */
export function contentOf(shell: ShellText, { start, end, expands: open }: Heredoc): Unquoted {
  const { text, make = false } = shell;
  const filledIn = shell.filledIn?.();
  const builder = new UnquotedBuilder([], make);
  const expansions = new Expansions(text, end, make);
  builder.begin(open ? 'open-heredoc' : 'raw');
  for (let at = start; at < end; ) {
    const char = text[at] ?? '';
    const isDoubled = make && text.startsWith('$$', at);
    const isFilledIn = open || (make && char === '$' && !isDoubled) || text.startsWith('${{', at);
    const ofShell = filledIn?.get(at) ?? (isFilledIn ? expansions.lengthAt(at) : 0);
    const length = ofShell || parameterAt(text, at) || templateLengthAt(text, at);
    if (length > 0) {
      const raw = text.slice(at, at + length);
      const isEarly = ofShell === 0 || filledIn?.has(at) === true || raw.startsWith('${{');
      const kind = { isEarly, hasComma: raw.includes(',') };
      builder.addExpansion(shownExpansion(raw), at, at + length, kind);
      at += length;
    } else if (isDoubled) {
      builder.add('$', at, at + 2);
      at += 2;
    } else if (open && char === '\\' && '\\$`'.includes(text[at + 1] ?? ' ')) {
      builder.add(text[at + 1] ?? '', at, at + 2);
      at += 2;
    } else {
      builder.add(char, at, at + 1);
      at += 1;
    }
  }
  return builder.build();
}
