/**
 * How long it takes inside VS Code from a keystroke to the squiggle, beside the squiggles of VS Code's own JSON support in
 * the same document: the host tests that measure it, alone.
 */
import { runInServer } from '../harness/hostTests.ts';
import { openRunFolder } from '../harness/runFolder.ts';
import { vscodeReleases } from '../harness/vscodeRelease.ts';

const run = await openRunFolder('bench');
try {
  const filters = ['the reaction time'];
  const show = (text: string) => process.stdout.write(text);
  const { failures } = await runInServer(vscodeReleases.current, { run, filters, show });
  process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
  await run.close();
}
