import { describe, expect, it } from 'vitest';
import { blanksIn, filledBlanks } from './requestBlanks.ts';

describe('what a request leaves to the environment', () => {
  const request = { a: '${env:ONE}', b: [{ c: 'x${env:TWO}y${env:ONE}' }], d: '${OTHER}', e: 1, f: null };

  it('is found once each', () => {
    expect(blanksIn(request)).toEqual(['ONE', 'TWO']);
  });

  it('is filled in wherever it stands, as text and never as a pattern', () => {
    const values = new Map([
      ['ONE', '$& ${env:TWO}'],
      ['TWO', '2'],
    ]);
    const expected = { a: '$& ${env:TWO}', b: [{ c: 'x2y$& ${env:TWO}' }], d: '${OTHER}', e: 1, f: null };
    expect(filledBlanks(request, values)).toEqual(expected);
  });
});
