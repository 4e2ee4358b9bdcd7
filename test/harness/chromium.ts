import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { cacheEntry } from './cacheEntry.ts';
import { createHome, type Home, sealedEnvironment } from './environment.ts';
import { projectFolder } from './paths.ts';
import { StartedProcess } from './startedProcess.ts';

/** Keeps the browser to itself: no sandbox to set up, no graphics card, no call to its maker. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PROGRAMS = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];
const PACKED_VERSION = '143.0.4';

/**
 * Starts a headless Chromium: the machine's own, else the one that comes by npm (Linux x64).
 * `CHROMIUM_PROGRAM` names another. It ends with this process.
 *
 * @throws When none starts; the message says what was tried.
 */
export async function launchChromium(home: Home): Promise<Browser> {
  const failures: string[] = [];
  const places = [named, onPath, installedChannel('chrome'), installedChannel('msedge'), packed];
  // A good Chromium was seen to end while it started, about once in a hundred starts: each has a second try.
  for (const find of [...places, ...places]) {
    const options = await find();
    if (options === undefined) continue;
    try {
      return await chromium.launch({
        headless: true,
        args: QUIET,
        ...options,
        env: sealedEnvironment(home, options.env as Record<string, string> | undefined),
      });
    } catch (error) {
      failures.push(`${options.executablePath ?? options.channel}: ${String(error).split('\n', 1)[0]}`);
    }
  }
  throw new Error(`No Chromium starts. Install Chrome or Chromium.\n${failures.join('\n')}`);
}

async function named(): Promise<LaunchOptions | undefined> {
  const program = process.env.CHROMIUM_PROGRAM;
  return program === undefined ? undefined : { executablePath: program };
}

async function onPath(): Promise<LaunchOptions | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const programs = PROGRAMS.flatMap(name => folders.map(folder => join(folder, name)));
  const program = programs.find(candidate => existsSync(candidate));
  return program === undefined ? undefined : { executablePath: program };
}

function installedChannel(channel: string): () => Promise<LaunchOptions | undefined> {
  return async () => (process.platform === 'linux' ? undefined : { channel });
}

/** The packed Chromium, with the libraries and fonts that come with it, since a bare machine has neither. */
async function packed(): Promise<LaunchOptions | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = await installChromium();
  const env: Record<string, string> = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = join(folder, 'fonts');
  return { executablePath: join(folder, 'chromium'), env };
}

/** Unpacks the packed Chromium into the cache unless it is there: 2 s and 200 MB. */
export function installChromium(): Promise<string> {
  return cacheEntry(`chromium-${PACKED_VERSION}`, async folder => {
    const script = "import('@sparticuz/chromium').then(({ default: packed }) => packed.executablePath())";
    // The package unpacks into the temporary folder, and its libraries only where it takes the machine for a bare one.
    const environment = { TMPDIR: folder, CODEBUILD_BUILD_IMAGE: 'nodejs24' };
    const unpack = new StartedProcess(process.execPath, ['-e', script], {
      environment: sealedEnvironment(createHome(`${folder}.home`), environment),
      folder: projectFolder,
    });
    await unpack.finished();
  });
}
