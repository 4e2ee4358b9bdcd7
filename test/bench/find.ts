/**
 * How fast “Find Resource…” answers a key over fifty thousand vaults, beside VS Code's own list of as many, and what of the extension
 * host's memory they take while the view shows them. The list is VS Code's quick pick with all rows handed over, since the search
 * behind its quick open of files needs a program that is not installed here.
 */
import { runInServer } from '../harness/hostTests.ts';
import { openRunFolder } from '../harness/runFolder.ts';
import { vscodeReleases } from '../harness/vscodeRelease.ts';

const run = await openRunFolder('bench');
try {
  const files = ['test/bench/inHost/find.host.test.ts'];
  const show = (text: string) => process.stdout.write(text);
  const { failures } = await runInServer(vscodeReleases.current, { run, filters: [], show }, { files });
  process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
  await run.close();
}
