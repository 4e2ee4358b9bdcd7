/**
 * Collects the texts that people see, for translators: `l10n/bundle.l10n.json` holds those of the source. A text that cannot
 * be read from the source fails. `node build/run.mjs build/texts.ts` writes; with `--check` it changes nothing and fails on
 * a difference. A translation, `l10n/bundle.l10n.LANGUAGE.json` or `package.nls.LANGUAGE.json`, that does not fit what it is
 * of fails too.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sourceFiles } from './importGraph.mjs';
import { keepFile } from './keepFile.ts';
import { textsOf } from './textsOf.ts';
import { fitOf } from './translations.ts';

const FILE = 'l10n/bundle.l10n.json';

const found = [...(await sourceFiles('.'))]
  .filter(([file]) => !file.startsWith('src/emulator/'))
  .map(([file, source]) => textsOf(file, source));
const faults = found.flatMap(one => one.faults);
for (const fault of faults) console.error(fault);
const texts = [...new Set(found.flatMap(one => one.texts))].sort();
mkdirSync(dirname(FILE), { recursive: true });
const bundle = Object.fromEntries(texts.map(text => [text, text]));
const kept = keepFile(FILE, bundle, 'npm run texts');
console.log(`texts: ${texts.length}, ${faults.length} unreadable`);
const fit = [...translationsOf('l10n/bundle.l10n', bundle), ...translationsOf('package.nls', read('package.nls.json'))];
if (!kept || faults.length > 0 || fit.includes(false)) process.exit(1);

/** Says how each translation of a file fits; false for one that does not. */
function translationsOf(start: string, source: Readonly<Record<string, string>>): readonly boolean[] {
  const names = readdirSync(dirname(start)).map(name => join(dirname(start), name));
  const translations = names.filter(name => name.startsWith(`${start}.`) && name !== `${start}.json`);
  return translations.map(name => {
    const { faults, missing } = fitOf(source, read(name));
    for (const fault of faults) console.error(`${name}: ${fault}`);
    console.log(`${name}: ${missing} missing`);
    return faults.length === 0;
  });
}

function read(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
