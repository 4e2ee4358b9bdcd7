/**
 * How responsive the extension host stays while a thousand vaults are checked under one progress: the longest task that a
 * CPU profile of the host holds, and what it did.
 */
import { runInServer } from '../harness/hostTests.ts';
import { openRunFolder } from '../harness/runFolder.ts';
import { vscodeReleases } from '../harness/vscodeRelease.ts';

const run = await openRunFolder('bench');
try {
  const files = ['test/bench/inHost/preflight.host.test.ts'];
  const show = (text: string) => process.stdout.write(text);
  const { failures } = await runInServer(vscodeReleases.current, { run, filters: [], show }, { files });
  process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
  await run.close();
}
