import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
let folder = '';

/** The built command line, with a translation beside it as a translator would add it. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'language-'));
  await cp('dist', join(folder, 'dist'), { recursive: true });
  await cp('package.json', join(folder, 'package.json'));
  await mkdir(join(folder, 'l10n'));
  const texts = {
    'Usage: {0}': 'Aufruf: {0}',
    'Name a command.': 'Ein Befehl fehlt.',
    "Unknown option '{0}'.": 'Unbekannte Option {0}.',
    "There is no rule '{0}'.": 'Es gibt keine Regel {0}.',
    'For example:': 'Zum Beispiel:',
    '1 file: {0}.': '1 Datei: {0}.',
    'nothing to say': 'alles gut',
  };
  await writeFile(join(folder, 'l10n', 'bundle.l10n.de.json'), JSON.stringify(texts));
  await writeFile(join(folder, 'l10n', 'bundle.l10n.fr.json'), '{');
  await writeFile(join(folder, 'notificationconfig.json'), '{}');
});
afterAll(() => rm(folder, { recursive: true }));

async function said(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<string> {
  const options = { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, ...env } };
  const ended = await run(process.execPath, [join(folder, 'dist', 'cli.js'), ...args], options).catch(error => error);
  return `${ended.stdout}${ended.stderr}`;
}

const german = { LANG: 'de_CH.UTF-8' };

it.each([
  ['help', german, ['lint', '--help'], 'Aufruf: notification-explorer lint'],
  ['its examples', german, ['lint', '--help'], 'Zum Beispiel:'],
  ['a missing command', german, [], 'Ein Befehl fehlt.'],
  ['an unknown option', german, ['list', '--bogus'], 'Unbekannte Option --bogus.'],
  ['a wrong value', german, ['lint', '--rule', 'x=off', 'a.json'], 'Es gibt keine Regel x.'],
  ['by LANGUAGE', { LANG: 'sv_SE', LANGUAGE: 'nl:de' }, ['--help'], 'Aufruf: '],
  ['English where nothing is set', {}, ['--help'], 'Usage: '],
  ['English for C', { LC_ALL: 'C', LANG: 'de' }, ['--help'], 'Usage: '],
  ['English where there is no translation', { LANG: 'sv' }, ['--help'], 'Usage: '],
  ['what is not translated in English', german, ['--version', 'x'], '0.'],
  ['English where a translation is damaged, and why', { LANG: 'fr' }, ['--help'], 'bundle.l10n.fr.json cannot be read'],
])('says %s in the person’s language', async (_what, env, args, text) => {
  expect(await said(env, ...args)).toContain(text);
});
