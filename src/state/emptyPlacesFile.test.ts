import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/support/manualClock.ts';
import { EmptyPlacesFile } from './emptyPlacesFile.ts';

const HOUR_MS = 3_600_000;
const prod = '111122223333 aws';

describe('what is remembered of empty places', () => {
  let folder = '';
  let file = '';
  let clock: ManualClock;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'empty-places-'));
    file = join(folder, 'empty-places.json');
    clock = new ManualClock();
  });
  afterEach(() => rm(folder, { recursive: true }));
  const open = () => new EmptyPlacesFile(folder, clock);

  it('is kept for others, in a file for its owner alone', async () => {
    await open().note(prod, new Map([['vault eu-west-1', 'empty']]));
    expect(await open().of(prod)).toEqual(new Map([['vault eu-west-1', { at: clock.now(), status: 'empty' }]]));
    expect(await open().of('444455556666 aws')).toEqual(new Map());
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is believed for a day, and never where it is of tomorrow', async () => {
    await open().note(prod, new Map([['vault eu-west-1', 'empty']]));
    clock.setBy(24 * HOUR_MS);
    expect((await open().of(prod)).size).toBe(1);
    clock.setBy(1);
    expect((await open().of(prod)).size).toBe(0);
    clock.setBy(-25 * HOUR_MS);
    expect((await open().of(prod)).size).toBe(0);
  });

  it.each<[string, unknown]>([
    ['no object', 7],
    ['another version', { version: 2, accounts: { [prod]: { a: { at: 0, status: 'empty' } } } }],
    ['no accounts', { version: 1, accounts: [] }],
    ['no places', { version: 1, accounts: { [prod]: 7 } }],
    ['a place that is none', { version: 1, accounts: { [prod]: { a: null } } }],
    ['a time that is none', { version: 1, accounts: { [prod]: { a: { at: 'now', status: 'empty' } } } }],
    ['a status that is none', { version: 1, accounts: { [prod]: { a: { at: 0, status: 7 } } } }],
  ])('is nothing where the file holds %s, and is kept anew', async (_what, content) => {
    const now = JSON.parse(JSON.stringify(content).replaceAll('"at":0', `"at":${clock.now()}`));
    await writeFile(file, JSON.stringify(now));
    expect(await open().of(prod)).toEqual(new Map());
    await open().note(prod, new Map([['b', 'empty']]));
    expect([...(await open().of(prod)).keys()]).toEqual(['b']);
  });

  it('makes no file where nobody looked', async () => {
    await open().note(prod, new Map());
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is forgotten where there is something by now, and left where nobody looked', async () => {
    await open().note(
      prod,
      new Map([
        ['vault eu-west-1', 'empty'],
        ['app eu-west-1', 'empty'],
      ]),
    );
    await open().note(prod, new Map([['vault eu-west-1', null]]));
    expect([...(await open().of(prod)).keys()]).toEqual(['app eu-west-1']);
  });

  it.each([
    ['no JSON', '{'],
    ['another version', '{"version":2,"accounts":{"111122223333 aws":{"vault eu-west-1":{"at":0,"status":"empty"}}}}'],
    ['other members', '{"version":1,"accounts":{"111122223333 aws":{"vault eu-west-1":"empty","app eu-west-1":{}}}}'],
  ])('is nothing where the file holds %s, and is kept anew', async (_what, text) => {
    await writeFile(file, text);
    expect((await open().of(prod)).size).toBe(0);
    await open().note(prod, new Map([['vault eu-west-1', 'empty']]));
    expect((await open().of(prod)).size).toBe(1);
    expect(await readFile(file, 'utf8')).toMatch(/^\{"version":1,/);
  });

  it('is nothing where it can be neither read nor written: it only saves calls', async () => {
    await mkdir(file);
    await open().note(prod, new Map([['vault eu-west-1', 'empty']]));
    expect((await open().of(prod)).size).toBe(0);
  });
});
