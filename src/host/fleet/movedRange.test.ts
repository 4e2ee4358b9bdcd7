import { describe, expect, it } from 'vitest';
import { movedRange } from './movedRange.ts';

const change = (rangeOffset: number, rangeLength: number, text: string) => ({ rangeOffset, rangeLength, text });

describe('a stretch of text', () => {
  it.each([
    ['moves with what is typed before it', [change(0, 0, 'abc')], { start: 13, end: 23 }],
    ['moves with what is typed right before it', [change(10, 0, '\n')], { start: 11, end: 21 }],
    ['moves back with what is deleted before it', [change(2, 4, '')], { start: 6, end: 16 }],
    ['stays for what happens after it', [change(20, 5, 'x'), change(30, 0, 'y')], { start: 10, end: 20 }],
    [
      'moves by all changes before it, in any order',
      [change(25, 1, ''), change(4, 2, 'abcd'), change(0, 1, '')],
      { start: 11, end: 21 },
    ],
    ['ends by a change within it', [change(15, 0, 'x')], undefined],
    ['ends by a change that reaches into it', [change(5, 6, '')], undefined],
    ['ends by a change that covers it', [change(0, 40, 'all new')], undefined],
  ])('%s', (_what, changes, moved) => {
    expect(movedRange({ start: 10, end: 20 }, changes)).toEqual(moved);
  });
});
