import type { Section, SectionResult } from './section.ts';

/** More broken files than this are no matter of luck, and would take too long again. */
const MOST_FILES = 3;

/**
 * A section whose broken files are run once more, by themselves. For what drives an editor or talks over real connections:
 * a busy machine can be too slow for it once. What passed only the second time is told as such, and is to be mended as well.
 */
export function secondTry(section: Section): Section {
  return {
    ...section,
    async run(needs) {
      const first = await section.run(needs);
      const files = brokenFiles(first);
      if (files.length === 0 || files.length > MOST_FILES) return first;
      needs.show(`\nonce more: ${files.join(', ')}\n`);
      const again = await section.run({ ...needs, filters: files });
      if (again.failures.length > 0 || again.passed === 0) return first;
      return { ...first, passed: first.passed + first.failures.length, failures: [], unsteady: first.failures };
    },
  };
}

/** The files in which something failed; none where something failed that belongs to no file. */
function brokenFiles({ failures }: SectionResult): readonly string[] {
  const files = new Set(failures.map(({ name }) => name.split(' › ')[0] ?? ''));
  return [...files].every(file => file.endsWith('.ts')) ? [...files] : [];
}
