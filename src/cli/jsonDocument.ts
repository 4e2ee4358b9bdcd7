const TREACHEROUS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A value as one JSON document. Characters that could make text look like something else are written as `\uXXXX`: the
 * same value to who parses it, and plain to who looks at it.
 */
export function jsonDocument(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(TREACHEROUS, char => (char === '\n' ? char : escaped(char)))}\n`;
}

/** Each code unit by itself, as JSON wants characters beyond the first plane. */
function escaped(char: string): string {
  return Array.from({ length: char.length }, (_, index) => unit(char.charCodeAt(index))).join('');
}

const unit = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;
