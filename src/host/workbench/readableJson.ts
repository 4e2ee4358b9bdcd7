/** What could make text look like something else, but the line breaks of the layout. */
const TREACHEROUS = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A value as JSON for reading: laid out, dates in ISO 8601, invisible and direction-changing characters escaped. */
export function readableJson(value: unknown): string {
  const text = JSON.stringify(value ?? null, null, 2);
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${text.replace(TREACHEROUS, character => character.split('').map(escaped).join(''))}\n`;
}
