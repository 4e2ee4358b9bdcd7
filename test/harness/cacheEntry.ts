import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import lockfile from 'proper-lockfile';
import { cacheFolder } from './paths.ts';

/**
 * A folder of the cache that is either complete or absent. Two runs that want the same one make it once.
 *
 * @param name Path below the cache; carries the version, since an entry is never made anew.
 * @param make Fills the empty folder it is given, which becomes the entry when it is done.
 * @returns The entry's absolute path.
 * @throws Whatever `make` throws; then nothing is kept.
 */
export async function cacheEntry(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const entry = join(cacheFolder, name);
  if (existsSync(entry)) return entry;
  await mkdir(dirname(entry), { recursive: true });
  const release = await lockfile.lock(entry, {
    realpath: false,
    stale: 30_000,
    update: 5_000,
    retries: { forever: true, minTimeout: 200, maxTimeout: 1_000 },
  });
  try {
    if (!existsSync(entry)) await makeWhole(entry, make);
  } finally {
    await release();
  }
  return entry;
}

async function makeWhole(entry: string, make: (folder: string) => Promise<void>): Promise<void> {
  await deleteUnfinished(entry);
  try {
    const unfinished = await mkdtemp(`${entry}.unfinished-`);
    await make(unfinished);
    await rename(unfinished, entry);
  } finally {
    await deleteUnfinished(entry);
  }
}

/** What a run that was ended in the middle, or this one, has left beside the entry. */
async function deleteUnfinished(entry: string): Promise<void> {
  const folder = dirname(entry);
  const left = (await readdir(folder)).filter(name => name.startsWith(`${basename(entry)}.unfinished-`));
  for (const name of left) await rm(join(folder, name), { recursive: true, force: true });
}
