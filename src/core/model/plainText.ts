/**
 * Characters that could make text look like something else: C0 and C1 controls (terminal escapes among them),
 * bidirectional marks, embeddings, overrides and isolates, zero-width characters and the line separators.
 */
export const TREACHEROUS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The text with every treacherous character written as `\u{…}`, so that it shows as what it is. */
export function plainText(text: string): string {
  return text.replace(TREACHEROUS, char => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same for a text of several lines, which stay lines. */
export const plainLines = (text: string): string => text.split('\n').map(plainText).join('\n');

/**
 * A value as JSON, with treacherous characters as `\uXXXX`: the same value to who parses it, and plain to who looks at it.
 *
 * @param indent Spaces that each level is set in by; on one line without.
 */
export function plainJson(value: unknown, indent = 0): string {
  const text = JSON.stringify(value, null, indent);
  return text.replace(TREACHEROUS, char => (char === '\n' ? char : char.split('').map(unit).join('')));
}

/** JSON wants characters beyond the first plane as two. */
const unit = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
