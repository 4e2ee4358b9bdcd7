import { expect, it } from 'vitest';
import { growsWithLength } from './growth.ts';

/** Looks at each place of a text, and from each at what comes after it where that is asked for. */
function look(length: number, isSquare: boolean): number {
  let seen = 0;
  for (let at = 0; at < length; at += 1) {
    for (let ahead = at; ahead < (isSquare ? length : at + 1); ahead += 1) seen += ahead % 7;
  }
  return seen;
}

it.each([
  ['each place once', false],
  ['all that follows at each place', true],
])('tells of what looks at %s whether its time grows with the square: %j', (_what, isSquare) => {
  expect(growsWithLength(length => () => look(length, isSquare), 400, 4_000)).toBe(!isSquare);
});
