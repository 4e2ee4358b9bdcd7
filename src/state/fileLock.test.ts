import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exclusivelyIn, lockFile, withLock } from './fileLock.ts';

describe('a file lock', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'file-lock-'));
    file = join(folder, 'sub', 'thing');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is held by one at a time, and leaves nothing behind', async () => {
    const order: string[] = [];
    const work = (name: string) =>
      withLock(file, async () => {
        order.push(`${name} in`);
        await new Promise(resolve => setImmediate(resolve));
        order.push(`${name} out`);
      });
    await Promise.all([work('a'), work('b'), work('c')]);
    expect(order.filter((_step, index) => index % 2 === 0).map(step => `${step[0]} out`)).toEqual(
      order.filter((_step, index) => index % 2 === 1),
    );
    expect(await readdir(join(folder, 'sub'))).toEqual([]);
  });

  it('is waited for by those who want to, until it is let go of', async () => {
    const held = await lockFile(file);
    const waiting = lockFile(file);
    await expect(lockFile(file, false)).rejects.toMatchObject({ code: 'state-busy', file });
    await held.release();
    await (await waiting).release();
  });

  it('is refused at once to those who do not want to wait', async () => {
    const held = await lockFile(file);
    await expect(lockFile(file, false)).rejects.toMatchObject({ code: 'state-busy', file });
    await held.release();
    await held.release();
    await (await lockFile(file, false)).release();
  });

  it('is let go of when the work fails', async () => {
    await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await (await lockFile(file, false)).release();
  });

  it.each([
    ['long ago', -60_000],
    ['in a time that is still to come', 60 * 60_000],
  ])(
    'passes on where its holder gave its last sign of life %s, and none while it was watched',
    async (_when, distance) => {
      const dead = await lockFile(file);
      const time = new Date(Date.now() + distance);
      await utimes(`${file}.lock`, time, time);
      await (await lockFile(file, true, 0)).release();
      await dead.release();
    },
  );

  it('is not taken for abandoned by the time of day alone, which is another on another computer', async () => {
    const held = await lockFile(file);
    const past = new Date(Date.now() - 60 * 60_000);
    await utimes(`${file}.lock`, past, past);
    await expect(lockFile(file, false)).rejects.toMatchObject({ code: 'state-busy' });
    await held.release();
  });

  it('says that it cannot be taken where something else stands in its place', async () => {
    await (await lockFile(file)).release();
    await writeFile(`${file}.lock`, '');
    await utimes(`${file}.lock`, 0, 0);
    await expect(lockFile(file, true, 0)).rejects.toMatchObject({ code: 'state-unwritable', file });
  });

  it('is let go of without a word where it cannot be taken away: the work is done', async () => {
    const work = withLock(file, async () => {
      await writeFile(join(`${file}.lock`, 'theirs'), '');
      return 'done';
    });
    expect(await work).toBe('done');
  });

  it('says at once that it cannot be taken where there can be none: its name is too long', async () => {
    const long = join(folder, 'x'.repeat(254));
    await expect(lockFile(long)).rejects.toMatchObject({ code: 'state-unwritable', file: long });
  });

  it('keeps works of one name apart, and those of others not', async () => {
    const exclusively = exclusivelyIn(folder);
    const order: string[] = [];
    let leave = (): void => undefined;
    const first = exclusively('list', async () => {
      order.push('first');
      await new Promise<void>(resolve => {
        leave = resolve;
      });
      return 1;
    });
    await vi.waitFor(() => expect(order).toEqual(['first']));
    const second = exclusively('list', async () => void order.push('second'));
    await exclusively('other', async () => void order.push('other'));
    expect(order).toEqual(['first', 'other']);
    leave();
    await second;
    expect([await first, order]).toEqual([1, ['first', 'other', 'second']]);
    expect(await readdir(join(folder, 'locks'))).toEqual([]);
  });

  it('is done without where it is a matter of economy alone', async () => {
    await writeFile(join(folder, 'locks'), '');
    expect(await exclusivelyIn(folder)('list', async () => 'done')).toBe('done');
    await expect(exclusivelyIn(folder)('list', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
