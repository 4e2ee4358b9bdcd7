/**
 * Packs the built extension into .cache/notification-explorer.vsix and checks its size. Prints the path last.
 *
 * What is shipped is copied aside first: vsce looks at every file below the folder it packs, and the cache has 100,000.
 */
import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { copyShipped } from './shipped.mjs';

const LIMIT_BYTES = 1.5 * 1024 * 1024;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const vsix = join(root, '.cache', 'notification-explorer.vsix');

const aside = await mkdtemp(`${vsix}-`);
try {
  await copyShipped(root, aside);
  await cp(join(root, '.vscodeignore'), join(aside, '.vscodeignore'));
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
