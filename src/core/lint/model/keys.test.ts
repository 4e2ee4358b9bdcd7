import { describe, expect, it } from 'vitest';
import { parseJson } from '../../json/parse.ts';
import { isRegionLike, Keys } from './keys.ts';

const keysOf = (document: object): Keys => {
  const { root } = parseJson(JSON.stringify(document));
  if (root?.type !== 'object') throw new Error('no object');
  return new Keys(root);
};
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));

describe('keys', () => {
  it('are the same in any case, and the last value of one counts', () => {
    const { root } = parseJson('{"Name": "first", "name": "last"}', true);
    if (root?.type !== 'object') throw new Error('no object');
    const keys = new Keys(root);
    expect([keys.size, keys.has('NAME'), keys.written('NAME'), keys.text('NAME')]).toEqual([1, true, 'name', 'last']);
    expect([keys.has('other'), keys.written('other'), keys.value('other'), keys.inside('name')]).toEqual([
      ...[false, undefined, undefined, undefined],
    ]);
  });

  it.each([
    ['arn:aws:sns:x', true],
    [' arn:aws', true],
    ['"ARN:aws"', true],
    ['${arn:x}', true],
    ['x arn:aws', false],
    ['see arn:aws', false],
    ['         arn:aws', false],
    ['arn:', false],
    ['arn', false],
    [7, false],
  ])('hold an ARN where a string begins as one: %j', (Topic, holds) => {
    expect(keysOf({ Topic }).holdsArn('topic')).toBe(holds);
    expect(keysOf({}).holdsArn('topic')).toBe(false);
  });

  it.each<[object, boolean]>([
    [{ a: 1, B: 2 }, true],
    [{ a: 1 }, true],
    [{}, true],
    [{ a: 1, c: 2 }, false],
  ])('are only of those that are known: %j', (document, expected) => {
    expect(keysOf(document).onlyOf(['A', 'b'])).toBe(expected);
  });

  it.each<[object, boolean]>([
    [{ Events: 1 }, true],
    [{ event: 1 }, true],
    [{ Event: 1, topics: 2, x: 3 }, true],
    [{ Events: 1, x: 2 }, false],
    [{ vents: 1 }, false],
    [{ sTopic: 1 }, false],
    [{}, false],
  ])('are mostly of those that are known, a plural or a singular too: %j', (document, expected) => {
    expect(keysOf(document).mostlyOf(['Events', 'Topic'])).toBe(expected);
  });

  it('are of none where there are more of them than any of ours has', () => {
    for (const [count, expected] of [
      [64, true],
      [65, false],
    ] as const) {
      const known = Object.keys(many(100));
      expect([keysOf(many(count)).onlyOf(known), keysOf(many(count)).mostlyOf(known)]).toEqual([expected, expected]);
    }
    expect(keysOf(many(100)).size).toBe(64);
  });
});

it.each<[string | undefined, boolean]>([
  ['eu-west-1', true],
  ['EU_WEST_1', true],
  ['us-gov-west-1', true],
  ['us-iso-b-east-1', true],
  ['eu-west1', true],
  ['eu-west-1a', true],
  [' "eu-west-1" ', true],
  ['eu-wst-9', true],
  [undefined, false],
  ['', false],
  ['Ireland', false],
  ['region', false],
  ['west-1-eu', false],
  ['eu-west', false],
  ['eu-west-1-x', false],
  ['eu-west-12b', false],
  ['eu-west-1é', true],
  ['in eu-west-1', false],
  ['eu-west-1 and more', false],
  ['a-b-c-d-e-1', false],
  [`${'a'.repeat(16)}-west-1`, false],
  [`        ${'a'.repeat(15)}-${'b'.repeat(15)}-1`, false],
  [`      ${'a'.repeat(15)}-${'b'.repeat(15)}-1 `, true],
])('%j has the form of a Region: %s', (text, expected) => {
  expect(isRegionLike(text)).toBe(expected);
});
