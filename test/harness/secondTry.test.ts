import { describe, expect, it } from 'vitest';
import { secondTry } from './secondTry.ts';
import type { Failure, SectionResult } from './section.ts';

const broken = (file: string): Failure => ({ name: `test/e2e/${file}.e2e.test.ts › a vault`, error: 'Timeout' });
const result = (passed: number, ...failures: readonly Failure[]): SectionResult => ({ passed, failures, skipped: 0 });

/** Runs a section that ends as given, try after try; returns its end and the filters of each try. */
async function run(...ends: readonly SectionResult[]) {
  const tries: (readonly string[])[] = [];
  const section = secondTry({
    name: 'e2e',
    run: async ({ filters }) => ends[tries.push(filters) - 1] ?? result(0),
  });
  const home = { stateFolder: '', awsConfigFile: '', awsCredentialsFile: '', folder: '' };
  const runFolder = { folder: '', home, close: async () => undefined };
  const end = await section.run({ run: runFolder, filters: ['a vault'], show: () => undefined });
  return { end, tries };
}

describe('a second try', () => {
  it('is not made where nothing failed', async () => {
    expect(await run(result(3))).toEqual({ end: result(3), tries: [['a vault']] });
  });

  it('runs the broken files alone, and tells what it took', async () => {
    expect(await run(result(5, broken('a'), broken('b'), broken('a')), result(4))).toEqual({
      end: { ...result(8), unsteady: [broken('a'), broken('b'), broken('a')] },
      tries: [['a vault'], ['test/e2e/a.e2e.test.ts', 'test/e2e/b.e2e.test.ts']],
    });
  });

  it.each([
    ['it fails too', [result(5, broken('a')), result(1, broken('a'))], 2],
    ['it ran nothing', [result(5, broken('a')), result(0)], 2],
    ['four files are broken', [result(5, ...['a', 'b', 'c', 'd'].map(broken)), result(4)], 1],
    ['the section failed as a whole', [result(5, { name: '', error: 'ended with 1' }), result(4)], 1],
  ])('changes nothing where %s', async (_where, ends, tried) => {
    const { end, tries } = await run(...ends);
    expect(end).toEqual(ends[0]);
    expect(tries).toHaveLength(tried);
  });
});
