const BLANK = /[ \t\r\n]/;

/**
 * The words of a command or of a section's header by the quoting of POSIX shells, as AWS's tools split them: quotes of
 * either kind, a backslash before one character. Nothing is expanded, and nothing begins a comment.
 *
 * @returns undefined where a quote is left open or a backslash stands last.
 */
export function splitWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === quote) quote = '';
    else if (quote === "'") word += char;
    else if (char === '\\') {
      at += 1;
      if (at === text.length) return undefined;
      const next = text.charAt(at);
      // Between double quotes a backslash speaks only for a quote or another backslash.
      word = (word ?? '') + (quote === '"' && next !== '"' && next !== '\\' ? `\\${next}` : next);
    } else if (quote !== '') word += char;
    else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (!BLANK.test(char)) word = (word ?? '') + char;
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (quote !== '') return undefined;
  return word === undefined ? words : [...words, word];
}

/**
 * The words of a command by the rules of Windows: only double quotes count, and a backslash only before one.
 *
 * @returns undefined where a quote is left open.
 * @see https://learn.microsoft.com/cpp/cpp/main-function-command-line-args
 */
export function splitWindowsWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  for (const [piece] of text.matchAll(/\\*"|\\+|[ \t]+|[^\\" \t]+/g)) {
    if (piece.endsWith('"')) {
      const backslashes = piece.length - 1;
      const isEscaped = backslashes % 2 === 1;
      word = (word ?? '') + '\\'.repeat(backslashes >> 1) + (isEscaped ? '"' : '');
      if (!isEscaped) isQuoted = !isQuoted;
    } else if (isQuoted || !/^[ \t]/.test(piece)) word = (word ?? '') + piece;
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (isQuoted) return undefined;
  return word === undefined ? words : [...words, word];
}
