import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { copyShipped } from './shipped.mjs';
import { fitOf } from './translations.ts';

const source = { Vault: 'Vault', '{0} of {1}': '{0} of {1}' };

it.each([
  ['fits', { Vault: 'Tresor', '{0} of {1}': '{1} hat {0}' }, [], 0],
  ['fits, but is not whole', { Vault: 'Tresor' }, [], 1],
  ['translates what nobody says', { Vault: 'Tresor', Gone: 'Weg' }, ['not said any more: Gone'], 1],
  ['loses a value', { '{0} of {1}': '{0}' }, ['does not have the same values: {0} of {1}'], 1],
  ['names a value too many', { Vault: '{0}' }, ['does not have the same values: Vault'], 1],
  ['says nothing', { Vault: '' }, ['no text: Vault'], 1],
  ['is no table of texts', ['Tresor'], ['not said any more: 0'], 2],
])('a translation that %s', (_what, translation, faults, missing) => {
  expect(fitOf(source, translation)).toEqual({ faults, missing });
});

it('ships a translation because its files are there, and not the list for translators', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shipped-'));
  const [from, to] = [join(folder, 'from'), join(folder, 'to')];
  const files = [
    ...['package.json', 'package.nls.json', 'package.nls.de.json', 'l10n/bundle.l10n.json', 'l10n/bundle.l10n.de.json'],
    ...['dist/cli.js', 'dist/rules/hub/quota.md', 'src/cli/main.ts'],
  ];
  for (const file of files) {
    await mkdir(dirname(join(from, file)), { recursive: true });
    await writeFile(join(from, file), '');
  }
  await writeFile(join(from, '.vscodeignore'), await readFile('.vscodeignore', 'utf8'));
  await copyShipped(from, to);
  const copied = (await readdir(to, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile());
  const names = copied.map(({ parentPath, name }) =>
    join(parentPath, name)
      .slice(to.length + 1)
      .replaceAll('\\', '/'),
  );
  expect(names.sort()).toEqual(
    files.filter(file => file !== 'l10n/bundle.l10n.json' && !file.startsWith('src/')).sort(),
  );
  await rm(folder, { recursive: true });
});
