import type { Section, SectionResult } from './section.ts';
import { hasPassed, type SectionEnd } from './summary.ts';

/**
 * Runs sections side by side: each begins, in their order, as soon as a lane is free and all that it needs have passed.
 *
 * @param sections Those to run, together with all that they need.
 * @param lanes How many run at once.
 * @param run Runs one; what it throws ends everything.
 * @param skip Told of a section that does not run, and of those it needs that have not passed.
 * @returns How each ended, in the order of the sections.
 */
export async function runInLanes(
  sections: readonly Section[],
  lanes: number,
  run: (section: Section) => Promise<SectionResult>,
  skip: (section: Section, unmet: readonly string[]) => void = () => undefined,
): Promise<readonly SectionEnd[]> {
  const ends = new Map<string, SectionEnd>();
  const running = new Map<string, Promise<void>>();
  const waiting = [...sections];
  const begin = async (section: Section): Promise<void> => {
    const started = performance.now();
    const unmet = (section.needs ?? []).filter(name => !passed(ends.get(name)));
    if (unmet.length > 0) skip(section, unmet);
    const result = unmet.length > 0 ? undefined : await run(section);
    ends.set(section.name, { section: section.name, result, seconds: (performance.now() - started) / 1000 });
  };
  while (waiting.length + running.size > 0) {
    const next = waiting.findIndex(({ needs = [] }) => needs.every(name => ends.has(name)));
    const [section] = next !== -1 && running.size < lanes ? waiting.splice(next, 1) : [];
    if (section !== undefined) {
      const ended = begin(section).finally(() => running.delete(section.name));
      running.set(section.name, ended);
    } else if (running.size > 0) await Promise.race(running.values());
    else throw new Error(`${waiting.map(({ name }) => name).join(', ')}: never to begin`);
  }
  return sections.flatMap(({ name }) => ends.get(name) ?? []);
}

const passed = (end: SectionEnd | undefined): boolean => end !== undefined && hasPassed(end);
