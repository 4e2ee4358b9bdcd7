import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { build } from 'esbuild';
import { copyShipped } from '../../build/shipped.mjs';
import { launchChromium } from './chromium.ts';
import { quietSettings } from './demoSettings.ts';
import { startEmulator } from './emulator.ts';
import { sealedEnvironment } from './environment.ts';
import { HostReport } from './hostReport.ts';
import { cacheFolder, projectFolder } from './paths.ts';
import { openRunFolder, type RunFolder } from './runFolder.ts';
import type { SectionNeeds, SectionResult } from './section.ts';
import { StartedProcess } from './startedProcess.ts';
import { installVscode, type VscodeRelease } from './vscodeRelease.ts';
import { startVscode } from './vscodeServer.ts';

const LIMIT_MS = 30 * 60_000;
/** As `timeout` ends a command that took too long. */
const TOO_LATE = 124;

/** What is run inside VS Code, and with which extensions. */
export interface HostSuite {
  /** Files that declare tests, by their paths in the project. */
  readonly files: readonly string[];
  /** Folder of the extension under test; a copy of what was built unless it is said. */
  readonly extension?: string;
  /** Other extensions, as `VscodeOptions` has them. */
  readonly installed?: Readonly<Record<string, string>>;
}

/** What every host of a suite is given. */
interface HostRun {
  readonly run: RunFolder;
  /** Folder of the extension under test. */
  readonly extension: string;
  /** The bundled suite: a CommonJS file that exports `run()`. */
  readonly tests: string;
  /** An empty folder to open. */
  readonly workspace: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly report: HostReport;
  /** Aborts when the suite has taken too long. */
  readonly limit: AbortSignal;
}

/** Runs a suite in a release of VS Code's server, with a headless browser as its window. */
export async function runInServer(
  release: VscodeRelease,
  needs: SectionNeeds,
  suite?: HostSuite,
): Promise<SectionResult> {
  const { installed = {}, ...run } = suite ?? (await everyHostTest());
  return inHost(`host-${release.label}`, needs, run, async host => {
    const server = await startVscode(await installVscode(release), {
      run: host.run,
      settings: quietSettings,
      environment: host.environment,
      testDriver: true,
      installed,
    });
    const browser = await launchChromium(host.run.home);
    try {
      const page = await browser.newPage();
      const ended = new Promise<number>(resolve => {
        page.exposeFunction('codeAutomationExit', resolve).catch(() => undefined);
        server.exited.then(code => resolve(code));
        page.once('crash', () => resolve(1));
        host.limit.addEventListener('abort', () => resolve(TOO_LATE));
      });
      await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
        host.report.log(`[${type}] ${args.map(String).join(' ')}`);
      });
      await page.goto(server.address({ folder: host.workspace, extension: host.extension, tests: host.tests }));
      return await ended;
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}

/** Runs every host test in a desktop VS Code, which `@vscode/test-electron` downloads into the cache. */
export async function runInElectron(needs: SectionNeeds): Promise<SectionResult> {
  return inHost('host-electron', needs, await everyHostTest(), async host => {
    const program = await downloadAndUnzipVSCode({ cachePath: join(cacheFolder, 'vscode-test') });
    const flags = [
      '--no-sandbox',
      '--disable-gpu-sandbox',
      '--disable-updates',
      '--skip-welcome',
      '--skip-release-notes',
    ];
    const args = [
      host.workspace,
      ...flags,
      '--disable-workspace-trust',
      '--force-disable-user-env',
      `--user-data-dir=${join(host.run.folder, 'vscode')}`,
      `--extensions-dir=${join(host.run.folder, 'extensions')}`,
      `--extensionDevelopmentPath=${host.extension}`,
      `--extensionTestsPath=${host.tests}`,
    ];
    const started = new StartedProcess(program, args, { environment: host.environment });
    host.limit.addEventListener('abort', () => started.stop());
    const code = await started.exited;
    host.report.log(started.output);
    return host.limit.aborted ? TOO_LATE : code;
  });
}

async function inHost(
  label: string,
  { filters, show }: SectionNeeds,
  { files, extension }: HostSuite,
  start: (host: HostRun) => Promise<number>,
): Promise<SectionResult> {
  const run = await openRunFolder(label);
  const emulator = await startEmulator(sealedEnvironment(run.home));
  try {
    const workspace = join(run.folder, 'workspace');
    await mkdir(workspace);
    const tests = await bundleTests(files, join(run.folder, 'tests.js'));
    const report = new HostReport(join(run.folder, 'report.jsonl'), tests, show);
    const environment = sealedEnvironment(run.home, {
      NOTIFICATION_EXPLORER_TEST_PROJECT: projectFolder,
      NOTIFICATION_EXPLORER_TEST_ENDPOINT: emulator.endpoint,
      NOTIFICATION_EXPLORER_TEST_REPORT: report.file,
      NOTIFICATION_EXPLORER_TEST_FILTERS: JSON.stringify(filters),
    });
    const limit = AbortSignal.timeout(LIMIT_MS);
    return await report.follow(
      start({ run, extension: extension ?? (await builtExtension(run)), tests, workspace, environment, report, limit }),
    );
  } finally {
    await emulator.stop();
    await run.close();
  }
}

/** The built extension, copied: a build meanwhile would take chunks away that are not loaded yet. */
async function builtExtension(run: RunFolder): Promise<string> {
  const folder = join(run.folder, 'extension');
  await mkdir(folder);
  await copyShipped(projectFolder, folder);
  return folder;
}

/** Every test of `test/host/`, with the built extension alone. */
async function everyHostTest(): Promise<HostSuite> {
  const names = (await readdir(join(projectFolder, 'test', 'host'), { recursive: true })).sort();
  const tests = names.filter(name => name.endsWith('.host.test.ts'));
  return { files: tests.map(name => `test/host/${name.replaceAll('\\', '/')}`) };
}

/**
 * Bundles tests with the runner into one file that VS Code can load, with its source map beside it. The tests of a file are
 * a group under its path.
 */
async function bundleTests(files: readonly string[], outfile: string): Promise<string> {
  const lines = files.map(path => `describe('${path}', () => void require('./${path}'));`);
  await build({
    stdin: {
      contents: [
        "import { describe } from './test/host/testing.ts';",
        ...lines,
        "export { run } from './test/host/run.ts';",
      ].join('\n'),
      resolveDir: projectFolder,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    mainFields: ['module', 'main'],
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'warning',
  });
  return outfile;
}
