import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toolIsHere } from '../../../test/exports/tools.ts';
import { commandLine } from '../changes/commandLine.ts';
import { region } from '../model/regions.ts';
import { pythonText } from './boto3.ts';

const run = promisify(execFile);

const hasBash = await toolIsHere('bash', ['--version'], 'to read our quoting');
const hasPython = await toolIsHere('python3', ['--version'], 'to read our quoting');

/** Texts without NUL, which no argument can hold, and without halves of characters, which no file can. */
const names = fc.sample(
  fc.string({ unit: 'binary', maxLength: 12 }).map(text => text.replaceAll('\0', '').replace(/^-$/, 'x')),
  300,
);
const nasty = [
  "'",
  '"',
  '$(reboot)',
  '`reboot`',
  '\\',
  "\\'",
  '!',
  '*',
  '~',
  'a\nb',
  '\u202e',
  '\r',
  'é',
  '😀',
  '${x}',
  '#',
  '-x',
];
const all = [...nasty, ...names.filter(name => name !== '')];

describe('a text of any characters', () => {
  it.skipIf(!hasBash)('reaches a program through bash as it is', async () => {
    const lines = all.map(vaultName =>
      commandLine({
        ...{ operation: 'DeleteVaultNotifications', request: { vaultName }, source: { kind: 'default' } },
        ...{ region: region('eu-west-1'), accountId: '111122223333' },
      }),
    );
    // In place of the AWS CLI: each call's words, each ended by NUL, one call after another.
    const script = `aws() { printf '%s\\0' "$@"; }\n${lines.join('\n')}\n`;
    const { stdout } = await run('bash', ['-c', script], { env: { LC_ALL: 'C' }, maxBuffer: 2 ** 24 });
    const words = stdout.split('\0');
    const seen: string[] = [];
    for (let at = 2; at < words.length - 1; at += 2) {
      const word = words[at] ?? '';
      seen.push(word === '--vault-name' ? (words[at + 1] ?? '') : word.slice('--vault-name='.length));
      at += word === '--vault-name' ? 4 : 3;
    }
    expect(seen).toEqual(all);
  });

  it.skipIf(!hasPython)('is read by Python as it is', async () => {
    const program = `import json\nprint(json.dumps([${all.map(pythonText).join(',')}]))`;
    const { stdout } = await run('python3', ['-c', program], { maxBuffer: 2 ** 24 });
    expect(JSON.parse(stdout)).toEqual(all);
  });
});
