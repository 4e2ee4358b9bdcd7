/**
 * How long a form takes inside VS Code from being opened until its fields and its editor stand there, beside an empty
 * webview in the same window: the host tests that measure it, alone.
 */
import { runInServer } from '../harness/hostTests.ts';
import { openRunFolder } from '../harness/runFolder.ts';
import { vscodeReleases } from '../harness/vscodeRelease.ts';

const run = await openRunFolder('bench');
try {
  const filters = ['the opening time of a form'];
  const show = (text: string) => process.stdout.write(text);
  const { failures } = await runInServer(vscodeReleases.current, { run, filters, show });
  process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
  await run.close();
}
