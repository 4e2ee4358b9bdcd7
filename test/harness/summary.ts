import type { SectionResult } from './section.ts';

/** How one section ended, for the summary. */
export interface SectionEnd {
  readonly section: string;
  /** Undefined where it did not run, because one that it needs had failed. */
  readonly result: SectionResult | undefined;
  readonly seconds: number;
}

/** The longest line of a failure, in characters: what is cut off stands further up, in the section's own output. */
const LONGEST_LINE = 300;

/** True for a section that ran, and nothing in it failed. */
export const hasPassed = ({ result }: SectionEnd): boolean => result !== undefined && result.failures.length === 0;

/**
 * The lines that close `npm test`: what failed, and what did so at first alone, by name; a line for each section; and the
 * sum, which stands alone in the last line for whoever reads only that.
 */
export function summaryLines(ends: readonly SectionEnd[]): readonly string[] {
  const results = ends.flatMap(({ result }) => result ?? []);
  const linesOf = (key: 'failures' | 'unsteady', sign: string) =>
    ends.flatMap(({ section, result }) =>
      (result?.[key] ?? []).map(({ name, error }) => failureLine(sign, [section, name], error)),
    );
  const failed = linesOf('failures', '✗');
  const unsteady = linesOf('unsteady', '!');
  const sum = {
    passed: results.reduce((total, { passed }) => total + passed, 0),
    failures: results.flatMap(({ failures }) => failures),
    skipped: results.reduce((total, { skipped }) => total + skipped, 0),
  };
  return [
    ...(failed.length === 0 ? [] : ['━━ failed', ...failed, '']),
    ...(unsteady.length === 0 ? [] : ['━━ failed at first, passed when run once more', ...unsteady, '']),
    '━━ summary',
    ...ends.map(sectionLine),
    counts(sum),
  ];
}

function failureLine(sign: string, path: readonly string[], error: string): string {
  const first = error.split('\n').find(line => line.trim() !== '') ?? '';
  const line = `${sign} ${path.filter(part => part !== '').join(' › ')}: ${first.trim()}`;
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE - 1)}…`;
}

function sectionLine(end: SectionEnd): string {
  const said = end.result === undefined ? 'not run' : counts(end.result);
  return `${hasPassed(end) ? '✓' : '✗'} ${end.section.padEnd(16)} ${said.padEnd(36)} ${end.seconds.toFixed(1)} s`;
}

function counts({ passed, failures, skipped }: SectionResult): string {
  return `${passed} passed, ${failures.length} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
