import { describe, expect, it } from 'vitest';
import { parseJson } from './parse.ts';
import { jsonValue, MAX_DEPTH, tooDeep } from './values.ts';

const nested = (depth: number): string => `${'{"a":['.repeat(depth / 2)}${']}'.repeat(depth / 2)}`;
const rootOf = (text: string) => parseJson(text).root ?? expect.fail('no value');

describe('a value that is nested too deep', () => {
  it.each([
    ['1', false],
    ['{"a":{"b":[1]}}', false],
    [nested(MAX_DEPTH), false],
    [nested(MAX_DEPTH + 2), true],
    [nested(100_000), true],
    [`[1,${nested(100_000)},2]`, true],
  ])('is found, however deep it is', (text, expected) => {
    expect(tooDeep(rootOf(text)) !== undefined).toBe(expected);
  });

  it('is what no taken value is', () => {
    const text = nested(MAX_DEPTH);
    expect(jsonValue(rootOf(text), text)).toEqual(JSON.parse(text));
  });
});
