/**
 * `npm start`: builds, starts the emulator with the demo seed, and VS Code in the browser with the packed extension
 * installed: one that is packed then, or the one that `--vsix` names. Prints one address; Ctrl-C ends everything it started.
 */
import { randomBytes } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EmulatorAddress } from '../../src/state/emulatorAddress.ts';
import { fillDemoHome } from './demoHome.ts';
import { demoSettings } from './demoSettings.ts';
import { startEmulator } from './emulator.ts';
import { ownProfilesEnvironment, sealedEnvironment } from './environment.ts';
import { packExtension } from './packExtension.ts';
import { projectFolder } from './paths.ts';
import { openRunFolder } from './runFolder.ts';
import { installVscode, vscodeReleases } from './vscodeRelease.ts';
import { startVscode } from './vscodeServer.ts';

const { values } = parseArgs({
  options: { 'own-profiles': { type: 'boolean', default: false }, vsix: { type: 'string' } },
});
const interrupt = interrupted();
const run = await openRunFolder('start');
const running: { stop(): Promise<void> }[] = [];
let isEnding = false;
try {
  console.log(await Promise.race([interrupt, demo()]));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
isEnding = true;
await Promise.all(running.map(each => each.stop()));
// One that was started from VS Code is no child of ours, and would outlive its folders.
const left = await new EmulatorAddress(run.home.stateFolder).read();
if (left !== undefined) process.kill(left.pid, 'SIGTERM');
await run.close();
process.exit();

/** Starts everything, and settles when VS Code ends by itself: with the reason. */
async function demo(): Promise<string> {
  console.log('Building, and fetching VS Code unless it is in the cache …');
  const packed = values.vsix ?? packExtension(run);
  const [vscode, vsix] = await Promise.all([installVscode(vscodeReleases.current), packed]);
  const emulator = await startEmulator(sealedEnvironment(run.home));
  running.push(emulator);
  // Whoever stops it in VS Code wants to see what it looks like then, and to start it again.
  void emulator.exited.then(code => {
    if (!isEnding) console.log(`The emulator ended with ${code}. VS Code goes on, and can start it again.`);
  });
  await fillDemoHome(run.home, emulator.endpoint);
  const workspace = join(run.folder, 'workspace');
  await cp(join(projectFolder, 'test', 'harness', 'demoWorkspace'), workspace, { recursive: true });
  const server = await startVscode(vscode, {
    run,
    vsix,
    // What opens the walkthrough: the extension itself opens nothing unasked.
    installed: { 'demo.demo-tour-1.0.0': join(projectFolder, 'test', 'harness', 'demoTour') },
    settings: demoSettings,
    // Started again, it is where the demo's profiles lead.
    machineSettings: { 'notificationExplorer.emulator.port': Number(new URL(emulator.endpoint).port) },
    token: randomBytes(24).toString('base64url'),
    environment: values['own-profiles'] ? ownProfilesEnvironment(run.home) : sealedEnvironment(run.home),
  });
  running.push(server);
  console.log(`The emulator is at ${emulator.endpoint}. Ctrl-C ends it and VS Code. Open in a browser:`);
  console.log(server.address({ folder: workspace }));
  return `VS Code ended with ${await server.exited}.\n${server.output}`;
}

function interrupted(): Promise<string> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve('Ended.'));
  });
}
