import type { AwsCredentialIdentity } from '@smithy/types';
import { expect, test } from 'vitest';
import { InstantClock, ManualClock } from '../../../test/support/manualClock.ts';
import { CredentialCache } from './credentialCache.ts';

const minutes = 60_000;

/** A cache whose finder counts, and gives credentials good for so many minutes. */
function counting(goodForMinutes: number | undefined) {
  const clock = new InstantClock();
  const state = { found: 0, fail: false };
  const cache = new CredentialCache(async () => {
    state.found += 1;
    if (state.fail) throw new Error('cannot');
    return {
      accessKeyId: `AKIA${state.found}`,
      secretAccessKey: 's',
      ...(goodForMinutes === undefined ? {} : { expiration: new Date(clock.now() + goodForMinutes * minutes) }),
    };
  }, clock);
  return { cache, state, clock };
}

test('finds credentials once, however many ask at the same time', async () => {
  const { cache, state } = counting(60);
  const all = await Promise.all(Array.from({ length: 10 }, () => cache.get()));
  expect(new Set(all).size).toBe(1);
  expect(state.found).toBe(1);
});

test('keeps those that do not expire', async () => {
  const { cache, state, clock } = counting(undefined);
  await cache.get();
  await clock.sleep(10_000 * minutes);
  await cache.get();
  expect(state.found).toBe(1);
});

test.each([
  [60, 54, 56],
  [4, 1.9, 2.1],
])('renews those good for %d minutes between minute %d and %d', async (good, before, after) => {
  const { cache, state, clock } = counting(good);
  await cache.get();
  await clock.sleep(before * minutes);
  await cache.get();
  expect(state.found).toBe(1);
  await clock.sleep((after - before) * minutes);
  await cache.get();
  expect(state.found).toBe(2);
});

test.each([0, -60])(
  'holds what is said to end in %d minutes, by a clock that is wrong, until AWS says that it is over',
  async good => {
    const { cache, state, clock } = counting(good);
    const first = await cache.get();
    await clock.sleep(50 * minutes);
    expect(await cache.get()).toBe(first);
    cache.discard(first);
    await cache.get();
    expect(state.found).toBe(2);
  },
);

test('goes on with what is still good when renewing fails, and fails after that', async () => {
  const { cache, state, clock } = counting(60);
  await cache.get();
  state.fail = true;
  await clock.sleep(57 * minutes);
  expect((await cache.get()).accessKeyId).toBe('AKIA1');
  await clock.sleep(4 * minutes);
  await expect(cache.get()).rejects.toThrow('cannot');
});

test('looks for others once a minute where renewing fails and what is held is good', async () => {
  const { cache, state, clock } = counting(60);
  await cache.get();
  state.fail = true;
  await clock.sleep(56 * minutes);
  for (let call = 0; call < 3; call += 1) {
    expect((await cache.get()).accessKeyId).toBe('AKIA1');
    await clock.sleep(10_000);
  }
  const looked = state.found;
  await clock.sleep(minutes);
  await cache.get();
  expect([looked, state.found]).toEqual([2, 3]);
});

test('remembers a failure for a second, no longer', async () => {
  const { cache, state, clock } = counting(60);
  state.fail = true;
  await expect(cache.get()).rejects.toThrow('cannot');
  state.fail = false;
  await expect(cache.get()).rejects.toThrow('cannot');
  expect(state.found).toBe(1);
  await clock.sleep(1000);
  expect((await cache.get()).accessKeyId).toBe('AKIA2');
});

test('remembers a failure no longer where the clock was set back meanwhile', async () => {
  const clock = new ManualClock();
  let fails = true;
  const cache = new CredentialCache(async () => {
    if (fails) throw new Error('cannot');
    return { accessKeyId: 'AKIA', secretAccessKey: 'not-a-secret' };
  }, clock);
  await expect(cache.get()).rejects.toThrow('cannot');
  fails = false;
  clock.setBy(-5 * 60 * minutes);
  await clock.advance(1000);
  expect((await cache.get()).accessKeyId).toBe('AKIA');
});

test('forgets only the credentials that were refused', async () => {
  const { cache, state } = counting(60);
  const first = await cache.get();
  cache.discard({ ...first });
  expect(await cache.get()).toBe(first);
  cache.discard(first);
  expect((await cache.get()).accessKeyId).toBe('AKIA2');
  expect(state.found).toBe(2);
});

test('keeps nothing of a search that was under way when what it rests on ended', async () => {
  const found: ((keys: AwsCredentialIdentity) => void)[] = [];
  const cache = new CredentialCache(() => new Promise(done => found.push(done)), new ManualClock());
  const keys = (accessKeyId: string) => ({ accessKeyId, secretAccessKey: 's' });
  const first = cache.get();
  cache.forget();
  const second = cache.get();
  found[0]?.(keys('AKIA1'));
  found[1]?.(keys('AKIA2'));
  expect([await first, await second, await cache.get()].map(one => one.accessKeyId)).toEqual([
    'AKIA1',
    'AKIA2',
    'AKIA2',
  ]);
});

/** A cache whose search ends only with its signal. */
function endless() {
  const signals: AbortSignal[] = [];
  const cache = new CredentialCache(signal => {
    signals.push(signal);
    return new Promise((_found, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
  }, new InstantClock());
  return { cache, signals };
}

test('stops a search when the last who waits for it leaves, and begins anew for the next', async () => {
  const { cache, signals } = endless();
  const [one, other] = [new AbortController(), new AbortController()];
  const calls = [cache.get(one.signal), cache.get(other.signal)];
  one.abort();
  await expect(calls[0]).rejects.toMatchObject({ code: 'cancelled' });
  expect(signals[0]?.aborted).toBe(false);
  other.abort();
  await expect(calls[1]).rejects.toMatchObject({ code: 'cancelled' });
  expect(signals[0]?.aborted).toBe(true);
  const next = cache.get();
  expect(signals).toHaveLength(2);
  cache.close();
  await expect(next).rejects.toThrow('stopped');
});
