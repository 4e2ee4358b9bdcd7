import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmulatorAddress } from '../../src/state/emulatorAddress.ts';
import { fillDemoHome } from '../harness/demoHome.ts';
import { demoSettings } from '../harness/demoSettings.ts';
import { startEmulator } from '../harness/emulator.ts';
import { type Home, sealedEnvironment } from '../harness/environment.ts';
import { addPseudoLanguage, PSEUDO_LANGUAGE } from '../harness/pseudoLanguage.ts';
import { openRunFolder } from '../harness/runFolder.ts';
import { installVscode, type VscodeRelease, vscodeReleases } from '../harness/vscodeRelease.ts';
import { type Opening, startVscode, writeSettings } from '../harness/vscodeServer.ts';
import { type Desk, deskOf, sharedBrowser } from './desk.ts';
import { Workbench } from './workbench.ts';

/** The names that VS Code gives the themes that people use most. */
const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  contrast: 'Default High Contrast',
} as const;

/** What a test opens. Everything has a default: a trusted empty folder in the current VS Code, demo seed, dark theme. */
export interface WorkbenchOptions {
  readonly release?: VscodeRelease;
  /** Folder of an extension to load unpacked in place of the packed one, and the port at which it can be debugged. */
  readonly unpacked?: { readonly extension: string; readonly debugPort: number };
  /** Whether the folder is trusted. Where it is not, VS Code is in Restricted Mode. */
  readonly trusted?: boolean;
  /**
   * What is open: the folder of `files`, all folders in it as one workspace, the same folder by an address that is on no
   * disk (`virtual:`), or nothing.
   */
  readonly opened?: 'folder' | 'several folders' | 'virtual folder' | 'nothing';
  /** True for a VS Code in the language that is none: what is shown without its marks is not translated. */
  readonly pseudo?: boolean;
  /** User settings on top of the demo's. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files of the folder, by path in it. */
  readonly files?: Readonly<Record<string, string>>;
  readonly theme?: keyof typeof themes;
  /** The window's size in pixels. */
  readonly size?: { readonly width: number; readonly height: number };
  /** What the emulator starts with; null when none runs. */
  readonly seed?: 'demo' | 'empty' | null;
}

/**
 * Opens VS Code in a headless browser, with the packed extension installed and an emulator running. Windows follow each
 * other in one VS Code a release: each has a folder, a home, settings and a browser's memory of its own.
 * Close it when done. It ends with the test's process in any case.
 *
 * @throws When a part does not start.
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const ends: (() => Promise<unknown>)[] = [];
  const end = async () => {
    for (const each of ends.toReversed()) await each();
  };
  try {
    const { run, server } = await deskFor(options, ends);
    await clearHome(run.home);
    const endpoint = options.seed === null ? null : await emulatorIn(run.home, options.seed ?? 'demo', ends);
    windows += 1;
    const folder = join(run.folder, String(windows), 'workspace');
    await writeFiles(folder, options.files ?? {});
    await writeSettings(run, {
      ...demoSettings,
      'workbench.colorTheme': themes[options.theme ?? 'dark'],
      'security.workspace.trust.enabled': options.trusted === false,
      ...options.settings,
    });
    const page = await (await sharedBrowser()).newPage({
      viewport: options.size ?? { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    ends.push(() => page.context().close());
    if (options.pseudo === true) {
      await addPseudoLanguage(join(run.folder, 'vscode', 'extensions'));
      await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = '${PSEUDO_LANGUAGE}'`);
    }
    if (options.seed === null) ends.push(() => endStarted(run.home));
    await page.goto(server.address({ ...(await openingOf(folder, options)), ...options.unpacked }));
    // A page that is left says so to VS Code, which ends the extension host then; one that is closed may come back.
    ends.push(() => page.goto('about:blank'));
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    return new Workbench({ page, folder, endpoint, home: run.home, end });
  } catch (error) {
    await end();
    throw error;
  }
}

let windows = 0;

/** An emulator that was started from VS Code is no child of ours, and would keep its data from the next window. */
async function endStarted(home: Home): Promise<void> {
  const address = new EmulatorAddress(home.stateFolder);
  const started = await address.read();
  if (started === undefined) return;
  process.kill(started.pid, 'SIGTERM');
  while ((await address.read()) !== undefined) await new Promise(resolve => setTimeout(resolve, 50));
}

async function openingOf(folder: string, { opened = 'folder' }: WorkbenchOptions): Promise<Opening> {
  if (opened === 'nothing') return {};
  if (opened === 'virtual folder') return { folder: `virtual://${windows}/` };
  if (opened === 'folder') return { folder };
  const names = await readdir(folder);
  const workspace = join(folder, '..', 'several.code-workspace');
  await writeFile(workspace, JSON.stringify({ folders: names.map(name => ({ path: join(folder, name) })) }));
  return { workspace };
}

/** An unpacked extension has a VS Code of its own, which ends with its window. */
async function deskFor(options: WorkbenchOptions, ends: (() => Promise<unknown>)[]): Promise<Desk> {
  const release = options.release ?? vscodeReleases.current;
  if (options.unpacked === undefined) return deskOf(release);
  const run = await openRunFolder('e2e');
  ends.push(run.close);
  const server = await startVscode(await installVscode(release), { run, workspaceTrust: true, testDriver: true });
  ends.push(() => server.stop());
  return { run, server };
}

/** Leaves nothing of a window before: no journal, no ledger, no profile. */
async function clearHome(home: Home): Promise<void> {
  await rm(home.awsConfigFile, { force: true });
  await rm(home.awsCredentialsFile, { force: true });
  for (const name of await readdir(home.stateFolder))
    await rm(join(home.stateFolder, name), { recursive: true, force: true });
}

async function emulatorIn(home: Home, seed: string, ends: (() => Promise<unknown>)[]): Promise<string> {
  const emulator = await startEmulator(sealedEnvironment(home), seed);
  ends.push(() => emulator.stop());
  await fillDemoHome(home, emulator.endpoint);
  return emulator.endpoint;
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}
