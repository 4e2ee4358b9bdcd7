import { describe, expect, it } from 'vitest';
import { RowIndex } from './rowIndex.ts';

function index(...rows: readonly (readonly [name: string, ...more: string[]])[]): RowIndex {
  const made = new RowIndex();
  for (const [name, ...more] of rows) made.put(name, name, more);
  return made;
}

const vaults = index(
  ['old-tapes', 'arn:aws:sns:eu-west-1:111122223333:ops', 'prod'],
  ['tapes', 'no notifications', 'prod'],
  ['Tapes-2', 'arn:aws:sns:eu-west-1:111122223333:audit', 'test'],
  ['films', 'arn:aws:sns:eu-west-1:111122223333:tapes', 'prod'],
);

describe('looking for rows', () => {
  it.each([
    ['tapes', ['tapes', 'Tapes-2', 'old-tapes', 'films']],
    ['TAPES ops', ['old-tapes']],
    ['ops tapes', ['old-tapes']],
    ['prod tapes', ['old-tapes', 'tapes', 'films']],
    ['no notifications', ['tapes']],
    [':audit', ['Tapes-2']],
    ['nothing', []],
    ['', ['old-tapes', 'tapes', 'Tapes-2', 'films']],
    ['  ', ['old-tapes', 'tapes', 'Tapes-2', 'films']],
    ['.*', []],
  ])('for “%s” finds %j, what has it in its name first', (text, expected) => {
    expect(vaults.find(text, 10).paths).toEqual(expected);
  });

  it('gives the best of many, and tells how many there are', () => {
    expect(vaults.find('tapes', 2)).toEqual({ paths: ['tapes', 'Tapes-2'], total: 4 });
  });

  it('finds a row by what is known of it now', () => {
    const made = index(['a', 'old'], ['b', 'old']);
    made.put('a', 'a', ['new']);
    expect(made.find('old', 10).paths).toEqual(['b']);
    expect(made.find('new', 10).paths).toEqual(['a']);
    expect(made.size).toBe(2);
  });

  it('finds rows by what is said of their place, in any order with the rest', () => {
    const made = new RowIndex();
    made.put('a', 'tapes', ['ops'], 'Prod · eu-west-1');
    made.put('b', 'tapes', ['ops'], 'Test · eu-west-1');
    expect(made.find('tapes prod OPS', 10).paths).toEqual(['a']);
    expect(made.find('eu-west', 10).total).toBe(2);
  });
});
