import { expect, it } from 'vitest';
import { jsonDocument } from './output.ts';

it('writes what could look like something else as escapes, and the same value', () => {
  const value = { 'a\u202eb': ['\u001b[0m', '\u{e0041}', '\u2028', 'ä → 好'] };
  const text = jsonDocument(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(text).toContain('"a\\u202eb"');
  expect(text).toContain('\\udb40\\udc41');
  expect(text).toContain('ä → 好');
  expect(text.endsWith('}\n')).toBe(true);
});
