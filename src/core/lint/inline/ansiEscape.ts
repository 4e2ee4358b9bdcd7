const ANSI: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
};

/** What an escape between `$'` and `'` stands for, and how long it is; at the end of the text, no longer than that. */
export function ansiEscapeAt(
  whole: string,
  at: number,
  end: number,
): { readonly text: string; readonly length: number } {
  const rest = whole.slice(at, Math.min(at + 10, end));
  const [written = '\\', hex, octal] =
    /^\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3}))/.exec(rest) ??
    /^\\(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8}))/.exec(rest) ??
    [];
  const code =
    hex !== undefined ? Number.parseInt(hex, 16) : octal === undefined ? undefined : Number.parseInt(octal, 8);
  if (code !== undefined) return { text: String.fromCharCode(code & 0xffff), length: written.length };
  const next = rest[1] ?? '';
  return { text: ANSI[next] ?? next, length: Math.min(2, rest.length) };
}
