import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiscoveriesFile } from './discoveriesFile.ts';

describe('what sign-ins gave', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'discoveries-'));
    file = join(folder, 'sign-ins.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const of = (session: string, id = '111122223333') => ({
    session,
    listedAt: '2026-11-28T12:00:00.000Z',
    accounts: [{ id, name: 'prod', roles: ['Reader'] }],
  });

  it('is nothing at first, and makes no file to say so', async () => {
    expect(await new DiscoveriesFile(folder).list()).toEqual([]);
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is kept by session, for this person alone, and loses nothing of those that are kept at once', async () => {
    await Promise.all(['a', 'b', 'c'].map(session => new DiscoveriesFile(folder).keep(of(session))));
    await new DiscoveriesFile(folder).keep(of('b', '444455556666'));
    const kept = await new DiscoveriesFile(folder).list();
    expect([...kept].sort((x, y) => (x.session < y.session ? -1 : 1))).toEqual([
      of('a'),
      of('b', '444455556666'),
      of('c'),
    ]);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it.each<[string, object]>([
    ['no session', { session: undefined }],
    ['a number as session', { session: 7 }],
    ['a number as the time', { listedAt: 7 }],
    ['no list of accounts', { accounts: {} }],
    ['an account that is none', { accounts: [null] }],
    ['a number as account id', { accounts: [{ id: 111122223333, name: 'prod', roles: [] }] }],
    ['an account id of eleven digits', { accounts: [{ id: '11112222333', name: 'prod', roles: [] }] }],
    ['an account without a name', { accounts: [{ id: '111122223333', roles: [] }] }],
    ['no list of roles', { accounts: [{ id: '111122223333', name: 'prod', roles: 'Reader' }] }],
    ['a role that is none', { accounts: [{ id: '111122223333', name: 'prod', roles: ['Reader', 7] }] }],
  ])('is told as damaged where one of them has %s, and is not what is left of it', async (_what, wrong) => {
    await writeFile(file, JSON.stringify({ version: 1, sessions: [of('b'), { ...of('a'), ...wrong }] }));
    await expect(new DiscoveriesFile(folder).list()).rejects.toMatchObject({ code: 'state-damaged', file });
    await writeFile(file, JSON.stringify({ version: 1, sessions: [of('b'), null] }));
    await expect(new DiscoveriesFile(folder).list()).rejects.toMatchObject({ code: 'state-damaged', file });
  });

  it.each([
    ['is cut off', '{"version":1,"sess', 'state-damaged'],
    ['is a list', '[]', 'state-damaged'],
    [
      'holds an account without an id',
      '{"version":1,"sessions":[{"session":"a","listedAt":"x","accounts":[{}]}]}',
      'state-damaged',
    ],
    ['is of a newer version', '{"version":2,"sessions":[]}', 'state-newer'],
  ])('is told as damaged where the file %s, and left alone', async (_what, text, code) => {
    await writeFile(file, text);
    await expect(new DiscoveriesFile(folder).list()).rejects.toMatchObject({ code });
    await expect(new DiscoveriesFile(folder).keep(of('a'))).rejects.toMatchObject({ code });
    expect(await readFile(file, 'utf8')).toBe(text);
  });
});
