import { describe, expect, it } from 'vitest';
import {
  boolean,
  inForm,
  instant,
  integer,
  list,
  map,
  number,
  object,
  optional,
  type Problem,
  type Shape,
  string,
} from './shape.ts';

/** What the shape makes of a value: the value, or what it says is wrong, by place. */
function read<T>(shape: Shape<T>, value: unknown): unknown {
  const problems: Problem[] = [];
  const parsed = shape.parse(value, '', problems);
  return problems.length === 0 ? parsed : problems.map(({ path, kind }) => `${path}:${kind}`);
}

describe('shapes', () => {
  it.each<[string, Shape<unknown>, unknown, unknown]>([
    ['a string', string(), 'a', 'a'],
    ['a number for a string', string(), 1, [':type']],
    ['a short string', string({ min: 2 }), 'a', [':constraint']],
    ['a long string', string({ max: 1 }), 'ab', [':constraint']],
    ['a string off its pattern', string({ pattern: /^b$/ }), 'a', [':constraint']],
    ['a string off its set', string({ oneOf: ['b'] }), 'a', [':constraint']],
    ['an integer', integer({ min: 1, max: 3 }), 3, 3],
    ['an integer out of range', integer({ min: 1, max: 3 }), 4, [':constraint']],
    ['a fraction for an integer', integer(), 1.5, [':type']],
    ['a text for an integer', integer(), '1', [':type']],
    ['a text for an integer out of a form', integer({ fromText: true }), '12', 12],
    ['an empty text out of a form', integer({ fromText: true }), '', [':type']],
    ['a number', number, 1.5, 1.5],
    ['no number', number, Number.NaN, [':type']],
    ['a boolean', boolean, false, false],
    ['a text for a boolean', boolean, 'false', [':type']],
    ['a time in another offset', instant, '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00.000Z'],
    ['a day for a time', instant, '2026-01-01', [':type']],
    ['a list', list(string()), ['a', 'b'], ['a', 'b']],
    ['a list with a bad item', list(string()), ['a', 2], ['1:type']],
    ['a list that is too long', list(string(), { max: 1 }), ['a', 'b'], [':constraint']],
    ['an object for a list', list(string()), {}, [':type']],
    ['nothing for a list of a form', inForm(list(string()), () => []), '', []],
    ['a map', map(integer()), { a: 1 }, new Map([['a', 1]])],
    ['a map with a bad key', map(integer(), string({ max: 1 })), { ab: 1 }, ['ab:constraint']],
    ['an object', object({ a: string(), b: optional(string()) }), { a: 'x', c: 1 }, { a: 'x' }],
    ['an object without a member', object({ a: string() }), {}, ['a:missing']],
    ['null for a member', object({ a: string(), b: optional(string()) }), { a: null, b: null }, ['a:missing']],
    ['a stranger in a closed object', object({ a: string() }, { closed: true }), { a: 'x', c: 1 }, ['c:unknown']],
    ['a list for an object', object({}), [], [':type']],
    [
      'a place deep inside',
      object({ a: list(object({ b: integer() })) }),
      { a: [{ b: 1 }, { b: 'x' }] },
      ['a.1.b:type'],
    ],
    ['a member of Object.prototype', object({ toString: optional(string()) }, { closed: true }), {}, {}],
  ])('read %s', (_what, shape, value, expected) => {
    expect(read(shape, value)).toEqual(expected);
  });
});
