import { chmod, chown, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chmodWherePossible, ensureFolder, stateFolderPath, systemCode } from './stateFolder.ts';

describe('stateFolderPath', () => {
  const cases = [
    ['our own variable first', 'linux', { NOTIFICATION_EXPLORER_HOME: '/s', XDG_STATE_HOME: '/x' }, '/s'],
    ['the XDG state folder', 'linux', { XDG_STATE_HOME: '/x' }, '/x/aws-notification-explorer'],
    ['its default', 'darwin', {}, '/home/ada/.local/state/aws-notification-explorer'],
    [
      'its default for a relative one',
      'linux',
      { XDG_STATE_HOME: 'x' },
      '/home/ada/.local/state/aws-notification-explorer',
    ],
    [
      'its default for empty ones',
      'linux',
      { NOTIFICATION_EXPLORER_HOME: '', XDG_STATE_HOME: '' },
      '/home/ada/.local/state/aws-notification-explorer',
    ],
    [
      'LOCALAPPDATA on Windows',
      'win32',
      { LOCALAPPDATA: 'C:\\L', XDG_STATE_HOME: '/x' },
      'C:\\L\\aws-notification-explorer',
    ],
    ['its default on Windows', 'win32', {}, '\\home\\ada\\AppData\\Local\\aws-notification-explorer'],
  ] as const;
  it.each(cases)('takes %s', (_what, platform, env, expected) => {
    expect(stateFolderPath({ platform, env, home: '/home/ada' })).toBe(expected);
  });
});

describe.skipIf(process.platform === 'win32')('ensureFolder', () => {
  let base = '';
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'state-folder-'));
  });
  afterEach(() => rm(base, { recursive: true }));
  const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

  it('makes a folder for its owner alone', async () => {
    await ensureFolder(join(base, 'a', 'b'));
    expect(await modeOf(join(base, 'a', 'b'))).toBe(0o700);
  });

  it.each([
    ['closes an empty folder that is there', [], 0o755, 0o700],
    ['closes one with our files in it', ['journal.jsonl', 'journal.jsonl.lock', 'locks'], 0o777, 0o700],
    ['leaves one alone that holds things of others', ['journal.jsonl', 'theirs'], 0o755, 0o755],
    ['leaves one alone that is meant for everybody', [], 0o1777, 0o777],
  ])('%s', async (_what, names, before, after) => {
    const folder = join(base, 'there');
    await mkdir(folder);
    for (const name of names) await writeFile(join(folder, name), '');
    await chmod(folder, before);
    await ensureFolder(folder);
    expect(await modeOf(folder)).toBe(after);
  });

  it('says that a folder cannot be made where a file is', async () => {
    await writeFile(join(base, 'file'), '');
    await expect(ensureFolder(join(base, 'file', 'x'))).rejects.toMatchObject({ code: 'state-unwritable' });
  });

  it.runIf(process.getuid?.() === 0)('leaves a folder alone that is another’s', async () => {
    const folder = join(base, 'theirs');
    await mkdir(folder, { mode: 0o755 });
    await chown(folder, 4242, 4242);
    await ensureFolder(folder);
    expect(await modeOf(folder)).toBe(0o755);
  });
});

describe('a mode', () => {
  const refusing = (code: string) => () => Promise.reject(Object.assign(new Error('no'), { code }));

  it.each(['EPERM', 'ENOTSUP', 'ENOSYS', 'EROFS'])('is left as it is where the file system says %s', async code => {
    await chmodWherePossible(refusing(code), 0o600);
  });

  it('is changed, or it is told why not', async () => {
    const changed: number[] = [];
    await chmodWherePossible(async mode => void changed.push(mode), 0o600);
    expect(changed).toEqual([0o600]);
    await expect(chmodWherePossible(refusing('EIO'), 0o600)).rejects.toMatchObject({ code: 'EIO' });
    await expect(chmodWherePossible(() => Promise.reject(new Error('other')), 0o600)).rejects.toThrow('other');
  });
});

it.each([
  ['the code of a system call', Object.assign(new Error('x'), { code: 'ENOENT' }), 'ENOENT'],
  ['no number', Object.assign(new Error('x'), { code: 7 }), undefined],
  ['nothing of an error without one', new Error('x'), undefined],
  ['nothing of what is no error', { code: 'ENOENT' }, undefined],
  ['nothing of nothing', undefined, undefined],
])('systemCode gives %s', (_what, error, code) => {
  expect(systemCode(error)).toBe(code);
});
