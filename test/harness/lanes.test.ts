import { beforeEach, describe, expect, it } from 'vitest';
import { runInLanes } from './lanes.ts';
import { type Section, type SectionResult, sectionFailure } from './section.ts';
import { hasPassed } from './summary.ts';

const good: SectionResult = { passed: 1, failures: [], skipped: 0 };

describe('sections side by side', () => {
  let said: string[];
  let ends: Map<string, (result: SectionResult) => void>;
  beforeEach(() => {
    [said, ends] = [[], new Map()];
  });

  const section = (name: string, ...needs: readonly string[]): Section => ({ name, needs, run: async () => good });
  const started = (...sections: readonly Section[]) =>
    runInLanes(
      sections,
      2,
      ({ name }) => {
        said.push(`${name} begins`);
        return new Promise(resolve => ends.set(name, resolve));
      },
      ({ name }, unmet) => said.push(`${name} lacks ${unmet.join()}`),
    );
  const end = async (name: string, result = good) => {
    ends.get(name)?.(result);
    await new Promise(resolve => setImmediate(resolve));
  };

  it('begin in their order as lanes get free, and are told in that order', async () => {
    const all = started(section('a'), section('b'), section('c'));
    expect(said).toEqual(['a begins', 'b begins']);
    await end('b');
    expect(said.at(-1)).toBe('c begins');
    await end('c');
    await end('a');
    expect((await all).map(({ section }) => section)).toEqual(['a', 'b', 'c']);
  });

  it('wait for what they need, while others go first', async () => {
    const all = started(section('build'), section('types', 'build'), section('lint'));
    expect(said).toEqual(['build begins', 'lint begins']);
    await end('build');
    expect(said.at(-1)).toBe('types begins');
    await end('lint');
    await end('types');
    expect((await all).every(hasPassed)).toBe(true);
  });

  it('do not run where what they need has failed, nor do those that need them', async () => {
    const all = started(section('build'), section('package', 'build'), section('e2e', 'package'));
    await end('build', sectionFailure('no'));
    expect(said).toEqual(['build begins', 'package lacks build', 'e2e lacks package']);
    expect((await all).map(({ result }) => result?.failures.length)).toEqual([1, undefined, undefined]);
  });

  it('are refused where one needs what is not among them', async () => {
    await expect(started(section('types', 'build'))).rejects.toThrow('types: never to begin');
  });
});
