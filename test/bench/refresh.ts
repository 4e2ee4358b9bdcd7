/**
 * How responsive the extension host stays while everything is read, and read anew, over forty accounts with four thousand vaults, and
 * over one Region with fifty thousand: the longest turn of its event loop, the longest task that a CPU profile holds, and what it did.
 */
import { runInServer } from '../harness/hostTests.ts';
import { openRunFolder } from '../harness/runFolder.ts';
import { vscodeReleases } from '../harness/vscodeRelease.ts';

const run = await openRunFolder('bench');
try {
  const files = ['test/bench/inHost/refresh.host.test.ts'];
  const show = (text: string) => process.stdout.write(text);
  const { failures } = await runInServer(
    vscodeReleases.current,
    { run, filters: process.argv.slice(2), show },
    { files },
  );
  process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
  await run.close();
}
