/**
 * Packs the built extension into .cache/notification-explorer.vsix and checks its size. Prints the path last.
 *
 * What is shipped is copied aside first: vsce looks at every file below the folder it packs, and the cache has 100,000.
 */
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';

const LIMIT_BYTES = 1.5 * 1024 * 1024;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const vsix = join(root, '.cache', 'notification-explorer.vsix');

const aside = await mkdtemp(`${vsix}-`);
try {
  for (const name of ['.vscodeignore', ...(await shippedNames())]) {
    if (existsSync(join(root, name))) await cp(join(root, name), join(aside, name), { recursive: true });
  }
  const packagePath = `${aside}.vsix`;
  await createVSIX({
    cwd: aside,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
    skipLicense: true,
  });
  const { size } = await stat(packagePath);
  if (size > LIMIT_BYTES) throw new Error(`The package takes ${size} bytes, more than ${LIMIT_BYTES}`);
  await rename(packagePath, vsix);
  console.log(`${vsix}: ${(size / 1024).toFixed(0)} KiB`);
} finally {
  await rm(aside, { recursive: true, force: true });
  await rm(`${aside}.vsix`, { force: true });
}

/** The files and folders that .vscodeignore lets through: its lines `!NAME` and `!NAME/**`. */
async function shippedNames() {
  const lines = (await readFile(join(root, '.vscodeignore'), 'utf8')).split('\n');
  return lines.filter(line => line.startsWith('!')).map(line => line.slice(1).replace(/\/\*\*$/, ''));
}
