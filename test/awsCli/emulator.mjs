import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The path of a source file of the project. */
export const source = path => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

/** Bundles sources, given by path, as modules of the same name in the folder. */
export async function bundle(folder, paths) {
  const options = {
    entryNames: '[name]',
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    format: 'esm',
    logLevel: 'error',
    outExtension: { '.js': '.mjs' },
  };
  // What a dependency takes for CommonJS's own has to be there.
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  await build({ ...options, banner, entryPoints: paths, outdir: folder });
}

/** Starts the emulator's bundled program; `stop` ends it. */
export async function startEmulator(folder) {
  const child = spawn(process.execPath, [join(folder, 'program.mjs'), '--seed', 'empty'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise(resolve => child.once('exit', resolve));
  const [line] = await Promise.race([
    new Promise(resolve => createInterface(child.stdout).once('line', text => resolve([text]))),
    exited.then(code => Promise.reject(new Error(`the emulator ended with ${code}`))),
  ]);
  const stop = () => {
    child.kill('SIGTERM');
    return exited;
  };
  return { endpoint: JSON.parse(line).endpoint, stop };
}
