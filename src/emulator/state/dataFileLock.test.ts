import { mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProcessView } from '../../state/processes.ts';
import { DataFile } from './dataFile.ts';
import { DataFileError } from './dataFileLock.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-file-'));
  path = join(folder, 'state.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Processes as one container sees them: those of these ids, with the time each began. */
const container = (scope: string | null, started: Readonly<Record<number, string>>): ProcessView => ({
  scope: async () => scope,
  isAlive: pid => pid in started,
  startOf: async pid => started[pid] ?? null,
});
const OURS = container('boot-1 pid-1', { [process.pid]: 'noon', 7: 'dawn' });

const lock = async (holder: object | string, ageSeconds = 0): Promise<void> => {
  await writeFile(`${path}.lock`, typeof holder === 'string' ? holder : JSON.stringify(holder));
  const then = new Date(Date.now() - ageSeconds * 1000);
  await utimes(`${path}.lock`, then, then);
};

describe('a lock that was left behind', () => {
  it.each([
    ['a process that is gone', { pid: 8, scope: 'boot-1 pid-1', started: 'dawn', token: 't' }],
    ['a process whose id another has by now', { pid: 7, scope: 'boot-1 pid-1', started: 'yesterday', token: 't' }],
    ['an earlier process with our own id', { pid: process.pid, scope: 'boot-1 pid-1', started: 'dawn', token: 't' }],
  ])('by %s is taken over at once', async (_whose, holder) => {
    await lock(holder);
    const file = await DataFile.claim(path, OURS);
    await file.write('{}');
    await file.release();
    expect(await readdir(folder)).toEqual(['state.json']);
  });

  it.each([
    ['in another container', { pid: 8, scope: 'boot-1 pid-2', started: 'dawn', token: 't' }],
    ['before another start of the machine', { pid: 8, scope: 'boot-0 pid-1', started: 'dawn', token: 't' }],
    ['where the system does not tell', { pid: 8, token: 't' }],
    ['in the middle of writing it', ''],
    ['by an older emulator', '8'],
  ])('by a process %s is taken over only once nobody has renewed it for half a minute', async (_where, holder) => {
    await lock(holder, 20);
    await expect(DataFile.claim(path, OURS)).rejects.toThrow(/in use by the emulator.*half a minute/);
    await lock(holder, 40);
    await (await DataFile.claim(path, OURS)).release();
  });
});

describe('a lock that is held', () => {
  it('by a process that lives is respected, however old', async () => {
    await lock({ pid: 7, scope: 'boot-1 pid-1', started: 'dawn', token: 't' }, 3600);
    await expect(DataFile.claim(path, OURS)).rejects.toThrow(/in use by the emulator with process id 7$/);
  });

  it('by us is another’s business neither to take nor, once lost, ours to write under', async () => {
    const file = await DataFile.claim(path, OURS);
    await expect(DataFile.claim(path, OURS)).rejects.toThrow(DataFileError);
    await file.write('{"mine":1}');
    await lock({ pid: 8, scope: 'boot-1 pid-2', token: 'theirs' });
    await expect(file.write('{"mine":2}')).rejects.toThrow(/another emulator's by now/);
    await file.release();
    expect(await readFile(path, 'utf8')).toBe('{"mine":1}');
    expect(JSON.parse(await readFile(`${path}.lock`, 'utf8'))).toMatchObject({ token: 'theirs' });
  });

  it('goes to one of many that find a dead one', async () => {
    await lock({ pid: 8, scope: 'boot-1 pid-1', started: 'dawn', token: 't' });
    const claims = await Promise.allSettled(Array.from({ length: 12 }, () => DataFile.claim(path, OURS)));
    const held = claims.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []));
    const writing = await Promise.allSettled(held.map((file, index) => file.write(String(index))));
    expect(writing.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await Promise.all(held.map(file => file.release()));
    expect((await readdir(folder)).sort()).toEqual(['state.json']);
  });
});

it('a link planted where the file is written aside is not followed', async () => {
  const victim = join(folder, 'victim');
  await writeFile(victim, 'precious');
  await symlink(victim, `${path}.new`);
  const file = await DataFile.claim(path, OURS);
  await file.write('{}');
  await file.release();
  expect([await readFile(victim, 'utf8'), await readFile(path, 'utf8')]).toEqual(['precious', '{}']);
});
