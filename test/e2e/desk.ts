import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../harness/chromium.ts';
import { cacheFolder, projectFolder } from '../harness/paths.ts';
import { openRunFolder, type RunFolder } from '../harness/runFolder.ts';
import { installVscode, type VscodeRelease } from '../harness/vscodeRelease.ts';
import { startVscode, type VscodeServer } from '../harness/vscodeServer.ts';

/** The packed extension: what users get. `npm run package` makes it. */
const packedExtension = join(cacheFolder, 'notification-explorer.vsix');

/** A VS Code of one release with the packed extension installed. */
export interface Desk {
  /** Holds the home of VS Code and of the emulators beside it. */
  readonly run: RunFolder;
  readonly server: VscodeServer;
}

/** All files of a run sit at the same desks, one after the other. They end with the process; the next run clears up. */
const desks = new Map<string, Promise<Desk>>();
let browser: Promise<Browser> | undefined;

/** The desk of a release, made when it is first asked for. @throws When VS Code does not start. */
export function deskOf(release: VscodeRelease): Promise<Desk> {
  const desk = desks.get(release.version) ?? newDesk(release);
  desks.set(release.version, desk);
  return desk;
}

async function newDesk(release: VscodeRelease): Promise<Desk> {
  const run = await openRunFolder(`e2e-${release.label}`);
  // Folders are trusted or not by the settings that each opening brings.
  const virtualFolder = join(projectFolder, 'test', 'harness', 'virtualFolder');
  const installed = { 'demo.virtual-folder-1.0.0': virtualFolder };
  const options = { run, vsix: packedExtension, installed, workspaceTrust: true };
  return { run, server: await startVscode(await installVscode(release), options) };
}

/** The browser of all files. Each opens a context of its own, which has nothing in common with the others. */
export function sharedBrowser(): Promise<Browser> {
  browser ??= openRunFolder('chromium').then(run => launchChromium(run.home));
  return browser;
}
