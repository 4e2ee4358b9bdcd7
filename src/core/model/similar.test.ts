import { describe, expect, it } from 'vitest';
import { distance, nearest } from './similar.ts';

describe('distance', () => {
  it.each([
    ['', '', 0],
    ['a', '', 1],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'abd', 1],
    ['abc', 'abcd', 1],
    ['events', 'event', 1],
    ['kitten', 'sitting', 3],
    ['eu-wst-1', 'eu-west-1', 1],
  ])('of %j and %j is %d', (a, b, edits) => {
    expect(distance(a, b, 5)).toBe(edits);
    expect(distance(b, a, 5)).toBe(edits);
  });

  it('is one more than the limit where it is larger', () => {
    expect(distance('kitten', 'sitting', 1)).toBe(2);
    expect(distance('a', 'abcdef', 2)).toBe(3);
  });
});

describe('nearest', () => {
  const words = ['SNSTopic', 'Events', 'eu-west-1'];
  it.each([
    ['snstopic', 'SNSTopic'],
    ['Event', 'Events'],
    ['SNSTpoic', 'SNSTopic'],
    ['eu-wst-1', 'eu-west-1'],
    ['topic', undefined],
    ['E', undefined],
    ['', undefined],
    ['x'.repeat(100), undefined],
  ])('to %s is %s', (text, word) => {
    expect(nearest(text, words)).toBe(word);
  });
});
