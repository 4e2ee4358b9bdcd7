/**
 * `npm test`: every section in order, and a summary. `npm run test:NAME -- FILTER…` runs the sections of that name (`host`
 * stands for `host:oldest` and `host:current`) and what they need. The exit code is 0 when nothing failed.
 */
import { openRunFolder } from './runFolder.ts';
import { type Section, type SectionResult, sectionFailure } from './section.ts';
import { sections } from './sections.ts';
import { hasPassed, type SectionEnd, summaryLines } from './summary.ts';

const [wanted, ...filters] = process.argv.slice(2);
const run = await openRunFolder('test');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => run.close().finally(() => process.exit(130)));
}
const ends: SectionEnd[] = [];
for (const section of chosen(wanted)) {
  console.log(`\n━━ ${section.name}`);
  const started = performance.now();
  const result = await runSection(section);
  ends.push({ section: section.name, result, seconds: (performance.now() - started) / 1000 });
}
await run.close();
console.log(`\n${summaryLines(ends).join('\n')}`);
process.exit(ends.some(({ result }) => result !== undefined && result.failures.length > 0) ? 1 : 0);

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

/** Undefined where a section that it needs has not passed. */
async function runSection(section: Section): Promise<SectionResult | undefined> {
  const passed = new Set(ends.filter(hasPassed).map(end => end.section));
  const unmet = (section.needs ?? []).filter(name => !passed.has(name));
  if (unmet.length > 0) {
    console.log(`not run: it needs ${unmet.join(', ')}`);
    return undefined;
  }
  try {
    return await section.run({ run, filters });
  } catch (error) {
    console.error(error instanceof Error ? error.stack : error);
    return sectionFailure(String(error));
  }
}
