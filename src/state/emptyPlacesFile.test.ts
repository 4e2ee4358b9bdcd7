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
