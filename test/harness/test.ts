/**
 * `npm test`: every section in order, and a summary. `npm run test:NAME -- FILTER…` runs the sections of that name (`host`
 * stands for `host:oldest` and `host:current`) and what they need. The exit code is 0 when nothing failed.
 */
import { openRunFolder } from './runFolder.ts';
import type { Section, SectionResult } from './section.ts';
import { sections } from './sections.ts';

const [wanted, ...filters] = process.argv.slice(2);
const run = await openRunFolder('test');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => run.close().finally(() => process.exit(130)));
}
const results = new Map<string, SectionResult & { readonly seconds: number }>();
for (const section of chosen(wanted)) {
  console.log(`\n━━ ${section.name}`);
  const started = performance.now();
  const result = await runSection(section);
  results.set(section.name, { ...result, seconds: (performance.now() - started) / 1000 });
}
await run.close();
process.exit(summarise());

function chosen(name: string | undefined): readonly Section[] {
  if (name === undefined) return sections.filter(section => section.onlyWhenNamed !== true);
  const named = sections.filter(section => section.name === name || section.name.startsWith(`${name}:`));
  if (named.length === 0) throw new Error(`No section ${name}: ${sections.map(section => section.name).join(', ')}`);
  const needed = new Set(named.map(section => section.name));
  for (const each of needed) {
    for (const need of sections.find(section => section.name === each)?.needs ?? []) needed.add(need);
  }
  return sections.filter(section => needed.has(section.name));
}

async function runSection(section: Section): Promise<SectionResult> {
  const unmet = (section.needs ?? []).filter(name => results.get(name)?.failed !== 0);
  if (unmet.length > 0) {
    console.log(`not run: ${unmet.join(', ')} failed`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  try {
    return await section.run({ run, filters });
  } catch (error) {
    console.error(error instanceof Error ? error.stack : error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function summarise(): number {
  console.log('\n━━ summary');
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, result] of results) {
    console.log(
      `${result.failed === 0 ? '✓' : '✗'} ${name.padEnd(14)} ${words(result).padEnd(36)} ${result.seconds.toFixed(1)} s`,
    );
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped += result.skipped;
  }
  console.log(words(total));
  return total.failed === 0 ? 0 : 1;
}

function words({ passed, failed, skipped }: SectionResult): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
