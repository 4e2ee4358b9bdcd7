import { chmod, mkdtemp, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendLine, replaceText } from './durableFile.ts';

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
});
