import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/startEmulator.ts';
import { fillDemoHome } from '../harness/demoHome.ts';
import { createHome, type Home, sealedEnvironment } from '../harness/environment.ts';

const run = promisify(execFile);

/** A fence of a page: its language and text, and what the comment above it says. */
interface Fence {
  readonly language: string;
  readonly text: string;
  readonly note: string;
}

/** The fences of a page, in their order; those inside of lists too. */
function fencesOf(page: string): readonly Fence[] {
  const fence = /(?:^ *<!-- (.*) -->\n)?^( *)```(\w*)\n([\s\S]*?)^\2```$/gm;
  return [...page.matchAll(fence)].map(([, note = '', indent = '', language = '', text = '']) => ({
    language,
    note,
    text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...(await readdir('docs')).filter(name => name.endsWith('.md')).map(name => `docs/${name}`),
];

describe.each(pages)('%s', page => {
  let folder = '';
  let home: Home;
  let emulator: Emulator;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'documents-'));
    home = createHome(folder);
    emulator = await startEmulator({ seed: 'demo' });
    await fillDemoHome(home, emulator.endpoint);
    const config = (await readFile(home.awsConfigFile, 'utf8')).replace('[profile production]', '[profile prod]');
    await writeFile(home.awsConfigFile, config);
    const keys = (await readFile(home.awsCredentialsFile, 'utf8')).replace('[production]', '[prod]');
    await writeFile(home.awsCredentialsFile, keys);
    await cp('test/harness/demoWorkspace', join(folder, 'work'), { recursive: true });
  });
  afterAll(async () => {
    await emulator?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs a block as a person does who copies it, on the demo's estate. */
  const shell = (text: string) => {
    const env = sealedEnvironment(home, {
      PATH: `${join(process.cwd(), 'bin')}${delimiter}${process.env.PATH}`,
      AWS_ENDPOINT_URL: emulator.endpoint,
    });
    return run('bash', ['-eo', 'pipefail', '-c', text], { cwd: join(folder, 'work'), env }).then(
      ({ stdout, stderr }) => ({ code: 0, said: `${stdout}${stderr}` }),
      ({ code, stdout, stderr }) => ({ code, said: `${stdout}${stderr}` }),
    );
  };

  it('says what it has of commands that work, one block after the other', async () => {
    for (const { language, text, note } of fencesOf(await readFile(page, 'utf8'))) {
      const [, file] = /^file: (\S+)$/.exec(note) ?? [];
      if (file !== undefined) await writeFile(join(folder, 'work', file), text);
      if (language !== 'sh' || /^not run: .+/.test(note)) continue;
      const [, expected = '0'] = /^exits with (\d+): .+/.exec(note) ?? [];
      const { code, said } = await shell(text);
      expect({ text, code, said }).toEqual({ text, code: Number(expected), said });
    }
  });

  it('names the language of every block, and a shell’s as sh', async () => {
    const unnamed = fencesOf(await readFile(page, 'utf8')).filter(({ language }) =>
      /^(?:|bash|shell|console)$/.test(language),
    );
    expect(unnamed).toEqual([]);
  });
});

it.each([
  ['a block', '```sh\nx\n```', [{ language: 'sh', text: 'x\n', note: '' }]],
  ['what is said of one', '<!-- not run: y -->\n```sh\nx\n```', [{ language: 'sh', text: 'x\n', note: 'not run: y' }]],
  ['one in a list', '- a\n\n  ```sh\n  x\n    y\n  ```', [{ language: 'sh', text: 'x\n  y\n', note: '' }]],
  [
    'two',
    '```json\n{}\n```\n\n```\nx\n```',
    [
      { language: 'json', text: '{}\n', note: '' },
      { language: '', text: 'x\n', note: '' },
    ],
  ],
])('reads %s of a page', (_what, page, fences) => {
  expect(fencesOf(page)).toEqual(fences);
});
