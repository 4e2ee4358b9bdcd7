/** `npm run bench -- [NAME…]`: every benchmark of this folder, or those named, each in a process of its own. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const OTHERS = new Set(['run.ts', 'report.ts', 'callCosts.ts']);
const folder = join('test', 'bench');
const all = readdirSync(folder).filter(file => file.endsWith('.ts') && !OTHERS.has(file));
const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !all.includes(`${name}.ts`));
if (unknown.length > 0) {
  console.error(`no benchmark: ${unknown.join(', ')}. There are: ${all.map(file => file.slice(0, -3)).join(', ')}`);
  process.exit(64);
}
let failed = 0;
for (const file of all.sort()) {
  if (wanted.length > 0 && !wanted.includes(file.slice(0, -3))) continue;
  console.log(`\n━━ ${file.slice(0, -3)}`);
  const { status } = spawnSync(process.execPath, [join('build', 'run.mjs'), join(folder, file)], { stdio: 'inherit' });
  if (status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
