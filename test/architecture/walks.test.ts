import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { walks } from '../e2e/walks.ts';
import { projectFolder } from '../harness/paths.ts';

const textOf = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
const all = Object.entries(walks);

describe('what a task takes', () => {
  it('stands in the document as its walk counts it', () => {
    const rows = textOf('docs/clicks.md')
      .split('\n')
      .filter(line => line.startsWith('| ') && !/^\| (?:task|---)/.test(line));
    expect(rows).toEqual(
      all.map(([task, { before, now, file, test }]) => `| ${task} | ${before} | ${now} | \`${file}\`: ${test} |`),
    );
  });

  it.each(all)('is walked by a test: %s', (task, { file, test, now }) => {
    const text = textOf(file);
    expect(text).toContain(`'${test}'`);
    if (now > 0) expect(text).toContain(`.took('${task}')`);
  });
});
