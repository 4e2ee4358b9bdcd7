import { chmod, link, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runInMemory } from '../../../test/support/cliInMemory.ts';
import { fixFiles } from './fixFiles.ts';
import { lintedFile } from './lintedFiles.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:444455556666:jobs';
const WRONG = `{"snsTopic": "${TOPIC}", "events": ["ArchiveRetrievalCompleted", "InventoryRetrieval"]}`;
const SURE = `{"SNSTopic": "${TOPIC}", "Events": ["ArchiveRetrievalCompleted", "InventoryRetrieval"]}`;
const ALL = `{"SNSTopic": "${TOPIC}", "Events": ["ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"]}`;
const NAME = 'notificationconfig.json';

let cwd = '';

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'fix-'));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

const lint = (args: readonly string[], stdin: string | Uint8Array = '') => runInMemory(['lint', ...args], cwd, stdin);
const put = (name: string, content: string | Uint8Array) => writeFile(join(cwd, name), content);
const held = (name: string) => readFile(join(cwd, name), 'utf8');

describe('lint --fix', () => {
  it('writes what can only be meant so, and judges what remains', async () => {
    await put(NAME, WRONG);
    const { code, stdout } = await lint(['--fix', '--json', NAME]);
    expect(await held(NAME)).toBe(SURE);
    expect([code, JSON.parse(stdout).map(({ rule }: { rule: string }) => rule)]).toEqual([1, ['vault/event-name']]);
  });

  it('also applies the first fix of the rules that are named', async () => {
    await put(NAME, WRONG);
    expect(await lint(['--fix=vault/event-name,vault/one-event', NAME])).toEqual({
      code: 0,
      stdout: `${NAME}: fixed.\n1 file: no findings.\n`,
      stderr: '',
    });
    expect(await held(NAME)).toBe(ALL);
  });

  it('changes nothing the second time, and says nothing of it', async () => {
    await put(NAME, WRONG);
    await lint(['--fix', NAME]);
    const { mtimeMs } = await stat(join(cwd, NAME));
    const { stdout } = await lint(['--fix', NAME]);
    expect(stdout).not.toContain('fixed.');
    expect([await held(NAME), (await stat(join(cwd, NAME))).mtimeMs]).toEqual([SURE, mtimeMs]);
  });

  it('leaves alone what only its keys tell', async () => {
    await put('any.json', WRONG);
    await lint(['--fix', 'any.json']);
    expect(await held('any.json')).toBe(WRONG);
  });

  it('keeps mode, line breaks, byte order mark and a link', async () => {
    const lines = (text: string) => `\ufeff${text.replaceAll(', ', ',\r\n  ')}\r\n`;
    await put(NAME, lines(WRONG));
    await chmod(join(cwd, NAME), 0o640);
    await symlink(NAME, join(cwd, 'link.json'));
    await lint(['--fix', '--kind', 'vault', 'link.json']);
    expect(await held(NAME)).toBe(lines(SURE));
    expect((await stat(join(cwd, NAME))).mode & 0o777).toBe(0o640);
    expect((await lstat(join(cwd, 'link.json'))).isSymbolicLink()).toBe(true);
  });

  it('fixes a file that has two names once', async () => {
    await put(NAME, WRONG);
    const { stdout, stderr } = await lint(['--fix', NAME, `./${NAME}`]);
    expect(stderr).toBe('');
    expect(stdout.match(/fixed\./g)).toHaveLength(1);
    expect(await held(NAME)).toBe(SURE);
  });

  it('fixes a file that has two hard links under both names', async () => {
    await put(NAME, WRONG);
    await link(join(cwd, NAME), join(cwd, 'other.json'));
    const { stdout, stderr } = await lint(['--fix', '--kind', 'vault', NAME, 'other.json']);
    expect([stderr, stdout.match(/fixed\./g)?.length]).toEqual(['', 1]);
    expect([await held(NAME), await held('other.json')]).toEqual([SURE, SURE]);
    expect((await stat(join(cwd, NAME))).nlink).toBe(2);
  });

  it('says that a file is read-only, leaves it and exits with 1', async () => {
    await put(NAME, WRONG);
    await chmod(join(cwd, NAME), 0o444);
    const { code, stderr } = await lint(['--fix', '--rule', 'vault/event-name=off', NAME]);
    expect([code, stderr]).toEqual([1, `${NAME}: not fixed, it is read-only; nothing was written.\n`]);
    expect(await held(NAME)).toBe(WRONG);
  });

  it('prints the text that was piped in, whole, and tells what remains on the other side', async () => {
    const { code, stdout, stderr } = await lint(['--fix', '--stdin', '--stdin-filename', NAME], `\ufeff${WRONG}\n`);
    expect([code, stdout]).toEqual([1, `\ufeff${SURE}\n`]);
    expect(stderr).toContain('[vault/event-name]');
    expect((await lint(['--fix', '--stdin', '--stdin-filename', 'package.json'], '{"name": 1}')).stdout).toBe(
      '{"name": 1}',
    );
  });
});

describe('fixing files', () => {
  it.each([
    ['that was changed meanwhile', 'other', 'it was changed meanwhile; nothing was written.'],
    ['that is gone', null, 'it could not be written: ENOENT'],
  ])('leaves one %s', async (_which, now, reason) => {
    const file = lintedFile('a.json', Buffer.from('before'));
    if (now !== null) await put('a.json', now);
    const { files, changed, problems } = await fixFiles([file], cwd, () => 'after');
    expect([files, changed, problems.join()]).toEqual([[file], [], expect.stringContaining(reason)]);
    if (now !== null) expect(await held('a.json')).toBe(now);
  });

  it('leaves one of several names that was changed meanwhile, and shortens one that is shorter then', async () => {
    await put('a.json', 'other');
    await link(join(cwd, 'a.json'), join(cwd, 'b.json'));
    const { problems } = await fixFiles([lintedFile('a.json', Buffer.from('before'))], cwd, () => 'after');
    expect([problems.join(), await held('b.json')]).toEqual([expect.stringContaining('changed meanwhile'), 'other']);
    await fixFiles([lintedFile('a.json', Buffer.from('other'))], cwd, () => 'é');
    expect(await held('b.json')).toBe('é');
  });

  it('leaves one that is not UTF-8 throughout', async () => {
    const bytes = Buffer.from([0x61, 0xff]);
    await put('a.json', bytes);
    const { problems } = await fixFiles([lintedFile('a.json', bytes)], cwd, () => 'after');
    expect(problems).toEqual(['a.json: not fixed, it is not in UTF-8 throughout; nothing was written.']);
    expect(await readFile(join(cwd, 'a.json'))).toEqual(bytes);
  });

  it('leaves nothing of its own beside a file', async () => {
    await put('a.json', 'other');
    await fixFiles([lintedFile('a.json', Buffer.from('before'))], cwd, () => 'after');
    expect(await readdir(cwd)).toEqual(['a.json']);
  });
});
