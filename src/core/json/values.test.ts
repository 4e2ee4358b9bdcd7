import { describe, expect, it } from 'vitest';
import { MAX_DEPTH, parseJson } from './parse.ts';
import { jsonValue } from './values.ts';

const nested = (depth: number): string => `${'{"a":['.repeat(depth / 2)}${']}'.repeat(depth / 2)}`;

describe('a text that is nested deep', () => {
  it.each([
    ['1', undefined],
    ['{"a":{"b":[1]}}', undefined],
    [nested(MAX_DEPTH), undefined],
    [nested(MAX_DEPTH + 2), 'too-deep'],
    [nested(100_000), 'too-deep'],
    [`[1,${nested(100_000)},2]`, 'too-deep'],
    ['['.repeat(100_000), 'too-deep'],
  ])('is a fault where it is deeper than anybody walks', (text, expected) => {
    expect(parseJson(text).fault?.fault).toBe(expected);
  });

  it('has a value that stands for what is not too deep', () => {
    const text = nested(MAX_DEPTH);
    const { root } = parseJson(text);
    expect(root === undefined ? undefined : jsonValue(root, text)).toEqual(JSON.parse(text));
  });

  it('goes on behind what is too deep', () => {
    const text = `{"a":${nested(MAX_DEPTH)},"b":2}`;
    const { root } = parseJson(text);
    expect(root?.type === 'object' ? root.members.map(({ key }) => key) : []).toEqual(['a', 'b']);
  });
});
