import { expect, it } from 'vitest';
import { Waits } from './waits.ts';

/** The waits of one change on a clock that sleeps at once, as long as it goes on: those that AWS asks for, in seconds. */
async function slept(asked: readonly (number | undefined)[]): Promise<readonly number[]> {
  const all: number[] = [];
  const elapsed = (): number => all.reduce((sum, one) => sum + one, 7_000);
  const waits = new Waits({ now: elapsed, elapsed, sleep: async milliseconds => void all.push(milliseconds) });
  for (const seconds of asked) if (!(await waits.next(seconds))) break;
  return all;
}

it('a change that AWS asks to slow down waits twice as long each time, and two minutes in all at most', async () => {
  const all = await slept(Array.from({ length: 50 }, () => undefined));
  expect(all.slice(0, 9)).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
  const inAll = all.reduce((sum, one) => sum + one, 0);
  expect([inAll <= 120_000, inAll > 100_000]).toEqual([true, true]);
});

it('a change that AWS asks to slow down waits as long as it says, never shorter than of its own, where that is not too long', async () => {
  expect(await slept([3, undefined, 0, 60, 56])).toEqual([3_000, 500, 1_000, 60_000]);
  expect(await slept([120])).toEqual([120_000]);
  expect(await slept([121])).toEqual([]);
});
