import { expect, it } from 'vitest';
import { onFirstUse } from './onFirstUse.ts';

it('does a thing once for all who ask, and again where it failed', async () => {
  let tries = 0;
  const ask = onFirstUse(async () => {
    tries += 1;
    if (tries === 1) throw new Error('not yet');
    return tries;
  });
  expect(tries).toBe(0);
  const [one, other] = [ask(), ask()];
  await expect(one).rejects.toThrow('not yet');
  await expect(other).rejects.toThrow('not yet');
  expect(await Promise.all([ask(), ask()])).toEqual([2, 2]);
  expect([await ask(), tries]).toEqual([2, 2]);
});
