import { describe, expect, it } from 'vitest';
import { summaryLines } from './summary.ts';

const build = { section: 'build', result: { passed: 1, failures: [], skipped: 0 }, seconds: 4.21 };

describe('the summary', () => {
  it('names what failed above the table, and ends with the sum alone', () => {
    const broken = {
      name: 'test/e2e/a.e2e.test.ts › a vault › is set',
      error: '\nTimeout 30000ms exceeded.\n  at x:1',
    };
    const e2e = { section: 'e2e', result: { passed: 7, failures: [broken], skipped: 2 }, seconds: 61 };
    const types = {
      section: 'types',
      result: { passed: 0, failures: [{ name: '', error: 'ended with 2' }], skipped: 0 },
    };
    expect(
      summaryLines([build, { ...types, seconds: 3 }, { section: 'wire', result: undefined, seconds: 0 }, e2e]),
    ).toEqual([
      '━━ failed',
      '✗ types: ended with 2',
      '✗ e2e › test/e2e/a.e2e.test.ts › a vault › is set: Timeout 30000ms exceeded.',
      '',
      '━━ summary',
      '✓ build            1 passed, 0 failed                   4.2 s',
      '✗ types            0 passed, 1 failed                   3.0 s',
      '✗ wire             not run                              0.0 s',
      '✗ e2e              7 passed, 1 failed, 2 skipped        61.0 s',
      '8 passed, 2 failed, 2 skipped',
    ]);
  });

  it('is the table and the sum where nothing failed', () => {
    expect(summaryLines([build])).toEqual([
      '━━ summary',
      '✓ build            1 passed, 0 failed                   4.2 s',
      '1 passed, 0 failed',
    ]);
  });

  it('names what passed only when it was run once more', () => {
    const late = { name: 'test/e2e/a.e2e.test.ts › a vault › is set', error: 'Timeout 30000ms exceeded.' };
    const e2e = { section: 'e2e', result: { passed: 8, failures: [], unsteady: [late], skipped: 0 }, seconds: 61 };
    expect(summaryLines([e2e])).toEqual([
      '━━ failed at first, passed when run once more',
      '! e2e › test/e2e/a.e2e.test.ts › a vault › is set: Timeout 30000ms exceeded.',
      '',
      '━━ summary',
      '✓ e2e              8 passed, 0 failed                   61.0 s',
      '8 passed, 0 failed',
    ]);
  });

  it('keeps each failure in one line of bearable length', () => {
    const long = { passed: 0, failures: [{ name: 'a', error: 'x'.repeat(1000) }], skipped: 0 };
    const [, line] = summaryLines([{ section: 'unit', result: long, seconds: 1 }]);
    expect(line).toHaveLength(300);
    expect(line).toMatch(/^✗ unit › a: x+…$/);
  });
});
