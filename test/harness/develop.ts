/**
 * `npm run develop`, behind F5: keeps an emulator with the demo estate running, and builds for debugging after every
 * change. The extension under development is led to both by the variables in `.vscode/launch.json`.
 */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fillDemoHome } from './demoHome.ts';
import { startEmulator } from './emulator.ts';
import { createHome, sealedEnvironment } from './environment.ts';
import { developmentFolder, projectFolder } from './paths.ts';
import { StartedProcess } from './startedProcess.ts';

const home = createHome(developmentFolder);
const environment = sealedEnvironment(home);
const show = (text: string) => process.stdout.write(text);
const build = (...options: readonly string[]) =>
  new StartedProcess(process.execPath, ['esbuild.mjs', '--dev', ...options], { environment, show });

const code = await build().exited;
if (code !== 0) process.exit(code);
const emulator = await startEmulator(environment);
await fillDemoHome(home, emulator.endpoint);
await cp(join(projectFolder, 'test', 'harness', 'demoWorkspace'), join(developmentFolder, 'workspace'), {
  recursive: true,
});
console.log(`The emulator is at ${emulator.endpoint}.`);
const builder = build('--watch');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, async () => {
    await Promise.all([builder.stop(), emulator.stop()]);
    process.exit(0);
  });
}
await Promise.race([builder.exited, emulator.exited]);
process.exit(1);
