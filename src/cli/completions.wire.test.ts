import { execFile, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'completions-'));
  const program = join(folder, 'notification-explorer');
  await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${resolve('dist/cli.js')}" "$@"\n`);
  await chmod(program, 0o755);
  await writeFile(join(folder, 'config'), '[profile dev]\nregion=eu-west-1\n[profile "prod east"]\n');
});
afterAll(() => rm(folder, { recursive: true }));

/** What each shell is told of the words so far, and how what it would offer is printed. */
const scripts = {
  bash: `source <(notification-explorer completions bash)
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _notification_explorer; printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: `compdef() { : }; compadd() { print -l -- "\${(@P)2}" }; _files() { : }
    source <(notification-explorer completions zsh)
    words=("$@"); CURRENT=$#; _notification_explorer`,
};

/** What a shell offers behind a line. */
async function offered(shell: keyof typeof scripts, ...words: readonly string[]): Promise<readonly string[]> {
  const env = {
    ...{ PATH: `${folder}${delimiter}${process.env.PATH}`, HOME: folder },
    ...{ AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none') },
  };
  const { stdout } = await run(shell, ['-c', scripts[shell], shell, 'notification-explorer', ...words], { env });
  return stdout.split('\n').filter(one => one !== '');
}

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

describe.each([
  ['bash', 'prod\\ east'],
  ['zsh', 'prod east'],
] as const)('%s', (shell, spaced) => {
  it.skipIf(!has(shell))('completes commands, options and profiles, also those with spaces', async () => {
    expect(await offered(shell, 'pre')).toEqual(['preflight']);
    expect(await offered(shell, 'list', '--all')).toEqual(['--all-profiles']);
    expect(await offered(shell, 'list', '--profile', '')).toEqual(['dev', spaced]);
    expect(await offered(shell, 'lint', '')).toEqual([]);
  });
});
