/**
 * Writes into package.json what follows from the tables of kinds, commands, settings and rules and from publishing.json, and
 * its texts into package.nls.json.
 * `node build/run.mjs build/contributions.ts` writes; with `--check` it changes nothing and fails on a difference.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { rules } from '../src/core/lint/ruleTable.ts';
import { manifest } from '../src/host/manifest/manifest.ts';
import { keepFile } from './keepFile.ts';
import { publishing } from './publishing.mjs';

const { members, texts } = manifest(rules);
const { l10n: _before, ...before } = JSON.parse(readFileSync('package.json', 'utf8'));
// VS Code complains in its log of a language that it does not find there: it is told of the folder once one is in it.
const isTranslated = readdirSync('l10n').some(name => /^bundle\.l10n\..+\.json$/.test(name));
const translations = isTranslated ? { l10n: './l10n' } : {};
const command = 'npm run contributions';
const kept = [
  keepFile('package.json', { ...before, ...publishing('.').members, ...members, ...translations }, command),
  keepFile('package.nls.json', texts, command),
];
if (kept.includes(false)) process.exit(1);
