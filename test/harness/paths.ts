import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's folder: the nearest one upwards that holds the lock file. */
export const projectFolder = findProjectFolder(import.meta.dirname);

/** Everything the harness downloads, builds for tests or writes while running. Ignored by git; may be deleted. */
export const cacheFolder = join(projectFolder, '.cache');

/** What `npm run develop` keeps from one day to the next, so that `.vscode/launch.json` can name what is in it. */
export const developmentFolder = join(cacheFolder, 'development');

function findProjectFolder(from: string): string {
  let folder = from;
  while (!existsSync(join(folder, 'package-lock.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`No package-lock.json above ${from}`);
    folder = parent;
  }
  return folder;
}
