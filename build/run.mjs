/**
 * Runs a TypeScript file of this project on any Node we support: `node build/run.mjs FILE.ts [ARGUMENT…]`.
 *
 * The file and its relative imports are bundled into the cache and imported from there; packages stay outside and are
 * found in node_modules as usual. Stack traces name the TypeScript lines.
 */
import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [, self, file, ...rest] = process.argv;
if (self === undefined || file === undefined) {
  console.error('usage: node build/run.mjs FILE.ts [ARGUMENT…]');
  process.exit(64);
}

const folder = join(root, '.cache', 'scripts');
const bundle = join(folder, `${process.pid}-${Date.now()}.mjs`);
process.on('exit', () => rmSync(bundle, { force: true }));
await mkdir(folder, { recursive: true });
await build({
  entryPoints: [resolve(file)],
  outfile: bundle,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  sourcesContent: false,
  logLevel: 'warning',
});
process.setSourceMapsEnabled(true);
process.argv = [process.execPath, resolve(file), ...rest];
await import(pathToFileURL(bundle).href);
