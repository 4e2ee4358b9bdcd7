import { expect, it } from 'vitest';
import { differences } from './difference.ts';

const [a, b, c, d] = [{ Sid: 'a' }, { Sid: 'b' }, { Sid: 'c' }, { Sid: 'd' }];

it.each([
  ['nothing where both are the same', { x: [a, b] }, { x: [a, b] }, []],
  [
    'all members of what is new',
    null,
    { x: 1, y: { z: 2 } },
    [
      ['x', undefined, 1],
      ['y.z', undefined, 2],
    ],
  ],
  ['all members of what goes', { x: 1 }, null, [['x', 1, undefined]]],
  ['the deepest member alone', { x: { y: 1, z: 2 } }, { x: { y: 1, z: 3 } }, [['x.z', 2, 3]]],
  ['a list of texts as one value', { x: ['p', 'q'] }, { x: ['p'] }, [['x', ['p', 'q'], ['p']]]],
  ['an empty list as one value', { x: [] }, { x: [a] }, [['x', [], [a]]]],
  ['a list of which not all are objects as one value', { x: [a, 'p'] }, { x: [a] }, [['x', [a, 'p'], [a]]]],
  ['an object that becomes a text as one value', { x: a }, { x: 'p' }, [['x', a, 'p']]],
  ['an item added at the end of a list', { x: [a, b] }, { x: [a, b, c] }, [['x 3', undefined, c]]],
  ['an item added at the beginning', { x: [a, b] }, { x: [c, a, b] }, [['x 1', undefined, c]]],
  ['an item added between others', { x: [a, b] }, { x: [a, c, b] }, [['x 2', undefined, c]]],
  ['an item taken out at the end', { x: [a, b] }, { x: [a] }, [['x 2', b, undefined]]],
  ['an item taken out at the beginning', { x: [a, b] }, { x: [b] }, [['x 1', a, undefined]]],
  ['one of several that are the same', { x: [a, a, a] }, { x: [a, a] }, [['x 3', a, undefined]]],
  ['one more of several that are the same', { x: [a, a] }, { x: [a, a, a] }, [['x 3', undefined, a]]],
  [
    'what stands before those that stay, however many',
    { x: [a, b, c] },
    { x: [d, d, b, c] },
    [
      ['x 1.Sid', 'a', 'd'],
      ['x 2', undefined, d],
    ],
  ],
  ['what an item became', { x: [a, b, c] }, { x: [a, d, c] }, [['x 2.Sid', 'b', 'd']]],
  ['one object that becomes a list of two', { x: a }, { x: [a, b] }, [['x 2', undefined, b]]],
  ['nothing of one object that is written as a list of one', { x: a }, { x: [a] }, []],
  [
    'what two items became between those that stay',
    { x: [a, b, b, c] },
    { x: [a, d, c] },
    [
      ['x 2.Sid', 'b', 'd'],
      ['x 3', b, undefined],
    ],
  ],
])('a difference tells %s', (_what, before, after, expected) => {
  expect(differences(before, after)).toEqual(expected.map(([path, was, is]) => ({ path, before: was, after: is })));
});
