import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HeldLock, LockTarget } from '../core/model/ports.ts';
import { region } from '../core/model/regions.ts';
import { type ProcessView, systemProcesses } from './processes.ts';
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
    locks = new ResourceLocks(folder, 60, systemProcesses, 5);
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
  const backdate = async (milliseconds: number, name?: string) => {
    const past = new Date(Date.now() - milliseconds);
    await utimes(name ?? (await file()), past, past);
  };
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
    expect(await readdir(join(folder, 'locks'))).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.json$/)]);
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

  it('is left to whoever took it over, when its first holder lets go', async () => {
    const lock = await take();
    await pretend({ pid: NOBODY });
    await take(tapes, new ResourceLocks(folder, 60));
    await lock.release();
    expect((await locks.acquire(tapes)).kind).toBe('busy');
  });

  it('is let go of where its file is gone already', async () => {
    const lock = await take();
    await rm(await file());
    await lock.release();
    await take();
  });

  it('tells who holds it, and nobody where it is free or its holder is dead', async () => {
    expect(await locks.holder(tapes)).toBeUndefined();
    await take();
    expect(await locks.holder(tapes)).toMatchObject({ pid: process.pid, host: null });
    expect(await locks.holder({ ...tapes, name: 'other' })).toBeUndefined();
    await pretend({ pid: NOBODY });
    expect(await locks.holder(tapes)).toBeUndefined();
  });

  /** Locks whose signs of life come often, held here as seen from where their process cannot be seen. */
  const renewing = () => new ResourceLocks(folder, 60, nobodyIn(null), 5);
  const gaveSign = (name?: string) =>
    vi.waitFor(async () => {
      const { mtimeMs } = await stat(name ?? (await file()));
      expect(Date.now() - mtimeMs).toBeLessThan(20_000);
    }, 10_000);

  it('is kept by signs of life, for as long as it is held, whatever else is let go of', async () => {
    const from = renewing();
    await (await take(tapes, from)).release();
    await take(tapes, from);
    const other = await take({ ...tapes, name: 'other' }, from);
    await other.release();
    for (let times = 0; times < 2; times += 1) {
      await backdate(31_000);
      await gaveSign();
    }
    expect((await locks.acquire(tapes)).kind).toBe('busy');
  });

  it('is known to be lost once it is another’s', async () => {
    const lock = await take(tapes, renewing());
    expect(lock.isLost()).toBe(false);
    await pretend({});
    await vi.waitFor(() => expect(lock.isLost()).toBe(true), 10_000);
    await backdate(31_000);
    await lock.release();
    expect(await readFile(await file(), 'utf8')).toContain('another');
  });

  it('is not lost to who takes it next when its last holder lets go twice', async () => {
    const lock = await take();
    await lock.release();
    const next = await take();
    await lock.release();
    expect(next.isLost()).toBe(false);
    expect((await new ResourceLocks(folder, 60).acquire(tapes)).kind).toBe('busy');
  });

  it('is no longer its holder’s once it was let go of', async () => {
    const lock = await take();
    expect(lock.isLost()).toBe(false);
    await lock.release();
    expect(lock.isLost()).toBe(true);
  });

  it('is waited for where its writer has not said yet who it is', async () => {
    await take();
    const text = await readFile(await file(), 'utf8');
    await writeFile(await file(), '');
    let looks = 0;
    const scope = async () => {
      looks += 1;
      return null;
    };
    const looking: ProcessView = { ...aliveSince('now'), scope };
    const waiting = new ResourceLocks(folder, 60, looking).acquire(tapes);
    await vi.waitFor(() => expect(looks).toBeGreaterThan(2), 10_000);
    expect(await locks.holder(tapes)).toBeUndefined();
    await writeFile(await file(), text);
    expect((await waiting).kind).toBe('busy');
  });

  it.skipIf(process.platform === 'win32')(
    'is kept and let go of without a word while its file cannot be read',
    async () => {
      const from = renewing();
      const lock = await take(tapes, from);
      const place = await file();
      const text = await readFile(place, 'utf8');
      /** Puts a link to itself in the lock's place, at once. */
      const hide = async () => {
        await symlink(place, `${place}.new`);
        await rename(`${place}.new`, place);
      };
      await hide();
      // Another lock tells when the signs of life have come by.
      await take({ ...tapes, name: 'other' }, from);
      const [others = ''] = (await readdir(join(folder, 'locks'))).filter(name => !place.endsWith(name));
      await backdate(31_000, join(folder, 'locks', others));
      await gaveSign(join(folder, 'locks', others));
      await writeFile(`${place}.new`, text);
      await rename(`${place}.new`, place);
      await backdate(31_000, place);
      await gaveSign(place);
      expect(lock.isLost()).toBe(false);
      await hide();
      await lock.release();
    },
  );

  it('says that it cannot be read where something else stands in its place', async () => {
    const lock = await take();
    const place = await file();
    await lock.release();
    await mkdir(place);
    await expect(locks.acquire(tapes)).rejects.toMatchObject({ code: 'state-damaged', file: place });
  });

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
    const other = new ResourceLocks(folder, 60, nobodyIn(ours), 5);
    expect((await other.acquire(tapes)).kind).toBe('busy');
    await backdate(31_000);
    await take(tapes, other);
  });

  it('is not taken from a holder that does not tell when its process began', async () => {
    await take();
    await pretend({ started: undefined });
    expect((await locks.acquire(tapes)).kind).toBe('busy');
  });

  it('is not taken from a holder that an older version wrote down, while it gives signs of life', async () => {
    await take();
    await pretend({ pid: NOBODY, scope: undefined });
    expect((await locks.acquire(tapes)).kind).toBe('busy');
  });

  it.each([
    ['for long', 31_000],
    ['since a time that is still to come', -3_600_000],
  ])('passes on when a holder on another machine gave no sign of life %s', async (_when, age) => {
    await take();
    await pretend({ host: 'elsewhere', scope: 'elsewhere' });
    expect(await locks.acquire(tapes)).toMatchObject({ kind: 'busy', holder: { host: 'elsewhere' } });
    await backdate(age);
    expect(await locks.holder(tapes)).toBeUndefined();
    await take();
  });

  it.each([
    ['an hour behind ours', 3_600_000],
    ['an hour ahead of ours', -3_600_000],
  ])(
    'is told as held, after no longer than any, while a holder whose clock is %s gives signs of life',
    async (_how, age) => {
      await take();
      await pretend({ host: 'elsewhere', scope: 'elsewhere' });
      const path = await file();
      await backdate(age, path);
      const signs = setInterval(() => void backdate(age, path).catch(() => undefined), 5);
      const waiting = new ResourceLocks(folder, 60, systemProcesses, 10_000);
      const found = await waiting.acquire(tapes).finally(() => clearInterval(signs));
      expect(found).toMatchObject({ kind: 'busy', holder: { host: 'elsewhere' } });
    },
  );

  it('is not taken at once from a holder on another machine, whose clock may be another', async () => {
    await take();
    await pretend({ host: 'elsewhere', scope: 'elsewhere' });
    await backdate(3_600_000);
    const stop = new AbortController();
    const waiting = new ResourceLocks(folder, 0).acquire(tapes, stop.signal);
    await take({ ...tapes, name: 'other' });
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });

  it.each([
    ['nothing', ''],
    ['half of it', '{"pid":1'],
    ['what is no object', 'null'],
    ...['pid', 'host', 'since'].map(member => [
      `another type of ${member}`,
      JSON.stringify({ pid: process.pid, host: 'h', since: 's', scope: 'elsewhere', token: 't', [member]: {} }),
    ]),
  ])('passes on when its writer was killed and wrote %s of who it is', async (_what, text) => {
    await take();
    await writeFile(await file(), text);
    await backdate(1_000);
    expect(await locks.holder(tapes)).toBeUndefined();
    await backdate(5_000);
    await take();
  });

  /** A view of a process that is there, with when it began as the given word. */
  const aliveSince = (started: string | null): ProcessView => ({
    scope: async () => 'here',
    isAlive: () => true,
    startOf: async () => started,
  });

  it.each([
    ['the holder could not tell it', null, 'now'],
    ['nobody can tell it any more', 'then', null],
  ])('is kept by signs of life where %s when its process began', async (_what, then, now) => {
    await take(tapes, new ResourceLocks(folder, 60, aliveSince(then)));
    await pretend({});
    const other = new ResourceLocks(folder, 60, aliveSince(now), 5);
    expect((await other.acquire(tapes)).kind).toBe('busy');
    await backdate(31_000);
    await take(tapes, other);
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
