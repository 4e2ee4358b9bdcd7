/**
 * `npm run rules`: writes what follows from the lint rules: docs/rules.md, the settings in package.json, the texts, and what is
 * said of each sample and on each page. Look at the difference before it is committed.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { compileSchemas } from './schemas.mjs';

const vitest = join('node_modules', 'vitest', 'vitest.mjs');
const steps = [
  ['build/run.mjs', 'build/ruleIndex.ts'],
  ['build/run.mjs', 'build/contributions.ts'],
  ['build/run.mjs', 'build/texts.ts'],
  [vitest, 'run', '--project', 'unit', 'src/core/lint/rules.test.ts'],
];

await compileSchemas();
for (const step of steps) {
  const env = { ...process.env, UPDATE_FIXTURES: '1' };
  const { status } = spawnSync(process.execPath, step, { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}
