import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  rmdir,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KindTable } from '../core/kinds/kindTable.ts';
import { kinds, kindTable } from '../core/kinds/table.ts';
import type { JournalIntent, JournalOutcome } from '../core/model/journal.ts';
import { region } from '../core/model/regions.ts';
import { JournalFile } from './journalFile.ts';

const intent = (id: string): JournalIntent => ({
  id,
  time: '2026-11-22T00:00:00.000Z',
  source: { kind: 'profile', name: 'prod' },
  accountId: '111122223333',
  region: region('eu-west-1'),
  kind: 'vault',
  name: 'tapes',
  operation: 'SetVaultNotifications',
  action: 'replace',
  request: { vaultName: 'tapes', vaultNotificationConfig: { SNSTopic: 'new' } },
  base: { config: null, status: 'none' },
  goal: { SNSTopic: 'new' },
  undo: { kind: 'by', operation: 'DeleteVaultNotifications', request: { vaultName: 'tapes' } },
  group: null,
  undoes: null,
});
const done: JournalOutcome = { time: '2026-11-22T00:00:01.000Z', result: 'done', code: null, undo: null };

describe('the journal', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'journal-'));
    file = join(folder, 'journal.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true }));
  const ids = async (journal = new JournalFile(folder, kindTable)) => (await journal.list()).map(entry => entry.id);

  it('tells what was written to it, newest first, to whoever opens it', async () => {
    const journal = new JournalFile(folder, kindTable);
    expect(await journal.list()).toEqual([]);
    await journal.begin(intent('a'));
    await journal.begin({
      ...intent('b'),
      group: 'g',
      undoes: 'a',
      file: 'all.json',
      undo: { kind: 'not', reason: 'first-hub' },
    });
    await journal.end('a', { ...done, undo: intent('a').undo, code: 'throttled' });
    expect(await new JournalFile(folder, kindTable).list()).toEqual([
      {
        ...intent('b'),
        group: 'g',
        undoes: 'a',
        file: 'all.json',
        undo: { kind: 'not', reason: 'first-hub' },
        outcome: null,
      },
      { ...intent('a'), outcome: { ...done, undo: intent('a').undo, code: 'throttled' } },
    ]);
  });

  it('tells what a remedy changed by its service and ARN, also to a version that knows no remedies', async () => {
    const topic: JournalIntent = {
      ...intent('a'),
      ...{ kind: 'sns', name: 'arn:aws:sns:eu-west-1:111122223333:jobs', operation: 'SetTopicAttributes' },
      base: { config: { Statement: [] }, status: 'set' },
      undo: { kind: 'by', operation: 'SetTopicAttributes', request: { AttributeValue: '{ "Statement":[] }' } },
    };
    await new JournalFile(folder, kindTable).begin(topic);
    expect(await new JournalFile(folder, kindTable).list()).toEqual([{ ...topic, outcome: null }]);
    const { entries, foreign, unread } = await new JournalFile(folder, new KindTable(kinds)).read();
    expect(entries).toEqual([]);
    expect(foreign).toMatchObject([{ id: 'a', kind: 'sns', name: topic.name, operation: 'SetTopicAttributes' }]);
    expect(unread).toBe(0);
  });

  it('writes what comes at once together, and each is on the disk when it is said to be', async () => {
    const [one, two] = [new JournalFile(folder, kindTable), new JournalFile(folder, kindTable)];
    const names = Array.from({ length: 40 }, (_, index) => `e${index}`);
    await Promise.all(names.map((name, index) => (index % 2 === 0 ? one : two).begin(intent(name))));
    expect((await ids()).sort()).toEqual([...names].sort());
  });

  it('tells one who looks again and again what others wrote meanwhile, also after it was put aside', async () => {
    const [reader, writer] = [new JournalFile(folder, kindTable, 4_000), new JournalFile(folder, kindTable, 4_000)];
    for (let index = 0; index < 20; index += 1) {
      await writer.begin(intent(`e${index}`));
      await writer.end(`e${index}`, done);
      const [all, again] = await Promise.all([reader.list(), reader.list()]);
      expect(all[0]).toMatchObject({ id: `e${index}`, outcome: { result: 'done' } });
      expect(again).toEqual(all);
      expect(await new JournalFile(folder, kindTable, 4_000).list()).toEqual(all);
    }
  });

  it('is for its owner alone', async () => {
    await new JournalFile(folder, kindTable).begin(intent('a'));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('takes the later end of an entry', async () => {
    const journal = new JournalFile(folder, kindTable);
    await journal.begin(intent('a'));
    await journal.end('a', { ...done, result: 'unknown' });
    await journal.end('a', done);
    expect(await journal.list()).toMatchObject([{ outcome: { result: 'done' } }]);
  });

  it('keeps the end of an entry that is told again', async () => {
    const journal = new JournalFile(folder, kindTable);
    await journal.begin(intent('a'));
    await journal.end('a', done);
    await journal.begin(intent('a'));
    expect(await journal.list()).toMatchObject([{ id: 'a', outcome: { result: 'done' } }]);
  });

  it('tells nothing of an end whose beginning is in no file any more', async () => {
    const journal = new JournalFile(folder, kindTable);
    await journal.begin(intent('a'));
    await journal.end('gone', done);
    expect(await journal.read()).toMatchObject({ entries: [{ id: 'a' }], foreign: [], unread: 0 });
  });

  it('reads a line that is still being written once it is whole', async () => {
    const [journal, fresh] = [new JournalFile(folder, kindTable), new JournalFile(folder, kindTable)];
    await journal.begin(intent('a'));
    expect(await ids(journal)).toEqual(['a']);
    const [first, second] = [`${written({ id: 'b' })}\n`, `${written({ id: 'c' })}\n`];
    await appendFile(file, first.slice(0, 90));
    // One has read of the file before, for the other it is the first time.
    for (const one of [journal, fresh]) expect(await ids(one)).toEqual(['a']);
    await appendFile(file, first.slice(90) + second.slice(0, 90));
    for (const one of [journal, fresh]) expect(await ids(one)).toEqual(['b', 'a']);
    await appendFile(file, second.slice(90));
    for (const one of [journal, fresh]) expect(await ids(one)).toEqual(['c', 'b', 'a']);
  });

  it('reads of a journal that grows only what was added', async () => {
    const journal = new JournalFile(folder, kindTable);
    await journal.begin(intent('first'));
    expect(await ids(journal)).toEqual(['first']);
    // Written over in its place: who reads it all again finds another id.
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"id":"first"', '"id":"other"'));
    await journal.begin(intent('next'));
    expect(await ids(journal)).toEqual(['next', 'first']);
    expect(await ids(journal)).toEqual(['next', 'first']);
    expect(await ids()).toEqual(['next', 'other']);
  });

  it('reads anew where another file took its place, however long it is', async () => {
    const journal = new JournalFile(folder, kindTable);
    await journal.begin(intent('a'));
    expect(await ids(journal)).toEqual(['a']);
    const elsewhere = join(folder, 'elsewhere');
    const other = new JournalFile(elsewhere, kindTable);
    for (const id of ['x', 'y', 'z']) await other.begin(intent(id));
    await rename(join(elsewhere, 'journal.jsonl'), file);
    expect(await ids(journal)).toEqual(['z', 'y', 'x']);
  });

  it.skipIf(process.platform === 'win32')('writes nothing where its file cannot be read, and says so', async () => {
    await symlink(file, file);
    const journal = new JournalFile(folder, kindTable);
    await expect(journal.list()).rejects.toMatchObject({ code: 'state-unreadable', file });
    await expect(journal.begin(intent('a'))).rejects.toMatchObject({ code: 'state-unreadable', file });
    expect(await readlink(file)).toBe(file);
  });

  it('is put aside beside what is none of its files, which stays and is counted', async () => {
    const journal = new JournalFile(folder, kindTable, 10);
    await journal.begin(intent('a'));
    await journal.end('a', done);
    await mkdir(join(folder, 'journal.1.jsonl', 'theirs'), { recursive: true });
    await new JournalFile(folder, kindTable, 10).begin(intent('b'));
    const { entries, unread } = await new JournalFile(folder, kindTable).read();
    expect([entries.map(({ id }) => id), unread]).toEqual([['b', 'a'], 1]);
    expect(await readdir(folder)).toEqual(['journal.1.jsonl', 'journal.2.jsonl', 'journal.jsonl']);
  });

  it('drops no part of a group, nor of what its undo takes back, while the rest is there', async () => {
    const journal = new JournalFile(folder, kindTable, 4_000);
    const write = async (id: string, more: Partial<JournalIntent>) => {
      await journal.begin({ ...intent(id), ...more });
      await journal.end(id, done);
    };
    for (let index = 0; index < 20; index += 1) await write(`before${index}`, {});
    for (let index = 0; index < 20; index += 1) await write(`g${index}`, { group: 'g' });
    for (let index = 19; index >= 10; index -= 1) await write(`u${index}`, { group: 'u', undoes: `g${index}` });
    const found = await ids();
    expect(found.filter(id => id.startsWith('g'))).toHaveLength(20);
    expect(found.filter(id => id.startsWith('before')).length).toBeLessThan(10);
    for (let index = 0; index < 40; index += 1) await write(`after${index}`, {});
    expect((await ids()).filter(id => id.startsWith('g'))).toEqual([]);
  });

  it('drops no group of which the next change takes a part back, nor one behind a file that holds nothing of it', async () => {
    const journal = new JournalFile(folder, kindTable, 2_000);
    let written = 0;
    const write = async (id: string, more: Partial<JournalIntent>) => {
      await journal.begin({ ...intent(id), ...more });
      await journal.end(id, done);
    };
    for (const group of 'ggggggggbgbgbgbbbbbbbbgggg') {
      written += 1;
      await write(`${group}${written}`, { group });
    }
    expect((await ids()).filter(id => id.startsWith('g'))).toHaveLength(15);
  });

  describe('of files that are put aside', () => {
    const limit = 4_000;
    let journal: JournalFile;
    beforeEach(() => {
      journal = new JournalFile(folder, kindTable, limit);
    });
    const write = async (id: string, more: Partial<JournalIntent> = {}) => {
      await journal.begin({ ...intent(id), ...more });
      await journal.end(id, done);
    };
    const nextFile = async (name: string) => {
      await journal.begin(intent(`full ${name}`));
      await journal.end(`full ${name}`, { ...done, code: 'x'.repeat(limit) });
      await write(`first after ${name}`);
    };

    it('drops none from between two that stay: what it says of the older one holds', async () => {
      await write('a');
      await write('b');
      await journal.begin(intent('c'));
      await journal.end('c', { ...done, result: 'unknown' });
      await nextFile('1');
      await write('takes b back', { undoes: 'b' });
      await journal.end('c', { ...done, result: 'dismissed' });
      await nextFile('2');
      await write('takes a back', { undoes: 'a' });
      await nextFile('3');
      const entries = await new JournalFile(folder, kindTable).list();
      expect(entries.flatMap(({ undoes }) => undoes ?? [])).toEqual(['a', 'b']);
      expect(entries.find(({ id }) => id === 'c')?.outcome?.result).not.toBe('unknown');
      await nextFile('4');
      expect(await ids()).toEqual(['first after 4', 'full 4', 'first after 3']);
    });

    it('drops none while it can’t be told what belongs together', async () => {
      await write('g1', { group: 'g' });
      await nextFile('1');
      await write('g2', { group: 'g' });
      await nextFile('2');
      const second = join(folder, 'journal.2.jsonl');
      await rename(second, `${second}.away`);
      await mkdir(second);
      await nextFile('3');
      await rmdir(second);
      await rename(`${second}.away`, second);
      expect((await ids()).filter(id => id.startsWith('g'))).toEqual(['g2', 'g1']);
    });

    it('looks at the change that comes next also where a torn line stands before it', async () => {
      await write('a');
      await nextFile('1');
      await journal.begin({ ...intent('b'), group: 'x'.repeat(limit) });
      await appendFile(file, '{"intent":{"id":"to');
      await write('takes a back', { undoes: 'a' });
      expect(await ids()).toContain('a');
    });
  });

  it('leaves a copy that a person made, whatever is dropped', async () => {
    const copy = join(folder, 'journal.20261129.jsonl');
    await writeFile(copy, 'mine');
    const journal = new JournalFile(folder, kindTable, 500);
    for (let index = 0; index < 20; index += 1)
      await journal.begin(intent(`e${index}`)).then(() => journal.end(`e${index}`, done));
    expect(await readFile(copy, 'utf8')).toBe('mine');
  });

  it('stays bounded where all of it is one group', async () => {
    const journal = new JournalFile(folder, kindTable, 500);
    for (let index = 0; index < 40; index += 1) {
      await journal.begin({ ...intent(`g${index}`), group: 'g' });
      await journal.end(`g${index}`, done);
    }
    expect((await readdir(folder)).length).toBeLessThanOrEqual(9);
    expect((await ids())[0]).toBe('g39');
  });

  it.runIf(process.platform === 'linux')('leaves no file open', async () => {
    const journal = new JournalFile(folder, kindTable, 1_000);
    for (const id of ['a', 'b', 'c', 'd']) {
      await journal.begin(intent(id));
      await journal.list();
    }
    const names = await readdir('/proc/self/fd');
    const targets = await Promise.allSettled(names.map(name => readlink(`/proc/self/fd/${name}`)));
    expect(targets.filter(one => one.status === 'fulfilled' && one.value.startsWith(folder))).toEqual([]);
  });

  it('reads anew where the file was cut shorter', async () => {
    const journal = new JournalFile(folder, kindTable);
    await journal.begin(intent('a'));
    const { size } = await stat(file);
    await journal.begin(intent('b'));
    expect(await ids(journal)).toEqual(['b', 'a']);
    await truncate(file, size);
    expect(await ids(journal)).toEqual(['a']);
  });

  it('passes over a last line that was cut off, and goes on after it', async () => {
    const journal = new JournalFile(folder, kindTable);
    await journal.begin(intent('a'));
    await appendFile(file, '{"intent":{"id":"b"');
    expect(await ids()).toEqual(['a']);
    await journal.begin(intent('c'));
    expect(await ids()).toEqual(['c', 'a']);
  });

  it.each([
    ['state-damaged', '{"format":"other","version":1}\n'],
    ['state-newer', '{"format":"journal","version":2}\n'],
    ['state-newer', `{"format":"journal","more":"${'x'.repeat(5000)}","version":2}\n`],
  ])('says %s of a file that is none of its own', async (code, text) => {
    await writeFile(file, text);
    await expect(new JournalFile(folder, kindTable).list()).rejects.toMatchObject({ code, file });
    await expect(new JournalFile(folder, kindTable).begin(intent('a'))).rejects.toMatchObject({ code, file });
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  const strange = [
    ['no JSON', 'nonsense'],
    ['zeros', '\0\0\0\0'],
    ['JSON that is no object', '17'],
    ['neither an intent nor an end', '{"note":{"id":"n"}}'],
    ['an intent without an id', '{"intent":{"kind":"vault"}}'],
    ['an intent with hardly anything', '{"intent":{"id":"s"}}'],
  ] as const;
  it.each(strange)('reads around a line that holds %s, counts it, and leaves it as it is', async (_what, line) => {
    const journal = new JournalFile(folder, kindTable, 4_000);
    await journal.begin(intent('a'));
    await journal.end('a', done);
    await appendFile(file, `${line}\n`);
    await journal.begin(intent('b'));
    for (const one of [journal, new JournalFile(folder, kindTable)]) {
      const { entries, foreign, unread } = await one.read();
      expect([entries.map(({ id }) => id), foreign, unread]).toEqual([['b', 'a'], [], 1]);
    }
    expect(await readFile(file, 'utf8')).toContain(`\n${line}\n`);
  });

  const written = (changes: object): string => {
    const { source: _source, ...rest } = intent('x');
    return JSON.stringify({ intent: { ...rest, source: 'profile:prod', ...changes } });
  };
  const newer = [
    ['a kind', [written({ kind: 'alarm' })], { kind: 'alarm', result: null }],
    ['an operation', [written({ operation: 'PutAlarm' })], { operation: 'PutAlarm' }],
    ['a source', [written({ source: 'passkey:corp' })], { source: 'passkey:corp' }],
    ['a way to undo', [written({ undo: { kind: 'by', operation: 'DeleteAlarm', request: {} } })], { id: 'x' }],
    ['an account', [written({ accountId: 'corp' })], { accountId: 'corp' }],
    ['a reason', [written({ undo: { kind: 'not', reason: 'sealed' } })], { id: 'x' }],
    [
      'a kind that was done',
      [written({ kind: 'alarm' }), JSON.stringify({ end: { id: 'x', ...done } })],
      { kind: 'alarm', result: 'done' },
    ],
    [
      'a result',
      [written({}), JSON.stringify({ end: { id: 'x', ...done, result: 'partly' } })],
      { kind: 'vault', result: null },
    ],
  ] as const;

  it.each(newer)('shows as far as it can what a newer version wrote of %s', async (_what, lines, shown) => {
    const journal = new JournalFile(folder, kindTable);
    await journal.begin(intent('a'));
    await appendFile(file, `${lines.join('\n')}\n`);
    await journal.begin(intent('b'));
    const { entries, foreign, unread } = await journal.read();
    expect(entries.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(foreign).toMatchObject([{ id: 'x', name: 'tapes', ...shown }]);
    expect(unread).toBe(0);
  });

  it.each(newer)(
    'carries over byte for byte what a newer version wrote of %s, while it may be open',
    async (what, lines) => {
      const journal = new JournalFile(folder, kindTable, 4_000);
      const text = `${lines.join('\n').replaceAll('":', '" :')}\n`;
      await journal.begin(intent('a'));
      await journal.end('a', done);
      await appendFile(file, text);
      for (let index = 0; index < 20; index += 1) {
        await journal.begin(intent(`e${index}`));
        await journal.end(`e${index}`, done);
      }
      const isThere = (await readFile(file, 'utf8')).includes(text);
      expect(isThere).toBe(what !== 'a kind that was done');
      expect((await journal.list()).map(({ id }) => id)).toContain('e19');
    },
  );

  it('goes on where the file to be put aside holds a damaged line', async () => {
    const journal = new JournalFile(folder, kindTable, 1_000);
    await journal.begin(intent('open'));
    await appendFile(file, 'nonsense\n');
    for (let index = 0; index < 10; index += 1) {
      await journal.begin(intent(`e${index}`));
      await journal.end(`e${index}`, done);
    }
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^journal\.\d+\.jsonl$/), 'journal.jsonl']);
    expect(await ids()).toEqual(expect.arrayContaining(['open', 'e9']));
  });

  it('puts a file aside seldom where nearly all of it is open', async () => {
    const journal = new JournalFile(folder, kindTable, 1_000);
    for (let index = 0; index < 40; index += 1) await journal.begin(intent(`e${index}`));
    expect(await ids()).toHaveLength(40);
    const aside = await readdir(folder);
    for (let index = 0; index < 10; index += 1) await journal.end(`e${index}`, done);
    expect(await readdir(folder)).toEqual(aside);
  });

  it('keeps what is over where nearly all else is open, whichever process writes next', async () => {
    const journal = new JournalFile(folder, kindTable, 1_000);
    await journal.begin(intent('over'));
    await journal.end('over', done);
    for (let index = 0; index < 40; index += 1) await journal.begin(intent(`e${index}`));
    for (let index = 0; index < 10; index += 1)
      await new JournalFile(folder, kindTable, 1_000).begin(intent(`later${index}`));
    expect(await ids()).toContain('over');
  });

  it.each(['journal.jsonl', 'journal.1.jsonl'])('takes %s of 0 bytes for one that holds nothing', async name => {
    await writeFile(join(folder, name), '');
    expect(await ids()).toEqual([]);
    await new JournalFile(folder, kindTable).begin(intent('a'));
    expect(await ids()).toEqual(['a']);
    expect((await new JournalFile(folder, kindTable).read()).unread).toBe(0);
  });

  it.each([
    ['damaged', '{"format":"jour\n'],
    ['of another format', '{"format":"other","version":1}\n'],
    ['of a newer version', '{"format":"journal","version":2}\n'],
  ])('is not hidden by a file put aside that is %s', async (_what, text) => {
    await writeFile(join(folder, 'journal.1.jsonl'), text);
    await new JournalFile(folder, kindTable).begin(intent('a'));
    const { entries, unread } = await new JournalFile(folder, kindTable).read();
    expect([entries.map(({ id }) => id), unread]).toEqual([['a'], 1]);
  });

  it('goes on after a first line that was lost', async () => {
    const journal = new JournalFile(folder, kindTable);
    await journal.begin(intent('a'));
    const [, ...rest] = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, ['{"format":', ...rest].join('\n'));
    await new JournalFile(folder, kindTable).begin(intent('b'));
    const { entries, unread } = await new JournalFile(folder, kindTable).read();
    expect([entries.map(({ id }) => id), unread]).toEqual([['b', 'a'], 1]);
  });

  it('reads on where another process was killed in the middle of a letter', async () => {
    const journal = new JournalFile(folder, kindTable);
    await journal.begin(intent('a'));
    expect(await ids(journal)).toEqual(['a']);
    const torn = Buffer.from('{"intent":{"id":"größe');
    await appendFile(file, torn.subarray(0, torn.indexOf(0xc3) + 1));
    expect(await ids(journal)).toEqual(['a']);
    await new JournalFile(folder, kindTable).begin(intent('b'));
    expect(await ids(journal)).toEqual(['b', 'a']);
    await new JournalFile(folder, kindTable).begin(intent('c'));
    expect(await journal.read()).toMatchObject({ entries: [{ id: 'c' }, { id: 'b' }, { id: 'a' }], unread: 0 });
  });

  it('stays bounded, and never drops an entry that is open', async () => {
    const journal = new JournalFile(folder, kindTable, 4_000);
    await journal.begin(intent('open'));
    await journal.begin(intent('doubt'));
    await journal.end('doubt', { ...done, result: 'unknown' });
    for (let index = 0; index < 50; index += 1) {
      await journal.begin(intent(`e${index}`));
      await journal.end(`e${index}`, done);
    }
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^journal\.\d+\.jsonl$/), 'journal.jsonl']);
    const entries = await journal.list();
    expect(entries.length).toBeLessThan(30);
    expect(entries[0]).toMatchObject({ id: 'e49', outcome: { result: 'done' } });
    expect(entries.find(entry => entry.id === 'open')?.outcome).toBeNull();
    expect(entries.find(entry => entry.id === 'doubt')?.outcome?.result).toBe('unknown');
    await journal.end('open', done);
    expect((await journal.list()).find(entry => entry.id === 'open')?.outcome?.result).toBe('done');
    expect((await stat(file)).size).toBeLessThan(6_000);
  });

  it('loses nothing where a writer was killed between putting aside and beginning anew', async () => {
    await new JournalFile(folder, kindTable).begin(intent('open'));
    await rename(file, join(folder, 'journal.1.jsonl'));
    expect(await ids()).toEqual(['open']);
    await new JournalFile(folder, kindTable).begin(intent('next'));
    expect(await readFile(file, 'utf8')).toContain('"open"');
    expect(await ids()).toEqual(['next', 'open']);
  });
});
