import { expect, it } from 'vitest';
import { type ForeignEntry, type JournalEntry, newestFirst } from './journal.ts';

const at = (time: string) => ({ id: time, time });
const entries = ['5', '3', '1'].map(time => ({ ...at(time), outcome: null })) as unknown as readonly JournalEntry[];
const foreign = (...times: readonly string[]) =>
  times.map(time => ({ ...at(time), result: null })) as unknown as readonly ForeignEntry[];

it.each([
  [[], '5 3 1'],
  [['6', '4', '0'], '6 5 4 3 1 0'],
  [['3'], '5 3 3 1'],
])('puts what other versions wrote at %j among the changes by its time', (times, order) => {
  const merged = newestFirst({ entries, foreign: foreign(...times) });
  expect(merged.map(({ time }) => time).join(' ')).toBe(order);
});
