/**
 * `npm start`: builds, starts the emulator with the demo seed, and VS Code in the browser with the packed extension
 * installed. Prints one address; Ctrl-C ends everything it started.
 */
import { randomBytes } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fillDemoHome } from './demoHome.ts';
import { demoSettings } from './demoSettings.ts';
import { startEmulator } from './emulator.ts';
import { ownProfilesEnvironment, sealedEnvironment } from './environment.ts';
import { packExtension } from './packExtension.ts';
import { projectFolder } from './paths.ts';
import { openRunFolder } from './runFolder.ts';
import { installVscode, vscodeReleases } from './vscodeRelease.ts';
import { startVscode } from './vscodeServer.ts';

const { values } = parseArgs({ options: { 'own-profiles': { type: 'boolean', default: false } } });
const interrupt = interrupted();
const run = await openRunFolder('start');
const running: { stop(): Promise<void> }[] = [];
try {
  console.log(await Promise.race([interrupt, demo()]));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await Promise.all(running.map(each => each.stop()));
await run.close();
process.exit();

/** Starts everything, and settles when a part of it ends by itself: with the reason. */
async function demo(): Promise<string> {
  console.log('Building, and fetching VS Code unless it is in the cache …');
  const [vscode, vsix] = await Promise.all([installVscode(vscodeReleases.current), packExtension(run)]);
  const emulator = await startEmulator(sealedEnvironment(run.home));
  running.push(emulator);
  await fillDemoHome(run.home, emulator.endpoint);
  const workspace = join(run.folder, 'workspace');
  await cp(join(projectFolder, 'test', 'harness', 'demoWorkspace'), workspace, { recursive: true });
  const server = await startVscode(vscode, {
    run,
    vsix,
    settings: demoSettings,
    token: randomBytes(24).toString('base64url'),
    environment: values['own-profiles'] ? ownProfilesEnvironment(run.home) : sealedEnvironment(run.home),
  });
  running.push(server);
  console.log(`The emulator is at ${emulator.endpoint}. Ctrl-C ends it and VS Code. Open in a browser:`);
  console.log(server.address({ folder: workspace }));
  return await Promise.race([
    emulator.exited.then(code => `The emulator ended with ${code}.`),
    server.exited.then(code => `VS Code ended with ${code}.\n${server.output}`),
  ]);
}

function interrupted(): Promise<string> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve('Ended.'));
  });
}
