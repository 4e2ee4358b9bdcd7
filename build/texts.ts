/**
 * Collects the texts that people see, for translators: `l10n/bundle.l10n.json` holds those of the source. A text that cannot
 * be read from the source fails. `node build/run.mjs build/texts.ts` writes; with `--check` it changes nothing and fails on
 * a difference.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { sourceFiles } from './importGraph.mjs';
import { keepFile } from './keepFile.ts';
import { textsOf } from './textsOf.ts';

const FILE = 'l10n/bundle.l10n.json';

const found = [...(await sourceFiles('.'))]
  .filter(([file]) => !file.startsWith('src/emulator/'))
  .map(([file, source]) => textsOf(file, source));
const faults = found.flatMap(one => one.faults);
for (const fault of faults) console.error(fault);
const texts = [...new Set(found.flatMap(one => one.texts))].sort();
mkdirSync(dirname(FILE), { recursive: true });
const kept = keepFile(FILE, Object.fromEntries(texts.map(text => [text, text])), 'npm run texts');
console.log(`texts: ${texts.length}, ${faults.length} unreadable`);
if (!kept || faults.length > 0) process.exit(1);
