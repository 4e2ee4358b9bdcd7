import type { RunFolder } from './runFolder.ts';

/** What a section of the tests is given. */
export interface SectionNeeds {
  readonly run: RunFolder;
  /** What the person wrote after the section's name: a path or part of a test's name to narrow it down. */
  readonly filters: readonly string[];
}

/** How a section ended. A check that is no suite counts as one test. */
export interface SectionResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** One part of `npm test`. */
export interface Section {
  readonly name: string;
  /** Sections that must have passed for this one to make sense; they run first when it is asked for alone. */
  readonly needs?: readonly string[];
  /** Not a part of `npm test`: it needs what not every machine has. */
  readonly onlyWhenNamed?: boolean;
  /** Runs it and shows what happens in the terminal. A failing test is a result; what it throws is a failure of its own. */
  run(needs: SectionNeeds): Promise<SectionResult>;
}
