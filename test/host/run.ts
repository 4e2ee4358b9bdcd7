import { appendFileSync } from 'node:fs';
import { runTests } from './testing.ts';

/**
 * What VS Code calls in its extension host, after the test files were loaded. Each result becomes a line of JSON in the
 * file that the environment names; the line `{"end":true}` says that none is missing.
 *
 * @throws When a test failed, or none ran: VS Code then exits with 1.
 */
export async function run(): Promise<void> {
  const { NOTIFICATION_EXPLORER_TEST_REPORT: file, NOTIFICATION_EXPLORER_TEST_FILTERS: filters } = process.env;
  if (file === undefined) throw new Error('NOTIFICATION_EXPLORER_TEST_REPORT names no file');
  let ran = 0;
  let failed = 0;
  await runTests(JSON.parse(filters ?? '[]'), result => {
    ran += 1;
    if (result.outcome === 'failed') failed += 1;
    appendFileSync(file, `${JSON.stringify(result)}\n`);
  });
  appendFileSync(file, '{"end":true}\n');
  if (failed > 0 || ran === 0) throw new Error(`${failed} of ${ran} tests failed`);
}
