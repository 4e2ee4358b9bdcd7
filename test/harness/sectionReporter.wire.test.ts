import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sealedEnvironment } from './environment.ts';
import { projectFolder } from './paths.ts';
import { openRunFolder } from './runFolder.ts';
import { REPORT_VARIABLE } from './sectionReporter.ts';
import { StartedProcess } from './startedProcess.ts';

const run = await openRunFolder('section-reporter');
afterAll(() => run.close());

const files = {
  'broken.test.mjs': `
    import { it } from 'vitest';
    it('is never reached', () => {});
    throw new Error('at load');
  `,
  'mixed.test.mjs': `
    import { beforeAll, describe, expect, it } from 'vitest';
    describe('outer', () => {
      describe('inner', () => it('fails', () => expect(1).toBe(2)));
      it('passes', () => {});
      it.skip('is left out', () => {});
    });
    describe('hooked', () => {
      beforeAll(() => {
        throw new Error('no set-up');
      });
      it('never runs', () => {});
    });
  `,
  'unhandled.test.mjs': `
    import { it } from 'vitest';
    it('leaves a promise alone', async () => {
      Promise.reject(new Error('nobody waits'));
      await new Promise(resolve => setTimeout(resolve, 10));
    });
  `,
};

describe('the report of a section', () => {
  it('names every test, group and file that failed, and what failed beside them', async () => {
    const report = join(run.folder, 'report.json');
    for (const [name, text] of Object.entries(files)) await writeFile(join(run.folder, name), text);
    const environment = sealedEnvironment(run.home, { [REPORT_VARIABLE]: report });
    const reporter = join(import.meta.dirname, 'sectionReporter.ts');
    const vitest = join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs');
    const where = ['run', '--root', run.folder, '--config', 'none.mjs'];
    await writeFile(join(run.folder, 'none.mjs'), 'export default {};');
    await new StartedProcess(process.execPath, [vitest, ...where, '--reporter', reporter], { environment }).exited;
    const file = (name: string): string => relative(projectFolder, join(run.folder, name));
    const { failures, ...counts } = JSON.parse(await readFile(report, 'utf8'));
    expect(counts).toEqual({ passed: 2, skipped: 2 });
    expect(failures).toHaveLength(4);
    expect(failures).toEqual(
      expect.arrayContaining([
        { name: file('broken.test.mjs'), error: 'at load' },
        {
          name: `${file('mixed.test.mjs')} › outer › inner › fails`,
          error: 'expected 1 to be 2 // Object.is equality',
        },
        { name: `${file('mixed.test.mjs')} › hooked`, error: 'no set-up' },
        { name: 'beside the tests', error: 'nobody waits' },
      ]),
    );
  });
});
