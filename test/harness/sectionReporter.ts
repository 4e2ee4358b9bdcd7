import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite } from 'vitest/node';
import { projectFolder } from './paths.ts';
import type { Failure, SectionResult } from './section.ts';

/** The variable that names the file for the result. */
export const REPORT_VARIABLE = 'NOTIFICATION_EXPLORER_TEST_REPORT';

/**
 * Writes how a run of vitest ended as a SectionResult. Vitest's own JSON leaves out what failed beside a test: a hook around
 * a group, or a promise that nobody awaited.
 */
export default class SectionReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env[REPORT_VARIABLE];
    if (file === undefined) throw new Error(`${REPORT_VARIABLE} names no file`);
    const tests = modules.flatMap(module => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter(test => test.result().state === state).length;
    const result: SectionResult = {
      passed: count('passed'),
      failures: [
        ...modules.flatMap(failuresOf),
        ...unhandled.map(error => ({ name: 'beside the tests', error: error.message })),
      ],
      skipped: count('skipped'),
    };
    writeFileSync(file, JSON.stringify(result));
  }
}

/** What failed in a file: its tests, and what is around them. */
function failuresOf(module: TestModule): readonly Failure[] {
  const file = relative(projectFolder, module.moduleId);
  const around = [module, ...module.children.allSuites()].flatMap(group =>
    group.errors().map(({ message }) => ({ name: [file, ...path(group)].join(' › '), error: message })),
  );
  const tests = [...module.children.allTests('failed')].map(test => ({
    name: [file, ...path(test)].join(' › '),
    error: test.result().errors?.[0]?.message ?? '',
  }));
  return [...around, ...tests];
}

/** The names from the outermost group inwards. */
function path(of: TestModule | TestSuite | TestCase): readonly string[] {
  return of.type === 'module' ? [] : [...path(of.parent), of.name];
}
