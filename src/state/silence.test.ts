import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Silence } from './silence.ts';

const WATCHED_MS = 4_000;
const OLD_MS = 10_000;

describe('the holder of a lock', () => {
  let folder = '';
  let file = '';
  let now = 0;
  let elapsed = 0;
  let silence = new Silence('');
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'silence-'));
    file = join(folder, 'lock');
    await writeFile(file, '');
    [now, elapsed] = [Date.parse('2026-07-01T12:00:00Z'), 0];
    silence = new Silence(file, { now: () => now, elapsed: () => elapsed });
    await sign(now);
  });
  afterEach(() => rm(folder, { recursive: true }));
  const sign = (at: number) => utimes(file, new Date(at), new Date(at));
  const pass = (milliseconds: number) => {
    now += milliseconds;
    elapsed += milliseconds;
  };
  const look = () => silence.look(OLD_MS, WATCHED_MS);
  /** Lets time go by, and looks from time to time, as who waits for a lock does. */
  const watch = async (milliseconds: number) => {
    for (let left = milliseconds; left > 0; left -= 1_000) {
      pass(Math.min(left, 1_000));
      await look();
    }
    return look();
  };

  it('is there while its last sign is not old, however long it is watched', async () => {
    expect(await look()).toBe('there');
    expect(await watch(OLD_MS)).toBe('there');
    expect(await watch(1)).toBe('gone');
  });

  it.each([
    ['it was killed long ago', -OLD_MS - 1],
    ['the clock was set back after it was killed', 5 * 3_600_000],
  ])('is gone after a look that is long enough where %s', async (_why, distance) => {
    await sign(now + distance);
    expect(await look()).toBe('silent');
    expect(await watch(WATCHED_MS - 1)).toBe('silent');
    expect(await watch(1)).toBe('gone');
  });

  it.each([
    ['behind ours by hours', -5 * 3_600_000],
    ['ahead of ours by hours', 5 * 3_600_000],
  ])('is there from the first sign that comes while it is watched, by a clock that is %s', async (_how, distance) => {
    await sign(now + distance);
    expect(await look()).toBe('silent');
    for (let times = 0; times < 5; times += 1) {
      await watch(WATCHED_MS - 1);
      await sign(now + distance);
      expect(await look()).toBe('there');
    }
    expect(await watch(WATCHED_MS - 1)).toBe('there');
    expect(await watch(1)).toBe('gone');
  });

  it.each([
    ['before it was watched long enough', WATCHED_MS - 1],
    ['for the first time', 0],
  ])('is not gone where we were stopped as well: %s', async (_when, watched) => {
    await sign(now - OLD_MS - 1);
    await look();
    await watch(watched);
    pass(3_600_000);
    expect(await look()).toBe('silent');
    expect(await watch(WATCHED_MS - 1)).toBe('silent');
    await sign(now);
    expect(await look()).toBe('there');
  });

  it('is gone where we were stopped as well, and no sign came afterwards either', async () => {
    await look();
    pass(3_600_000);
    expect(await look()).toBe('silent');
    expect(await watch(WATCHED_MS)).toBe('gone');
  });

  it('is not gone when our clock is put forward', async () => {
    expect(await look()).toBe('there');
    now += 3_600_000;
    elapsed += 1;
    expect(await look()).toBe('silent');
    await sign(now);
    expect(await look()).toBe('there');
  });

  it.each([
    ['gave a sign', () => sign(now)],
    [
      'has a lock of its own by now',
      async () => {
        await rm(file);
        await writeFile(file, '');
      },
    ],
    ['let go', () => rm(file)],
  ])('is not taken for the one that was gone where it %s since', async (_what, happen) => {
    await sign(0);
    expect(silence.isAsSeen()).toBe(false);
    await look();
    expect(await watch(WATCHED_MS)).toBe('gone');
    expect(silence.isAsSeen()).toBe(true);
    await happen();
    expect(silence.isAsSeen()).toBe(false);
  });

  it('is not known to be gone where there is no file now', async () => {
    await sign(0);
    await look();
    await rm(file);
    expect(await watch(WATCHED_MS)).toBe('there');
  });
});
