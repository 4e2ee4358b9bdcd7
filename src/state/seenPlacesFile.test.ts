import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/support/manualClock.ts';
import { kindTable } from '../core/kinds/table.ts';
import type { Row } from '../core/model/resource.ts';
import { SeenPlacesFile } from './seenPlacesFile.ts';

const DAY_MS = 24 * 3_600_000;
const prod = '111122223333 aws';
const place = 'vault eu-west-1';

const row = (name: string, more: Partial<Row> = {}): Row => ({
  ...{ kind: 'vault', name, label: name, status: 'none', mood: 'none', config: null, arn: null, error: null },
  ...{ fields: [['NumberOfArchives', '7']], notices: [] },
  ...more,
});

describe('what accounts held', () => {
  let folder = '';
  let clock: ManualClock;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seen-places-'));
    clock = new ManualClock();
    clock.setBy(Date.now() - clock.now());
  });
  afterEach(() => rm(folder, { recursive: true }));
  const open = () => new SeenPlacesFile(folder, clock, text => kindTable.isKindId(text));
  const note = (rows: readonly Row[], account = prod, count = rows.length) =>
    open().note(account, new Map([[place, { count, rows }]]));
  const files = async () => (await readdir(join(folder, 'seen'))).filter(name => name.endsWith('.json'));
  const theFile = async () => join(folder, 'seen', (await files())[0] ?? '');

  it('is kept for later windows without what only AWS tells, in a file of the account for its owner alone', async () => {
    const config = { SNSTopic: `arn:aws:sns:eu-west-1:111122223333:ops`, Events: ['ArchiveRetrievalCompleted'] };
    const films = row('films', {
      config,
      status: 'set',
      mood: 'set',
      arn: 'arn:aws:glacier:eu-west-1:111122223333:vaults/films',
    });
    const shop = row('a1', { label: 'shop' });
    await note([films, shop]);
    const kept = { at: clock.now(), count: 2, more: false, rows: [films, shop].map(one => ({ ...one, fields: [] })) };
    expect(await open().of(prod)).toEqual(new Map([[place, kept]]));
    expect(await open().of('111122223333 http://127.0.0.1:4566')).toEqual(new Map());
    expect((await stat(await theFile())).mode & 0o777).toBe(0o600);
    expect(await files()).toEqual([expect.stringMatching(/^111122223333-[0-9a-f]{12}\.json$/)]);
  });

  it('is let go of where a place holds nothing any more', async () => {
    await note([row('films')]);
    await note([]);
    expect((await open().of(prod)).size).toBe(0);
  });

  it('is the first 500 of many, how many there were, and whether that was all', async () => {
    const many = Array.from({ length: 501 }, (_, index) => row(`v${index}`));
    await open().note(prod, new Map([[place, { count: 501, more: true, rows: many }]]));
    const kept = (await open().of(prod)).get(place);
    expect([kept?.count, kept?.more, kept?.rows.length]).toEqual([501, true, 500]);
  });

  it('is forgotten after thirty days, by the place and by the file, and never believed of tomorrow', async () => {
    await note([row('films')]);
    clock.setBy(30 * DAY_MS);
    expect((await open().of(prod)).size).toBe(1);
    clock.setBy(-31 * DAY_MS);
    expect((await open().of(prod)).size).toBe(0);
    clock.setBy(32 * DAY_MS);
    expect((await open().of(prod)).size).toBe(0);
    clock.setBy(Date.now() - clock.now());
    const old = (clock.now() - 31 * DAY_MS) / 1000;
    await utimes(await theFile(), old, old);
    await note([row('films')], '444455556666 aws');
    expect(await files()).toEqual([expect.stringMatching(/^444455556666-/)]);
  });

  it.each<[string, (text: string) => string]>([
    ['no JSON', () => '{'],
    ['another version', text => text.replace('"version":1', '"version":2')],
    ['another account’s', text => text.replace(prod, '444455556666 aws')],
    ['a kind that there is not', text => text.replace(place, 'unicorn eu-west-1')],
    ['no rows', text => text.replace('"rows":[', '"other":[')],
    ['a row of something else', text => text.replace('"name":"films"', '"name":7')],
    ['a row that stands in no known way', text => text.replace('"mood":"none"', '"mood":"sad"')],
  ])('is not known where the file is %s', async (_what, damage) => {
    await note([row('films')]);
    const file = await theFile();
    await writeFile(file, damage(await readFile(file, 'utf8')));
    const [kept] = (await open().of(prod)).values();
    expect(kept?.rows ?? []).toEqual([]);
    await note([row('films')]);
    expect((await open().of(prod)).get(place)?.rows).toHaveLength(1);
  });

  it('is not known, and no failure, where the folder cannot be used', async () => {
    await writeFile(join(folder, 'seen'), '');
    await note([row('films')]);
    expect(await open().of(prod)).toEqual(new Map());
  });
});
