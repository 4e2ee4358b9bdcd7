import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CliWorld } from '../../../test/support/cliWorld.ts';

let world: CliWorld;
let file: string;

beforeAll(async () => {
  world = await CliWorld.open();
  file = join(world.home.folder, 'notificationconfig.json');
  await writeFile(file, '{ "snsTopic": "arn:aws:sns:eu-west-1:444455556666:t", "Events": ["ArchiveRetrieval"] }');
});
afterAll(() => world.close());

it.skipIf(process.platform !== 'linux')('says in a sentence that its output can’t be written', () => {
  const words = [process.execPath, 'dist/cli.js', 'lint', file, '--json'];
  const { status, stderr } = spawnSync('sh', ['-c', '"$@" > /dev/full', 'sh', ...words], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringMatching(/^The output can’t be written: .*\n$/),
  });
});

it('says of UTF-16 text what it is, and takes it for nothing else', async () => {
  const path = join(world.home.folder, 'utf16.notifications');
  await writeFile(path, Buffer.from('\ufeff{"accounts": {}}', 'utf16le'));
  const { code, stdout, stderr } = await world.run(['lint', path, '--json']);
  expect({ code, findings: JSON.parse(stdout) }).toEqual({ code: 64, findings: [] });
  expect(stderr).toContain('this is UTF-16 text');
});

it.each([
  ['a file', () => [file], 1],
  ['a pattern', () => [join(world.home.folder, '*.json')], 1],
  [
    'a file whose rules are switched off',
    () => [
      file,
      '--fail-on',
      'error',
      '--rule',
      'document/unknown-key=off',
      '--rule',
      'vault/event-name=off',
      '--rule',
      'document/missing-key=off',
    ],
    0,
  ],
  ['a pattern without match', () => [join(world.home.folder, '*.none')], 64],
  ['a file that is not there', () => [join(world.home.folder, 'nowhere.json')], 64],
] as const)('the built command line lints %s', async (_what, args, code) => {
  const result = await world.run(['lint', ...args(), '--json']);
  expect(result).toMatchObject({ code });
  if (code !== 64) expect(JSON.parse(result.stdout)).toBeInstanceOf(Array);
});

it('ends at once when it is told to, even with more to read', async () => {
  const child = spawn(process.execPath, [join('dist', 'cli.js'), 'lint', '--stdin'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(child, 'exit');
  // More than a pipe holds: it is taken once the command reads.
  await new Promise<void>((resolve, reject) => {
    child.stdin.write(' '.repeat(1 << 20), error => (error == null ? resolve() : reject(error)));
  });
  child.kill('SIGTERM');
  expect(await ended).toEqual([null, 'SIGTERM']);
});
