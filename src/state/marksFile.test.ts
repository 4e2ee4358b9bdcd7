import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StateError } from '../core/model/errors.ts';
import { MarksFile } from './marksFile.ts';

const id = '111122223333';

describe('MarksFile', () => {
  let folder = '';
  let marks: MarksFile;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'marks-'));
    marks = new MarksFile(folder, 'default');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const account = { source: { kind: 'profile', name: 'prod' }, accountId: id } as const;

  it('marks nothing before anything was marked, and makes no file to say so', async () => {
    expect(await marks.of(account)).toMatchObject({ production: null, readOnly: null });
    await expect(stat(marks.file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('tells others what was marked, in a file for its owner alone', async () => {
    await marks.change(id, mark => ({ ...mark, readOnly: true }));
    await marks.change('*-prod', mark => ({ ...mark, production: true, group: 'Live' }));
    expect(JSON.parse(await readFile(marks.file, 'utf8'))).toEqual({
      $version: 1,
      [id]: { readOnly: true },
      '*-prod': { production: true, group: 'Live' },
    });
    expect(await new MarksFile(folder, 'default').of(account)).toMatchObject({ readOnly: id, production: null });
    expect((await stat(marks.file)).mode & 0o777).toBe(0o600);
  });

  it('takes out what says nothing any more, in whatever case it was written', async () => {
    await marks.change('Prod', () => ({ readOnly: true }));
    await marks.change('prod', () => ({}));
    expect(await marks.read()).toEqual(new Map());
  });

  it('loses no mark of those that are made at once', async () => {
    const keys = Array.from({ length: 12 }, (_, index) => `profile-${index}`);
    await Promise.all(keys.map(key => new MarksFile(folder, 'default').change(key, () => ({ pinned: true }))));
    expect([...(await marks.read()).keys()].sort()).toEqual([...keys].sort());
  });

  it('reads what a person wrote, without a version', async () => {
    await writeFile(marks.file, `{ "${id}": { "production": true, "readOnly": false } }`);
    expect(await marks.of(account)).toMatchObject({ production: id, readOnly: null });
    expect([...(await marks.read())].map(([key, mark]) => [key, Object.keys(mark)])).toEqual([[id, ['production']]]);
  });

  it.each<readonly [string, string, string]>([
    ['cut off in the middle', `{ "${id}": { "readOnly": tr`, 'state-damaged'],
    ['empty', '', 'state-damaged'],
    ['a list', '[]', 'state-damaged'],
    ['with a member that is no mark', `{ "${id}": { "readonly": true } }`, 'state-damaged'],
    ['with a text where it is yes or no', `{ "${id}": { "readOnly": "yes" } }`, 'state-damaged'],
    ['with a colour that there is not', `{ "${id}": { "colour": "pink" } }`, 'state-damaged'],
    ['with a group without a name', `{ "${id}": { "group": "" } }`, 'state-damaged'],
    ['with a group that breaks its line', `{ "${id}": { "group": "a\\nb" } }`, 'state-damaged'],
    ['with a member that every object has', `{ "${id}": { "constructor": true } }`, 'state-damaged'],
    ['with a mark of another account that is none', `{ "444455556666": 1, "${id}": {} }`, 'state-damaged'],
    ['with a key about the file that is not ours', '{ "$schema": {} }', 'state-damaged'],
    ['with a key that begins with a blank', '{ " prod": {} }', 'state-damaged'],
    ['with a key that nobody could have', '{ "": {} }', 'state-damaged'],
    ['with a version that is none', '{ "$version": "1" }', 'state-damaged'],
    ['with an account that stands twice', `{ "${id}": { "readOnly": true }, "${id}": {} }`, 'state-damaged'],
    ['with a mark that stands twice', `{ "${id}": { "readOnly": true, "readOnly": false } }`, 'state-damaged'],
    ['of a newer version', '{ "$version": 2 }', 'state-newer'],
  ])('tells nothing of any account where the file is %s, and leaves it alone', async (_name, text, code) => {
    await writeFile(marks.file, text);
    await expect(marks.of(account)).rejects.toMatchObject({ code });
    await expect(marks.change(id, () => ({ pinned: true }))).rejects.toBeInstanceOf(StateError);
    expect(await readFile(marks.file, 'utf8')).toBe(text);
  });

  it.each([
    ['no JSON', '{', 'It is not JSON.'],
    ['no object', '7', 'It is not an object.'],
    ['no version', '{ "$version": "2" }', 'Its “$version” is no version.'],
    ['a key that nobody could have', '{ "": {} }', '“” can be neither account nor profile.'],
    ['no marks', `{ "${id}": 1 }`, `“${id}” holds no marks.`],
    ['no mark', `{ "${id}": { "hidden": 1 } }`, `“${id}” has a “hidden” that is no mark.`],
    ['a name twice', `{ "${id}": { "readOnly": true }, "\\u0031${id.slice(1)}": {} }`, 'A name stands in it twice.'],
    ['a list as a group', `{ "${id}": { "group": ["a"] } }`, `“${id}” has a “group” that is no mark.`],
  ])(
    'says what is wrong with a file that holds %s, since a person may have written it',
    async (_what, text, message) => {
      await writeFile(marks.file, text);
      await expect(marks.read()).rejects.toMatchObject({ code: 'state-damaged', message, file: marks.file });
    },
  );

  it('takes a mark that is switched off for none', async () => {
    await writeFile(marks.file, JSON.stringify({ [id]: { production: false, readOnly: true } }));
    expect([...(await marks.read())]).toEqual([[id, { readOnly: true }]]);
    expect(Object.keys([...(await marks.read()).values()][0] ?? {})).toEqual(['readOnly']);
  });

  it('counts no names in what a group is called', async () => {
    const group = '": "a\\": {": "b';
    await marks.change(id, () => ({ group, readOnly: true }));
    expect(await marks.of(account)).toMatchObject({ group, readOnly: id });
  });

  it('tells nothing where the file is a link that leads nowhere', async () => {
    await symlink(join(folder, 'elsewhere.json'), marks.file);
    await expect(marks.of(account)).rejects.toMatchObject({ code: 'state-damaged', file: marks.file });
    await writeFile(join(folder, 'elsewhere.json'), `{ "${id}": { "readOnly": true } }`);
    expect(await marks.of(account)).toMatchObject({ readOnly: id });
  });

  it('marks nothing through a link, and leaves it: what others mark where it leads is to be heard of', async () => {
    const shared = join(folder, 'shared.json');
    await writeFile(shared, `{ "${id}": { "group": "Live" } }`);
    await symlink(shared, marks.file);
    await expect(marks.change(id, mark => ({ ...mark, pinned: true }))).rejects.toMatchObject({
      ...{ code: 'state-linked', file: marks.file },
    });
    await writeFile(shared, `{ "${id}": { "readOnly": true } }`);
    expect(await marks.of(account)).toMatchObject({ readOnly: id, pinned: false });
  });

  it('tells nothing where the folder cannot be looked into', async () => {
    await writeFile(join(folder, 'no-folder'), '');
    await expect(new MarksFile(join(folder, 'no-folder'), 'default').read()).rejects.toMatchObject({
      code: 'state-unreadable',
    });
  });
});
