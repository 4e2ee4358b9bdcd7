import { expect, it as vitestIt } from 'vitest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, it, runTests, type TestResult } from './testing.ts';

const steps: string[] = [];
const step = (name: string) => () => {
  steps.push(name);
};

describe('outer', () => {
  beforeAll(step('before all'));
  beforeEach(step('before outer'));
  afterEach(step('after outer'));
  afterAll(step('after all'));
  it('passes', step('passes'));
  describe('inner', () => {
    beforeEach(step('before inner'));
    afterEach(step('after inner'));
    it('throws', () => {
      throw new Error('wrong');
    });
    it('hangs', () => new Promise<void>(() => undefined), 10);
  });
});

describe('broken', () => {
  beforeAll(() => {
    throw new Error('no set-up');
  });
  it('never runs', step('never'));
});

async function results(...filters: string[]): Promise<readonly (readonly [string, string, string | null])[]> {
  steps.length = 0;
  const found: TestResult[] = [];
  await runTests(filters, result => found.push(result));
  return found.map(({ name, outcome, error }) => [name, outcome, error?.split('\n', 1)[0] ?? null]);
}

vitestIt('reports each test with its groups, and why it failed', async () => {
  expect(await results()).toEqual([
    ['outer › passes', 'passed', null],
    ['outer › inner › throws', 'failed', 'Error: wrong'],
    ['outer › inner › hangs', 'failed', 'Error: took longer than 10 ms'],
    ['broken › never runs', 'failed', 'Error: no set-up'],
  ]);
});

vitestIt('runs only what a filter names, with the steps around it from outside in and back', async () => {
  expect(await results('throws')).toHaveLength(1);
  expect(steps).toEqual(['before all', 'before outer', 'before inner', 'after inner', 'after outer', 'after all']);
});
