/**
 * `npm test`: every section, two at a time, and a summary. `npm run test:NAME -- FILTER…` runs the sections of that name
 * (`host` stands for `host:oldest` and `host:current`) and what they need; `npm run check` runs the quick ones. The exit
 * code is 0 when nothing failed.
 */
import { runInLanes } from './lanes.ts';
import { openRunFolder } from './runFolder.ts';
import { Screen } from './screen.ts';
import { type Section, type SectionResult, sectionFailure } from './section.ts';
import { sections } from './sections.ts';
import { summaryLines } from './summary.ts';

/** As many as keep two cores busy: a section in VS Code mostly waits for it. */
const LANES = 2;

const [wanted, ...filters] = process.argv.slice(2);
const run = await openRunFolder('test');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => run.close().finally(() => process.exit(130)));
}
const screen = new Screen(text => process.stdout.write(text));
const ends = await runInLanes(chosen(wanted), LANES, runSection, skipSection);
await run.close();
console.log(`\n${summaryLines(ends).join('\n')}`);
process.exit(ends.some(({ result }) => result !== undefined && result.failures.length > 0) ? 1 : 0);

function chosen(name: string | undefined): readonly Section[] {
  if (name === undefined) return sections.filter(section => section.onlyWhenNamed !== true);
  const named = sections.filter(section =>
    name === 'check' ? section.quick === true : section.name === name || section.name.startsWith(`${name}:`),
  );
  if (named.length === 0) throw new Error(`No section ${name}: ${sections.map(section => section.name).join(', ')}`);
  const needed = new Set(named.map(section => section.name));
  for (const each of needed) {
    for (const need of sections.find(section => section.name === each)?.needs ?? []) needed.add(need);
  }
  return sections.filter(section => needed.has(section.name));
}

async function runSection(section: Section): Promise<SectionResult> {
  const part = screen.open(section.name);
  try {
    return await section.run({ run, filters, show: part.write });
  } catch (error) {
    part.write(`${error instanceof Error ? error.stack : error}\n`);
    return sectionFailure(String(error));
  } finally {
    part.close();
  }
}

function skipSection(section: Section, unmet: readonly string[]): void {
  const part = screen.open(section.name);
  part.write(`not run: it needs ${unmet.join(', ')}\n`);
  part.close();
}
