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
const results = new Map<string, { readonly counts: SectionResult | 'not run'; readonly seconds: number }>();
for (const section of chosen(wanted)) {
  console.log(`\n━━ ${section.name}`);
  const started = performance.now();
  const counts = await runSection(section);
  results.set(section.name, { counts, seconds: (performance.now() - started) / 1000 });
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

async function runSection(section: Section): Promise<SectionResult | 'not run'> {
  const unmet = (section.needs ?? []).filter(name => !passed(name));
  if (unmet.length > 0) {
    console.log(`not run: it needs ${unmet.join(', ')}`);
    return 'not run';
  }
  try {
    return await section.run({ run, filters });
  } catch (error) {
    console.error(error instanceof Error ? error.stack : error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function passed(name: string): boolean {
  const counts = results.get(name)?.counts;
  return counts !== undefined && counts !== 'not run' && counts.failed === 0;
}

/** Prints a line per section and the sum; returns the exit code. */
function summarise(): number {
  console.log('\n━━ summary');
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, { counts, seconds }] of results) {
    const said = counts === 'not run' ? counts : words(counts);
    console.log(`${passed(name) ? '✓' : '✗'} ${name.padEnd(16)} ${said.padEnd(36)} ${seconds.toFixed(1)} s`);
    if (counts === 'not run') continue;
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  console.log(words(total));
  return total.failed === 0 ? 0 : 1;
}

function words(counts: SectionResult): string {
  return `${counts.passed} passed, ${counts.failed} failed${counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`}`;
}
