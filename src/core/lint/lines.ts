/** A line of a text. */
export interface TextLine {
  readonly start: number;
  /** Without the line break. */
  readonly end: number;
  /** Where the line behind it starts. */
  readonly next: number;
  /** How many blanks and tabs it begins with. */
  readonly indent: number;
  readonly blank: boolean;
}

/** The lines of a stretch, one after the other. A line ends with CR LF, LF or CR. */
export function* linesOf(text: string, start: number, end: number): Generator<TextLine> {
  const pattern = /[^\r\n]*(?:\r\n|\r|\n|$)/y;
  pattern.lastIndex = start;
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex;
    const [whole = ''] = pattern.exec(text) ?? [];
    if (whole === '') return;
    const content = whole.replace(/[\r\n]+$/, '');
    const indent = /^[ \t]*/.exec(content)?.[0].length ?? 0;
    yield { start: at, end: at + content.length, next: at + whole.length, indent, blank: indent === content.length };
  }
}
