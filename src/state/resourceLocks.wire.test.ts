import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { region } from '../core/model/regions.ts';
import { systemProcesses } from './processes.ts';
import { ResourceLocks } from './resourceLocks.ts';

const root = resolve(import.meta.dirname, '../..');
const tapes = { accountId: '111122223333', region: region('eu-west-1'), kind: 'vault', name: 'tapes' } as const;

/** Runs a program in a namespace of processes of its own; the one way that this system allows, or undefined. */
const isolated = [
  ['unshare', '--pid', '--fork', '--kill-child'],
  ['unshare', '--user', '--map-root-user', '--pid', '--fork', '--kill-child'],
].find(([program = '', ...args]) => spawnSync(program, [...args, 'true']).status === 0);

describe('a lock of a resource between two namespaces of processes on one host', () => {
  let folder = '';
  const started: ChildProcess[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'two-namespaces-'));
  });
  afterEach(async () => {
    for (const child of started.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    await rm(folder, { recursive: true });
  });

  /** A holder inside; gives what it says of having got the lock, and how to kill it. */
  async function inside() {
    const [program = '', ...args] = isolated ?? [];
    const holder = [process.execPath, 'build/run.mjs', 'test/support/lockHolder.ts', folder, tapes.name];
    const child = spawn(program, [...args, ...holder], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    started.push(child);
    const [said] = await once(child.stdout, 'data');
    const kill = async (): Promise<void> => {
      child.kill('SIGKILL');
      await once(child, 'close');
    };
    return { said: String(said).trim(), kill };
  }

  it('is held against the other, though its process is not seen there, until it gives no sign of life', async ctx => {
    if (isolated === undefined) ctx.skip('this system lets nobody make a namespace of processes');
    const { said, kill } = await inside();
    expect(said).toBe('held');
    const locks = new ResourceLocks(folder, 100, systemProcesses, 5);
    expect((await locks.acquire(tapes)).kind).toBe('busy');
    await kill();
    expect((await locks.acquire(tapes)).kind).toBe('busy');
    const [file = ''] = await readdir(join(folder, 'locks'));
    // What it sees of processes is ours, whose numbers are not those that it is known by.
    expect(JSON.parse(await readFile(join(folder, 'locks', file), 'utf8'))).toMatchObject({ scope: null });
    const past = new Date(Date.now() - 31_000);
    await utimes(join(folder, 'locks', file), past, past);
    const locking = await locks.acquire(tapes);
    expect(locking.kind).toBe('held');
    if (locking.kind === 'held') await locking.lock.release();
  }, 30_000);

  it('is held by us against one inside, to whom our process does not exist', async ctx => {
    if (isolated === undefined) ctx.skip('this system lets nobody make a namespace of processes');
    const locking = await new ResourceLocks(folder).acquire(tapes);
    expect((await inside()).said).toBe('busy');
    if (locking.kind === 'held') await locking.lock.release();
  }, 30_000);
});
