import type { RunFolder } from './runFolder.ts';

/** What a section of the tests is given. */
export interface SectionNeeds {
  readonly run: RunFolder;
  /** What the person wrote after the section's name: a path or part of a test's name to narrow it down. */
  readonly filters: readonly string[];
  /** Shows what happens, in the section's own part of the terminal. */
  readonly show: (text: string) => void;
}

/** A test that failed. */
export interface Failure {
  /** Its file, the groups around it and its own name, joined by ` › `; empty where the whole section failed. */
  readonly name: string;
  /** What went wrong; its first line is shown in the summary. */
  readonly error: string;
}

/** How a section ended. A check that is no suite counts as one test. */
export interface SectionResult {
  readonly passed: number;
  readonly failures: readonly Failure[];
  /** What failed at first, and passed when its file was run once more. */
  readonly unsteady?: readonly Failure[];
  readonly skipped: number;
}

/** The result of a section that failed as a whole. */
export const sectionFailure = (error: string): SectionResult => ({
  passed: 0,
  failures: [{ name: '', error }],
  skipped: 0,
});

/** One part of `npm test`. */
export interface Section {
  readonly name: string;
  /** Sections that must have passed for this one to make sense; they run first when it is asked for alone. */
  readonly needs?: readonly string[];
  /** A part of `npm run check` too, which is meant for in between. */
  readonly quick?: boolean;
  /** Not a part of `npm test`: it needs what not every machine has. */
  readonly onlyWhenNamed?: boolean;
  /** Runs it. A failing test is a result; what it throws is a failure of its own. */
  run(needs: SectionNeeds): Promise<SectionResult>;
}
