import { Expansions, type ShellText } from './shellWords.ts';
import { type Unquoted, UnquotedBuilder } from './unquoted.ts';

/** A document that a shell text holds between `<<EOF` and `EOF`. */
export interface Heredoc {
  /** Where the line that opens it starts. */
  readonly opened: number;
  /** The file that the line writes it to, where it names one. */
  readonly fileName: string;
  readonly content: Unquoted;
}

const OPENING = /<<-?[ \t]*(?:(["'])([\w.-]+)\1|\\?([A-Za-z_][\w.-]*))/g;

/** The heredocs in a shell text. One that is never closed is none. */
export function heredocs(shell: ShellText): readonly Heredoc[] {
  const { start, end } = shell;
  const text = shell.text.slice(0, end);
  const found: Heredoc[] = [];
  let lines: ReadonlyMap<string, readonly number[]> | undefined;
  OPENING.lastIndex = start;
  for (let match = OPENING.exec(text); match !== null; match = OPENING.exec(text)) {
    const lineStart = Math.max(text.lastIndexOf('\n', match.index) + 1, start);
    const bodyStart = text.indexOf('\n', match.index) + 1;
    const delimiter = match[2] ?? match[3] ?? '';
    lines ??= linesByText(shell);
    const bodyEnd = bodyStart === 0 ? -1 : firstFrom(lines.get(delimiter) ?? [], bodyStart);
    if (bodyEnd === -1) continue;
    const open = match[2] === undefined && !match[0].includes('\\');
    const fileName = writtenFile(text.slice(lineStart, Math.min(bodyStart, lineStart + 2000)));
    found.push({ opened: lineStart, fileName, content: contentOf(shell, bodyStart, bodyEnd, open) });
    OPENING.lastIndex = bodyEnd;
  }
  return found;
}

/** Where lines start, by what stands on them but for blanks; a workflow's indentation is the workflow's. */
function linesByText({ text, start, end }: ShellText): ReadonlyMap<string, readonly number[]> {
  const lines = new Map<string, number[]>();
  for (let at = start; at < end; ) {
    const next = text.indexOf('\n', at);
    const lineEnd = next === -1 ? end : Math.min(next, end);
    // Only what is as short as a delimiter can be one.
    const line = lineEnd - at > 200 ? '' : text.slice(at, lineEnd).trim();
    const known = lines.get(line);
    if (known !== undefined) known.push(at);
    else if (line !== '') lines.set(line, [at]);
    at = lineEnd + 1;
  }
  return lines;
}

/** The first of ascending numbers that is at least so large; -1 where there is none. */
function firstFrom(all: readonly number[], least: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return all[low] ?? -1;
}

function writtenFile(line: string): string {
  const redirected = /(?:^|[^0-9&>])>{1,2}[ \t]*["']?([\w./-]+)/.exec(line)?.[1];
  return redirected ?? /\btee[ \t]+(?:-a[ \t]+)?["']?([\w./-]+)/.exec(line)?.[1] ?? '';
}

function contentOf({ text, make }: ShellText, start: number, end: number, open: boolean): Unquoted {
  const builder = new UnquotedBuilder([], make === true);
  const expansions = new Expansions(text, end);
  builder.begin(open ? 'open-heredoc' : 'raw');
  for (let at = start; at < end; ) {
    const char = text[at] ?? '';
    const length = open || text.startsWith('${{', at) ? expansions.lengthAt(at) : 0;
    if (length > 0) {
      const raw = text.slice(at, at + length);
      builder.addExpansion(/^[\w${}.() -]+$/.test(raw) ? raw : '$(…)', at, at + length);
      at += length;
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
