/**
 * Writes docs/rules.md, the list of all lint rules, from the rules themselves.
 * `node build/run.mjs build/ruleIndex.ts` writes; with `--check` it changes nothing and fails on a difference.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { ruleIndex } from './ruleIndexText.ts';

const file = 'docs/rules.md';
const before = readFileSync(file, { encoding: 'utf8', flag: 'a+' });
const after = ruleIndex();
if (process.argv.includes('--check')) {
  if (before !== after) {
    console.error(`${file} differs from the rules. Run: node build/run.mjs build/ruleIndex.ts`);
    process.exit(1);
  }
} else if (before !== after) writeFileSync(file, after);
