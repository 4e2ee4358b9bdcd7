import { expansionLength, type ShellText } from './shellWords.ts';
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
  const { text, start, end } = shell;
  const found: Heredoc[] = [];
  OPENING.lastIndex = start;
  for (let match = OPENING.exec(text); match !== null && match.index < end; match = OPENING.exec(text)) {
    const lineStart = Math.max(text.lastIndexOf('\n', match.index) + 1, start);
    const bodyStart = text.indexOf('\n', match.index) + 1;
    const delimiter = match[2] ?? match[3] ?? '';
    const bodyEnd = bodyStart === 0 ? -1 : closingLine(shell, bodyStart, delimiter);
    if (bodyEnd === -1) continue;
    const open = match[2] === undefined && !match[0].includes('\\');
    const fileName = writtenFile(text.slice(lineStart, bodyStart));
    found.push({ opened: lineStart, fileName, content: contentOf(shell, bodyStart, bodyEnd, open) });
    OPENING.lastIndex = bodyEnd;
  }
  return found;
}

/** Where the line that closes a heredoc starts; a workflow's indentation before it is the workflow's. */
function closingLine({ text, end }: ShellText, from: number, delimiter: string): number {
  for (let at = from; at < end; ) {
    const next = text.indexOf('\n', at);
    const lineEnd = next === -1 ? end : next;
    if (text.slice(at, lineEnd).trim() === delimiter) return at;
    at = lineEnd + 1;
  }
  return -1;
}

function writtenFile(line: string): string {
  const redirected = /(?:^|[^0-9&>])>{1,2}[ \t]*["']?([\w./-]+)/.exec(line)?.[1];
  return redirected ?? /\btee[ \t]+(?:-a[ \t]+)?["']?([\w./-]+)/.exec(line)?.[1] ?? '';
}

function contentOf({ text, make }: ShellText, start: number, end: number, open: boolean): Unquoted {
  const builder = new UnquotedBuilder([], make === true);
  builder.begin(open ? 'open-heredoc' : 'raw');
  for (let at = start; at < end; ) {
    const char = text[at] ?? '';
    const length = open || text.startsWith('${{', at) ? expansionLength(text, at, end) : 0;
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
