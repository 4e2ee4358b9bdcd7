import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sealedEnvironment } from './environment.ts';
import type { RunFolder } from './runFolder.ts';
import { StartedProcess } from './startedProcess.ts';
import type { InstalledVscode } from './vscodeRelease.ts';

const START_LIMIT_MS = 60_000;

/** What one VS Code is started with. */
export interface VscodeOptions {
  readonly run: RunFolder;
  /** User settings: `settings.json` of the person. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of the machine, which is where a window on a server reads those that a person may not set for it. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** A packed extension to install. */
  readonly vsix?: string;
  /** Folders of extensions that are installed already, by the names that VS Code gives such folders. */
  readonly installed?: Readonly<Record<string, string>>;
  /** Whether VS Code asks before it trusts a folder. Otherwise every folder is trusted. */
  readonly workspaceTrust?: boolean;
  /** Demanded of every visitor. Without it any page on this machine could drive the editor: for tests alone. */
  readonly token?: string;
  /** Lets the page load an extension and its tests from a folder, named in the address. */
  readonly testDriver?: boolean;
  /** The server's environment, which the extension host inherits. Sealed by default. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The part of an address that says what VS Code opens: with neither folder nor workspace, an empty window. */
export interface Opening {
  /** A path, or the address of a folder that is on no disk. */
  readonly folder?: string;
  /** The path of a workspace file, which names its folders. */
  readonly workspace?: string;
  /** Folder of an extension to load unpacked; needs `testDriver`. */
  readonly extension?: string;
  /** CommonJS file that exports `run()`; needs `testDriver`. */
  readonly tests?: string;
  /** Loopback port at which the extension host can be debugged; needs `testDriver`. */
  readonly debugPort?: number;
}

/** A running VS Code server on a free loopback port. */
export class VscodeServer {
  readonly #process: StartedProcess;
  readonly #token: string | undefined;
  /** `127.0.0.1:PORT` */
  readonly authority: string;

  constructor(process: StartedProcess, port: number, token: string | undefined) {
    this.#process = process;
    this.#token = token;
    this.authority = `127.0.0.1:${port}`;
  }

  /** The address to open. */
  address(opening: Opening = {}): string {
    const url = new URL(`http://${this.authority}/`);
    if (this.#token !== undefined) url.searchParams.set('tkn', this.#token);
    const { folder, workspace } = opening;
    const pathOf = (file: string) => decodeURI(pathToFileURL(file).pathname);
    if (folder !== undefined) url.searchParams.set('folder', URL.canParse(folder) ? folder : pathOf(folder));
    if (workspace !== undefined) url.searchParams.set('workspace', pathOf(workspace));
    if (folder === undefined && workspace === undefined) url.searchParams.set('ew', 'true');
    const remote = (path: string) => `vscode-remote://${this.authority}${pathToFileURL(path).pathname}`;
    const payload = [['skipWelcome', 'true']];
    if (opening.extension !== undefined) payload.push(['extensionDevelopmentPath', remote(opening.extension)]);
    if (opening.tests !== undefined) payload.push(['extensionTestsPath', remote(opening.tests)]);
    if (opening.debugPort !== undefined) payload.push(['inspect-extensions', String(opening.debugPort)]);
    if (opening.extension !== undefined) url.searchParams.set('payload', JSON.stringify(payload));
    return url.href;
  }

  /** Ends the server with its extension hosts and terminals. */
  stop(): Promise<void> {
    return this.#process.stop();
  }

  /** Settles when the server ends, asked to or not. */
  get exited(): Promise<number> {
    return this.#process.exited;
  }

  /** The end of the server's log. */
  get output(): string {
    return this.#process.output;
  }
}

/** Starts a VS Code server. @throws When it does not listen within a minute; the message holds its log. */
export async function startVscode(vscode: InstalledVscode, options: VscodeOptions): Promise<VscodeServer> {
  const data = join(options.run.folder, 'vscode');
  await writeSettings(options.run, options.settings ?? {});
  if (options.machineSettings !== undefined) await writeFileIn(join(data, 'data', 'Machine'), options.machineSettings);
  for (const [name, folder] of Object.entries(options.installed ?? {})) {
    await cp(folder, join(data, 'extensions', name), { recursive: true });
  }
  const environment = options.environment ?? sealedEnvironment(options.run.home);
  const common = [
    '--server-data-dir',
    data,
    '--extensions-dir',
    join(data, 'extensions'),
    '--accept-server-license-terms',
  ];
  if (options.vsix !== undefined) {
    const args = [vscode.serverScript, '--install-extension', options.vsix, ...common];
    await new StartedProcess(vscode.nodeProgram, args, { environment }).finished();
  }
  const flags = [
    ...['--host', '127.0.0.1', '--port', '0', '--disable-telemetry', '--force-disable-user-env'],
    ...(options.token === undefined ? ['--without-connection-token'] : ['--connection-token', options.token]),
    ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
    ...(options.testDriver === true ? ['--enable-smoke-test-driver'] : []),
  ];
  const started = new StartedProcess(vscode.nodeProgram, [vscode.serverScript, ...flags, ...common], { environment });
  const port = await started.line(/^Extension host agent listening on (\d+)/, START_LIMIT_MS);
  return new VscodeServer(started, Number(port), options.token);
}

/** Makes these the person's settings, in place of all others. A window that is open takes them over. */
export async function writeSettings(run: RunFolder, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const data = join(run.folder, 'vscode');
  await mkdir(join(data, 'extensions'), { recursive: true });
  await writeFileIn(join(data, 'data', 'User'), settings);
}

async function writeFileIn(folder: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}
