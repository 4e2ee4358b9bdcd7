import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createHome, type Home } from './environment.ts';
import { cacheFolder } from './paths.ts';

const runsFolder = join(cacheFolder, 'runs');

/** What one run writes: its home and whatever else it keeps; gone when the run ends. */
export interface RunFolder {
  readonly folder: string;
  readonly home: Home;
  /** Deletes it. A second call does nothing. */
  close(): Promise<void>;
}

/**
 * A fresh folder for one run. Folders of runs that died without closing theirs are deleted on the way.
 *
 * @param label Part of the folder's name: what runs, in letters and hyphens.
 */
export async function openRunFolder(label: string): Promise<RunFolder> {
  await mkdir(runsFolder, { recursive: true });
  await deleteAbandoned();
  const folder = await mkdtemp(join(runsFolder, `${process.pid}-${label}-`));
  return {
    folder,
    home: createHome(folder),
    close: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}

async function deleteAbandoned(): Promise<void> {
  for (const name of await readdir(runsFolder)) {
    const pid = Number.parseInt(name, 10);
    if (pid !== process.pid && !isRunning(pid)) await rm(join(runsFolder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
