import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectFolder } from './paths.ts';

const supervisor = join(projectFolder, 'test', 'harness', 'supervisor.mjs');
const KEPT_CHARACTERS = 20_000;

/** How to start a program. */
export interface StartOptions {
  /** The whole environment: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where it starts; the project's folder by default. */
  readonly folder?: string;
  /** Told what it writes, as it comes. The end of that is kept for error messages in any case. */
  readonly show?: (text: string) => void;
}

/** A program that ends at the latest when this process does, together with everything it started. */
export class StartedProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #name: string;
  #kept = '';
  /** Its exit code, once it and its descendants are gone. */
  readonly exited: Promise<number>;

  constructor(command: string, args: readonly string[], options: StartOptions) {
    this.#name = [command, ...args].join(' ');
    const mark = randomUUID();
    this.#child = spawn(process.execPath, [supervisor, mark, command, ...args], {
      cwd: options.folder ?? projectFolder,
      env: { ...options.environment, HARNESS_TREE: mark },
      stdio: 'pipe',
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.exited = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('close', code => resolve(code ?? 1));
    });
    // Whoever needs the end awaits it; a program stopped on purpose needs nobody.
    this.exited.catch(() => undefined);
    // A program that ended by itself has closed its end of the pipe; `exited` tells of it.
    this.#child.stdin.on('error', () => undefined);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#kept = (this.#kept + text).slice(-KEPT_CHARACTERS);
        options.show?.(text);
      });
    }
  }

  /** The end of what it wrote. */
  get output(): string {
    return this.#kept;
  }

  /**
   * Waits for a line of its standard output, and returns what the pattern's first group matched in it.
   *
   * @throws When the program ends before, or the line does not come in time: then it is stopped. The message holds what
   * it wrote instead.
   */
  async line(pattern: RegExp, limitMs: number): Promise<string> {
    const { stdout } = this.#child;
    const found = await new Promise<string | undefined>(resolve => {
      const giveUp = () => resolve(undefined);
      const timer = setTimeout(giveUp, limitMs);
      createInterface({ input: stdout }).on('line', line => {
        const match = pattern.exec(line)?.[1];
        if (match !== undefined) resolve(match);
      });
      this.exited.then(giveUp, giveUp);
      timer.unref();
    });
    if (found !== undefined) return found;
    await this.stop();
    throw new Error(`${this.#name} did not say ${pattern}\n${this.#kept}`);
  }

  /** Ends it with its descendants and waits until they are gone. A second call does nothing more. */
  async stop(): Promise<void> {
    this.#child.stdin.end();
    await this.exited;
  }

  /** Waits for a good end, and returns what it wrote. @throws When the exit code is not 0; the message holds that. */
  async finished(): Promise<string> {
    const code = await this.exited;
    if (code !== 0) throw new Error(`${this.#name} ended with ${code}\n${this.#kept}`);
    return this.#kept;
  }
}
