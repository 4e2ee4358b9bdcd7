import { join } from 'node:path';
import { sealedEnvironment } from './environment.ts';
import { cacheFolder } from './paths.ts';
import type { RunFolder } from './runFolder.ts';
import { StartedProcess } from './startedProcess.ts';

/** Builds and packs the extension, in processes of their own. Returns the VSIX's path. @throws When either fails. */
export async function packExtension(run: RunFolder): Promise<string> {
  for (const script of ['esbuild.mjs', join('build', 'package.mjs')]) {
    await new StartedProcess(process.execPath, [script], { environment: sealedEnvironment(run.home) }).finished();
  }
  return join(cacheFolder, 'notification-explorer.vsix');
}
