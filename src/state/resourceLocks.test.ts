import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HeldLock, LockTarget } from '../core/model/ports.ts';
import { region } from '../core/model/regions.ts';
import type { ProcessView } from './processes.ts';
import { ResourceLocks } from './resourceLocks.ts';

const tapes: LockTarget = { accountId: '111122223333', region: region('eu-west-1'), kind: 'vault', name: 'tapes' };
/** No process has this id: it is beyond what any system gives out. */
const NOBODY = 2 ** 30;

describe('a lock of a resource', () => {
  let folder = '';
  let locks = new ResourceLocks('');
  const held: HeldLock[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'resource-locks-'));
    locks = new ResourceLocks(folder, 60);
  });
  afterEach(async () => {
    await Promise.all(held.splice(0).map(lock => lock.release()));
    await rm(folder, { recursive: true });
  });
  const take = async (target = tapes, from = locks): Promise<HeldLock> => {
    const locking = await from.acquire(target);
    if (locking.kind === 'busy') throw new Error(`held by ${locking.holder.pid}`);
    held.push(locking.lock);
    return locking.lock;
  };
  const file = async () => join(folder, 'locks', (await readdir(join(folder, 'locks')))[0] ?? '');
  /** Writes another holder's words into the lock's file. */
  const pretend = async (change: object) => {
    const text = await readFile(await file(), 'utf8');
    await writeFile(await file(), JSON.stringify({ ...JSON.parse(text), token: 'another', ...change }));
  };

  it('is one holder’s at a time, who is told to the others', async () => {
    const lock = await take();
    expect(await new ResourceLocks(folder, 60).acquire(tapes)).toEqual({
      kind: 'busy',
      holder: { pid: process.pid, host: null, since: expect.stringMatching(/^\d{4}-.*Z$/) },
    });
    await lock.release();
    await lock.release();
    await take();
  });

  it('is waited for briefly', async () => {
    const lock = await take();
    const waiting = new ResourceLocks(folder, 5_000).acquire(tapes);
    await lock.release();
    expect((await waiting).kind).toBe('held');
  });

  it.each([
    { accountId: '444455556666' },
    { region: region('us-east-1') },
    { kind: 'hub' as const },
    { name: 'other' },
  ])('leaves other resources alone: %o', async other => {
    await take();
    await take({ ...tapes, ...other });
  });

  it('leaves nothing behind, and nothing of the resource’s name on the way', async () => {
    const lock = await take();
    expect(await file()).not.toContain('tapes');
    await lock.release();
    expect(await readdir(join(folder, 'locks'))).toEqual([]);
  });

  it('passes on at once when its holder is gone', async () => {
    const lock = await take();
    await pretend({ pid: NOBODY });
    await take();
    expect(await readFile(await file(), 'utf8')).not.toContain('another');
    await lock.release();
    expect(await readdir(join(folder, 'locks'))).toHaveLength(1);
  });

  it.runIf(process.platform === 'linux')(
    'passes on at once when its holder’s id is another process’s now',
    async () => {
      await take();
      await pretend({ started: '1' });
      await take();
    },
  );

  /** A view in which no process is there, by the given scope. */
  const nobodyIn = (scope: string | null): ProcessView => ({
    scope: async () => scope,
    isAlive: () => false,
    startOf: async () => null,
  });

  it.each([
    ['another boot or namespace of processes', 'boot-1 pid:[1]', 'boot-1 pid:[2]'],
    ['one of which the holder could not tell', null, 'boot-1 pid:[1]'],
    ['one of which nobody can tell', null, null],
  ])('is not taken from a holder whose process cannot be seen from here: %s', async (_what, theirs, ours) => {
    await take(tapes, new ResourceLocks(folder, 60, nobodyIn(theirs)));
    await pretend({});
    const other = new ResourceLocks(folder, 60, nobodyIn(ours));
    expect((await other.acquire(tapes)).kind).toBe('busy');
    const past = new Date(Date.now() - 31_000);
    await utimes(await file(), past, past);
    await take(tapes, other);
  });

  it('is not taken from a holder that an older version wrote down, while it gives signs of life', async () => {
    await take();
    await pretend({ pid: NOBODY, scope: undefined });
    expect((await locks.acquire(tapes)).kind).toBe('busy');
  });

  it('passes on when a holder on another machine gave no sign of life for long', async () => {
    await take();
    await pretend({ host: 'elsewhere', scope: 'elsewhere' });
    expect(await locks.acquire(tapes)).toMatchObject({ kind: 'busy', holder: { host: 'elsewhere' } });
    const past = new Date(Date.now() - 31_000);
    await utimes(await file(), past, past);
    await take();
  });

  it('passes on when its writer was killed before it wrote who it is', async () => {
    await take();
    await writeFile(await file(), '');
    const past = new Date(Date.now() - 5_000);
    await utimes(await file(), past, past);
    await take();
  });

  it('stops being waited for when that is cancelled', async () => {
    await take();
    const stop = new AbortController();
    const waiting = new ResourceLocks(folder, 5_000).acquire(tapes, stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('goes to one of many who find its holder dead at once', async () => {
    await take();
    await pretend({ pid: NOBODY });
    const all = await Promise.all(Array.from({ length: 8 }, () => new ResourceLocks(folder, 60).acquire(tapes)));
    expect(all.filter(({ kind }) => kind === 'held')).toHaveLength(1);
    for (const one of all) if (one.kind === 'held') held.push(one.lock);
  });
});
