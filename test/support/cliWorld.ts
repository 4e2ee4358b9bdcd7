import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createHome, type Home, sealedEnvironment } from '../harness/environment.ts';

const program = resolve(import.meta.dirname, '../../dist/cli.js');

/** How a run of the command line ended. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of the built command line that is under way. */
export class CliRun {
  readonly child: ChildProcess;
  readonly ended: Promise<CliResult>;
  #stdout = '';
  #stderr = '';

  constructor(args: readonly string[], environment: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, [program, ...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.#stdout += chunk.toString();
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr += chunk.toString();
    });
    this.ended = once(this.child, 'close').then(([code]) => ({ code, stdout: this.#stdout, stderr: this.#stderr }));
  }

  /** The first line of standard output, once it is there. Throws where the program ends without one. */
  async firstLine(): Promise<string> {
    const over = this.ended.then(({ stderr }) => {
      if (!this.#stdout.includes('\n')) throw new Error(`it ended without a line: ${stderr}`);
    });
    while (!this.#stdout.includes('\n')) {
      await Promise.race([over, this.child.stdout === null ? over : once(this.child.stdout, 'data')]);
    }
    return this.#stdout.slice(0, this.#stdout.indexOf('\n'));
  }

  /** What of its standard error fits, once it is there. Throws where the program ends without it. */
  async said(pattern: RegExp): Promise<string> {
    const over = this.ended.then(({ stderr }) => {
      if (!pattern.test(stderr)) throw new Error(`it ended without saying ${pattern}: ${stderr}`);
    });
    for (;;) {
      const found = pattern.exec(this.#stderr);
      if (found !== null) return found[1] ?? found[0];
      await Promise.race([over, this.child.stderr === null ? over : once(this.child.stderr, 'data')]);
    }
  }

  async kill(signal: NodeJS.Signals): Promise<CliResult> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** A person's place with an emulator, for tests of the built command line: nothing of this machine's user is in it. */
export class CliWorld {
  readonly #folder: string;
  readonly #runs: CliRun[] = [];
  readonly home: Home;
  endpoint = '';

  private constructor(folder: string) {
    this.#folder = folder;
    this.home = createHome(folder);
  }

  /** An empty home; `startEmulator` is up to the test. */
  static async open(): Promise<CliWorld> {
    return new CliWorld(await mkdtemp(join(tmpdir(), 'cli-')));
  }

  /** Starts the command line with these arguments. */
  start(args: readonly string[], extra: Readonly<Record<string, string>> = {}): CliRun {
    const run = new CliRun(args, sealedEnvironment(this.home, extra));
    this.#runs.push(run);
    return run;
  }

  /** Runs the command line to its end. */
  run(args: readonly string[], extra: Readonly<Record<string, string>> = {}): Promise<CliResult> {
    return this.start(args, extra).ended;
  }

  /** Starts an emulator on a free port, the one that the profiles below lead to. */
  async startEmulator(...args: readonly string[]): Promise<CliRun> {
    const emulator = this.start(['emulator', '--port', '0', ...args]);
    this.endpoint = JSON.parse(await emulator.firstLine()).endpoint;
    return emulator;
  }

  /** Writes the shared config: each profile leads to the emulator with the account's id as its key, plus lines of its own. */
  async writeProfiles(profiles: Readonly<Record<string, { readonly account?: string; readonly lines?: string }>>) {
    const entries = Object.entries(profiles);
    const config = entries.map(
      ([name, { lines = '' }]) => `[profile ${name}]\nregion = us-east-1\nendpoint_url = ${this.endpoint}\n${lines}\n`,
    );
    const credentials = entries.map(([name, { account }]) =>
      account === undefined ? '' : `[${name}]\naws_access_key_id = ${account}\naws_secret_access_key = not-a-secret\n`,
    );
    await writeFile(this.home.awsConfigFile, config.join('\n'));
    await writeFile(this.home.awsCredentialsFile, credentials.join('\n'));
  }

  /** A call to the emulator's control plane. */
  async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${this.endpoint}/_emulator/${path}`, init);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** Ends what still runs and removes the place. */
  async close(): Promise<void> {
    await Promise.all(this.#runs.map(run => (run.child.exitCode === null ? run.kill('SIGKILL') : run.ended)));
    await rm(this.#folder, { recursive: true, force: true });
  }
}
