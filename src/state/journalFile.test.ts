import { appendFile, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
  const ids = async (journal = new JournalFile(folder)) => (await journal.list()).map(entry => entry.id);

  it('tells what was written to it, newest first, to whoever opens it', async () => {
    const journal = new JournalFile(folder);
    expect(await journal.list()).toEqual([]);
    await journal.begin(intent('a'));
    await journal.begin({ ...intent('b'), group: 'g', undoes: 'a', undo: { kind: 'not', reason: 'first-hub' } });
    await journal.end('a', { ...done, undo: intent('a').undo, code: 'throttled' });
    expect(await new JournalFile(folder).list()).toEqual([
      { ...intent('b'), group: 'g', undoes: 'a', undo: { kind: 'not', reason: 'first-hub' }, outcome: null },
      { ...intent('a'), outcome: { ...done, undo: intent('a').undo, code: 'throttled' } },
    ]);
  });

  it('writes what comes at once together, and each is on the disk when it is said to be', async () => {
    const [one, two] = [new JournalFile(folder), new JournalFile(folder)];
    const names = Array.from({ length: 40 }, (_, index) => `e${index}`);
    await Promise.all(names.map((name, index) => (index % 2 === 0 ? one : two).begin(intent(name))));
    expect((await ids()).sort()).toEqual([...names].sort());
  });

  it('tells one who looks again and again what others wrote meanwhile, also after it was put aside', async () => {
    const [reader, writer] = [new JournalFile(folder, 4_000), new JournalFile(folder, 4_000)];
    for (let index = 0; index < 20; index += 1) {
      await writer.begin(intent(`e${index}`));
      await writer.end(`e${index}`, done);
      const [all, again] = await Promise.all([reader.list(), reader.list()]);
      expect(all[0]).toMatchObject({ id: `e${index}`, outcome: { result: 'done' } });
      expect(again).toEqual(all);
      expect(await new JournalFile(folder, 4_000).list()).toEqual(all);
    }
  });

  it('is for its owner alone', async () => {
    await new JournalFile(folder).begin(intent('a'));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('takes the later end of an entry', async () => {
    const journal = new JournalFile(folder);
    await journal.begin(intent('a'));
    await journal.end('a', { ...done, result: 'unknown' });
    await journal.end('a', done);
    expect(await journal.list()).toMatchObject([{ outcome: { result: 'done' } }]);
  });

  it('passes over a last line that was cut off, and goes on after it', async () => {
    const journal = new JournalFile(folder);
    await journal.begin(intent('a'));
    await appendFile(file, '{"intent":{"id":"b"');
    expect(await ids()).toEqual(['a']);
    await journal.begin(intent('c'));
    expect(await ids()).toEqual(['c', 'a']);
  });

  it.each([
    ['state-damaged', '{"format":"journal","version":1}\nnonsense\n'],
    ['state-damaged', '{"format":"journal","version":1}\n{"intent":{"id":"a"}}\n'],
    ['state-damaged', '{"format":"other","version":1}\n'],
    ['state-newer', '{"format":"journal","version":2}\n'],
  ])('says %s of a file that it cannot trust', async (code, text) => {
    await writeFile(file, text);
    await expect(new JournalFile(folder).list()).rejects.toMatchObject({ code, file });
  });

  it('never writes into a file of a newer version', async () => {
    await writeFile(file, '{"format":"journal","version":2}\n');
    await expect(new JournalFile(folder).begin(intent('a'))).rejects.toMatchObject({ code: 'state-newer' });
    expect(await readFile(file, 'utf8')).toBe('{"format":"journal","version":2}\n');
  });

  it('stays bounded, and never drops an entry that is open', async () => {
    const journal = new JournalFile(folder, 4_000);
    await journal.begin(intent('open'));
    await journal.begin(intent('doubt'));
    await journal.end('doubt', { ...done, result: 'unknown' });
    for (let index = 0; index < 100; index += 1) {
      await journal.begin(intent(`e${index}`));
      await journal.end(`e${index}`, done);
    }
    expect(await readdir(folder)).toEqual(['journal.1.jsonl', 'journal.jsonl']);
    const entries = await journal.list();
    expect(entries.length).toBeLessThan(30);
    expect(entries[0]).toMatchObject({ id: 'e99', outcome: { result: 'done' } });
    expect(entries.find(entry => entry.id === 'open')?.outcome).toBeNull();
    expect(entries.find(entry => entry.id === 'doubt')?.outcome?.result).toBe('unknown');
    await journal.end('open', done);
    expect((await journal.list()).find(entry => entry.id === 'open')?.outcome?.result).toBe('done');
    expect((await stat(file)).size).toBeLessThan(6_000);
  });

  it('loses nothing where a writer was killed between putting aside and beginning anew', async () => {
    await new JournalFile(folder).begin(intent('open'));
    await rename(file, join(folder, 'journal.1.jsonl'));
    expect(await ids()).toEqual(['open']);
    await new JournalFile(folder).begin(intent('next'));
    expect(await readFile(file, 'utf8')).toContain('"open"');
    expect(await ids()).toEqual(['next', 'open']);
  });
});
