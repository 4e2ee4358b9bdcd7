/**
 * Writes into package.json what follows from the tables of kinds, commands, settings and rules.
 * `node build/run.mjs build/contributions.ts` writes; with `--check` it changes nothing and fails on a difference.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { rules } from '../src/core/lint/ruleTable.ts';
import { manifest } from '../src/host/manifest/manifest.ts';

const file = 'package.json';
const before = readFileSync(file, 'utf8');
const after = `${JSON.stringify({ ...JSON.parse(before), ...manifest(rules) }, null, 2)}\n`;
if (process.argv.includes('--check')) {
  if (before !== after) {
    console.error('package.json differs from the tables. Run: npm run contributions');
    process.exit(1);
  }
} else if (before !== after) writeFileSync(file, after);
