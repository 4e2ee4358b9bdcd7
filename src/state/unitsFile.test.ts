import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UNITS_FILE, UnitsFile } from './unitsFile.ts';

describe('the units of accounts', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'units-'));
    file = join(folder, UNITS_FILE);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const [one, other] = ['111122223333', '444455556666'] as const;
  const at = '2026-11-28T12:00:00.000Z';
  const reading = (organization: string, id: string, ...units: string[]) => ({
    ...{ organization, accounts: new Map([[id, units]]), problems: [] },
  });

  it('are none at first, and make no file to say so', async () => {
    expect(await new UnitsFile(folder).list()).toEqual(new Map());
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('are kept for this person alone, lose nothing of what is kept at once, and are forgotten', async () => {
    await Promise.all([
      new UnitsFile(folder).keep(reading('o-a', one, 'Workloads', 'Prod'), at),
      new UnitsFile(folder).keep(reading('o-b', other), at),
    ]);
    const kept = await new UnitsFile(folder).list();
    expect([kept.size, kept.get(one), kept.get(other)]).toEqual([
      2,
      { organization: 'o-a', units: ['Workloads', 'Prod'], listedAt: at },
      { organization: 'o-b', units: [], listedAt: at },
    ]);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    for (const _ of [1, 2]) await new UnitsFile(folder).forget();
    expect(await new UnitsFile(folder).list()).toEqual(new Map());
  });

  const unit = { organization: 'o-a', units: ['Prod'], listedAt: at };
  const holding = (accounts: object) => JSON.stringify({ version: 1, accounts });
  it.each([
    ['is cut off', '{"version":1,"acc'],
    ['is a list', '[]'],
    ['names no account', holding({ prod: unit })],
    ['holds no unit', holding({ [one]: null })],
    ['holds a unit without a name', holding({ [one]: { ...unit, units: [7] } })],
    ['holds one that was listed at no time', holding({ [one]: { ...unit, listedAt: '\u001b[2J2026-11-28' } })],
    ['holds one without its organization', holding({ [one]: { ...unit, organization: 7 } })],
  ])('are told as damaged where the file %s, until they are listed anew', async (_what, text) => {
    await writeFile(file, text);
    await expect(new UnitsFile(folder).list()).rejects.toMatchObject({ code: 'state-damaged', file });
    await new UnitsFile(folder).keep(reading('o-a', one), at);
    expect([...(await new UnitsFile(folder).list()).keys()]).toEqual([one]);
  });

  it('of a newer version are left alone until they are forgotten', async () => {
    const text = '{"version":2,"accounts":{}}';
    await writeFile(file, text);
    const newer = { code: 'state-newer', file };
    await expect(new UnitsFile(folder).list()).rejects.toMatchObject(newer);
    await expect(new UnitsFile(folder).keep(reading('o-a', one), at)).rejects.toMatchObject(newer);
    expect(await readFile(file, 'utf8')).toBe(text);
    await new UnitsFile(folder).forget();
    expect(await new UnitsFile(folder).list()).toEqual(new Map());
  });
});
