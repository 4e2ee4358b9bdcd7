import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { launchChromium } from '../harness/chromium.ts';
import { fillDemoHome } from '../harness/demoHome.ts';
import { demoSettings } from '../harness/demoSettings.ts';
import { startEmulator } from '../harness/emulator.ts';
import { sealedEnvironment } from '../harness/environment.ts';
import { cacheFolder } from '../harness/paths.ts';
import { openRunFolder } from '../harness/runFolder.ts';
import { installVscode, type VscodeRelease, vscodeReleases } from '../harness/vscodeRelease.ts';
import { startVscode } from '../harness/vscodeServer.ts';
import { Workbench } from './workbench.ts';

/** The packed extension: what users get. `npm run package` makes it. */
export const packedExtension = join(cacheFolder, 'notification-explorer.vsix');

/** The names that VS Code gives the themes that people use most. */
const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  contrast: 'Default High Contrast',
} as const;

/** What a test opens. Everything has a default: a trusted empty folder in the current VS Code, demo seed, dark theme. */
export interface WorkbenchOptions {
  readonly release?: VscodeRelease;
  /** The extension to install; null for none. */
  readonly vsix?: string | null;
  /** Folder of an extension to load unpacked, as it is developed, and the port at which it can be debugged. */
  readonly unpacked?: { readonly extension: string; readonly debugPort: number };
  /** Whether the folder is trusted. Where it is not, VS Code is in Restricted Mode. */
  readonly trusted?: boolean;
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
 * Opens VS Code in a headless browser, with the packed extension installed and an emulator running.
 * Close it when done: it ends everything it started. It ends with the test's process in any case.
 *
 * @throws When a part does not start.
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const run = await openRunFolder('e2e');
  const ends: (() => Promise<unknown>)[] = [run.close];
  const end = async () => {
    for (const each of ends.toReversed()) await each();
  };
  try {
    const endpoint = options.seed === null ? null : await emulatorIn(run.home, options.seed ?? 'demo', ends);
    const folder = join(run.folder, 'workspace');
    await writeFiles(folder, options.files ?? {});
    const vsix = options.vsix === undefined ? packedExtension : options.vsix;
    const server = await startVscode(await installVscode(options.release ?? vscodeReleases.current), {
      run,
      ...(vsix === null ? {} : { vsix }),
      settings: { ...demoSettings, 'workbench.colorTheme': themes[options.theme ?? 'dark'], ...options.settings },
      workspaceTrust: options.trusted === false,
      testDriver: options.unpacked !== undefined,
    });
    ends.push(() => server.stop());
    const browser = await launchChromium(run.home);
    ends.push(() => browser.close());
    const page = await browser.newPage({
      viewport: options.size ?? { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.goto(server.address({ folder, ...options.unpacked }));
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    return new Workbench({ page, folder, endpoint, home: run.home, end });
  } catch (error) {
    await end();
    throw error;
  }
}

async function emulatorIn(
  home: Parameters<typeof fillDemoHome>[0],
  seed: string,
  ends: (() => Promise<unknown>)[],
): Promise<string> {
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
