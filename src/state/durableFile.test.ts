import { execFileSync } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kindTable } from '../core/kinds/table.ts';
import { region } from '../core/model/regions.ts';
import { appendLine, readText, removeFile, replaceText } from './durableFile.ts';
import { JournalFile } from './journalFile.ts';
import { ResourceLocks } from './resourceLocks.ts';

const outcome = { time: '2026-01-01T00:00:00.000Z', result: 'done', code: null, undo: null } as const;

describe.skipIf(process.platform === 'win32')('a durable file', () => {
  let folder = '';
  let file = '';
  let theirs = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'durable-file-'));
    [file, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
    await writeFile(theirs, 'theirs\n');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const writers: readonly (readonly [string, () => Promise<void>])[] = [
    ['adding a line', () => appendLine(file, 'secret', '')],
    ['replacing it', () => replaceText(file, 'secret\n')],
  ];

  it.each(writers)('is closed to others by %s, where it was open to them', async (_what, write) => {
    await writeFile(file, '');
    await chmod(file, 0o666);
    await write();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toBe('secret\n');
  });

  it.each([
    ['nothing', '', 'new\n'],
    ['a whole line', 'old\n', 'old\nnew\n'],
    ['a line that was cut off', 'ol', 'ol #torn\nnew\n'],
  ])('takes one more line after %s', async (_what, before, after) => {
    await writeFile(file, before);
    await appendLine(file, 'new', ' #torn\n');
    expect(await readFile(file, 'utf8')).toBe(after);
  });

  it('keeps its old text where the new one cannot be put together', async () => {
    await writeFile(file, 'old\n');
    await mkdir(join(`${file}.new`, 'theirs'), { recursive: true });
    await expect(replaceText(file, 'new\n')).rejects.toMatchObject({ code: 'state-unwritable', file });
    expect(await readText(file)).toBe('old\n');
  });

  it('is replaced where a killed writer left half of its text', async () => {
    await writeFile(`${file}.new`, 'half of it');
    await replaceText(file, 'new\n');
    expect(await readText(file)).toBe('new\n');
  });

  it('is gone once it is removed, also where it was not there', async () => {
    await writeFile(file, '');
    await removeFile(file);
    await removeFile(file);
    expect(await readText(file)).toBeUndefined();
  });

  it('says that it cannot be read where it is a link to itself', async () => {
    await symlink(file, file);
    await expect(readText(file)).rejects.toMatchObject({ code: 'state-unreadable', file });
  });

  it.runIf(process.platform === 'linux')('is closed by whoever read or wrote it', async () => {
    const open = async () => {
      const all = await Promise.allSettled(
        (await readdir('/proc/self/fd')).map(name => readlink(`/proc/self/fd/${name}`)),
      );
      return all.filter(one => one.status === 'fulfilled' && one.value.startsWith(folder)).length;
    };
    await replaceText(file, 'old\n');
    await appendLine(file, 'new', '');
    await readText(file);
    await expect(appendLine(folder, 'new', '')).rejects.toMatchObject({ code: 'state-unwritable' });
    expect(await open()).toBe(0);
  });

  it('is not written through a link, which another may have put there', async () => {
    await symlink(theirs, file);
    await expect(appendLine(file, 'secret', '')).rejects.toMatchObject({ code: 'state-unwritable' });
    expect([await readlink(file), await readFile(theirs, 'utf8')]).toEqual([theirs, 'theirs\n']);
  });

  it('takes the place of a link when it is replaced, also of one where its new text is put together', async () => {
    await symlink(theirs, file);
    await symlink(theirs, `${file}.new`);
    await replaceText(file, 'secret\n');
    expect([await readFile(file, 'utf8'), await readFile(theirs, 'utf8')]).toEqual(['secret\n', 'theirs\n']);
  });

  it('is not waited for where a pipe is in its place, which nobody may ever write to', async () => {
    execFileSync('mkfifo', [file]);
    await expect(readText(file)).rejects.toMatchObject({ code: 'state-damaged', file });
    await symlink('/dev/zero', join(folder, 'endless'));
    await expect(readText(join(folder, 'endless'))).rejects.toMatchObject({ code: 'state-damaged' });
  });

  it('is said to be damaged where it is larger than a text can be', async () => {
    await writeFile(file, '');
    await truncate(file, 600 * 1024 * 1024);
    await expect(readText(file)).rejects.toMatchObject({ code: 'state-damaged', file });
  });

  it('is not waited for where the journal is a pipe; what was put aside, as one, hides nothing else', async () => {
    const journal = new JournalFile(folder, kindTable);
    await journal.end('an-id', outcome);
    execFileSync('mkfifo', [join(folder, 'journal.1.jsonl')]);
    expect(await new JournalFile(folder, kindTable).read()).toMatchObject({ entries: [], unread: 1 });
    await rm(join(folder, 'journal.jsonl'));
    execFileSync('mkfifo', [join(folder, 'journal.jsonl')]);
    await expect(journal.read()).rejects.toMatchObject({ code: 'state-damaged' });
    await expect(journal.end('an-id', outcome)).rejects.toMatchObject({ code: 'state-damaged' });
  });

  it('is not waited for where the file of a lock is a pipe', async () => {
    const target = { accountId: '111122223333', region: region('eu-west-1'), kind: 'vault', name: 'tapes' } as const;
    const locks = new ResourceLocks(folder);
    const locking = await locks.acquire(target);
    const [name = ''] = await readdir(join(folder, 'locks'));
    if (locking.kind === 'held') await locking.lock.release();
    execFileSync('mkfifo', [join(folder, 'locks', name)]);
    await expect(locks.acquire(target)).rejects.toMatchObject({ code: 'state-damaged' });
  });
});
