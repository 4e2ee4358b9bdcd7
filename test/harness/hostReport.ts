import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { TestResult } from '../host/testing.ts';
import type { Failure, SectionResult } from './section.ts';
import { withSourceLines } from './sourceLines.ts';

const POLL_MS = 100;
const KEPT_LINES = 60;

/** Shows the results of the tests inside VS Code as they come, from the file that the suite writes them to. */
export class HostReport {
  /** Where the suite writes. */
  readonly file: string;
  readonly #bundle: string;
  readonly #write: (line: string) => void;
  readonly #log: string[] = [];
  #shown = 0;
  #ended = false;
  #passed = 0;
  readonly #failures: Failure[] = [];

  /**
   * @param bundle The bundled suite, with its source map beside it.
   * @param show Told what is to be shown.
   */
  constructor(file: string, bundle: string, show: (text: string) => void) {
    this.file = file;
    this.#bundle = bundle;
    this.#write = line => show(`${line}\n`);
  }

  /** Keeps a line of VS Code's own log, for the case that the suite breaks off. */
  log(line: string): void {
    this.#log.push(line);
    if (this.#log.length > KEPT_LINES) this.#log.shift();
  }

  /**
   * Shows results until the host has ended.
   *
   * @param host The host's exit code. It must be 0 exactly when every test passed.
   * @throws What starting the host threw.
   */
  async follow(host: Promise<number>): Promise<SectionResult> {
    let ended = false;
    const end = () => {
      ended = true;
    };
    const watched = host.then(end, end);
    while (!ended) {
      await Promise.race([watched, wait(POLL_MS)]);
      this.#showNew();
    }
    const broken = this.#brokenOff(await host);
    if (broken !== undefined) {
      this.#write(`  ✗ ${broken}\n${this.#log.join('\n')}`);
      this.#failures.push({ name: '', error: broken });
    }
    return { passed: this.#passed, failures: this.#failures, skipped: 0 };
  }

  #brokenOff(exitCode: number): string | undefined {
    if (!this.#ended) return `VS Code ended with ${exitCode} before the suite did`;
    if (this.#passed + this.#failures.length === 0) return 'no test ran';
    return exitCode === 0 || this.#failures.length > 0 ? undefined : `VS Code ended with ${exitCode}`;
  }

  #showNew(): void {
    if (!existsSync(this.file)) return;
    const lines = readFileSync(this.file, 'utf8').split('\n').slice(0, -1);
    for (const line of lines.slice(this.#shown)) this.#show(JSON.parse(line));
    this.#shown = lines.length;
  }

  #show(entry: TestResult | { readonly end: true } | { readonly note: string }): void {
    if ('note' in entry) {
      this.#write(`    ${entry.note}`);
      return;
    }
    if ('end' in entry) {
      this.#ended = true;
      return;
    }
    this.#write(`  ${entry.outcome === 'passed' ? '✓' : '✗'} ${entry.name} (${entry.milliseconds} ms)`);
    if (entry.outcome === 'passed') {
      this.#passed += 1;
      return;
    }
    const error = withSourceLines(entry.error ?? '', this.#bundle);
    this.#failures.push({ name: entry.name, error });
    this.#write(error.replaceAll(/^/gm, '      '));
  }
}
