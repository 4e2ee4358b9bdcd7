import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { plainLines } from '../core/model/plainText.ts';
import { errorLine } from '../messages/errorText.ts';
import { EmulatorAddress, type EmulatorEntry, entryScope } from '../state/emulatorAddress.ts';
import { stateFolderPath } from '../state/stateFolder.ts';
import type { CommandIo } from './commandLine.ts';
import { t } from './language.ts';

/** Runs `emulator`, and tells windows and command lines where it is. Gives the exit code. */
export async function runAnnounced(args: readonly string[], io: CommandIo): Promise<number> {
  const { runEmulator } = await import('../emulator/main.ts');
  const announcer = new Announcer(args, io);
  // One after the other: whoever reads the first line finds the address in the state folder.
  let steps = Promise.resolve();
  const next = (step: () => Promise<void>): void => {
    steps = steps.then(step);
    // Awaited at the end; until then its failure must not count as nobody's.
    steps.catch(() => undefined);
  };
  const code = await runEmulator(args, {
    stop: io.stop,
    stdout: line => next(() => io.stdout.line(line)),
    // What was given as options is repeated in it.
    stderr: text => next(() => io.stderr.line(plainLines(text))),
    announce: endpoint => next(() => (endpoint === undefined ? announcer.takeBack() : announcer.announce(endpoint))),
  });
  await steps;
  return code;
}

/** Tells others where the emulator is. That they cannot be told is said, and keeps no emulator from running. */
class Announcer {
  readonly #io: CommandIo;
  readonly #address: EmulatorAddress;
  readonly #data: string | undefined;
  #entry: EmulatorEntry | undefined;

  constructor(args: readonly string[], io: CommandIo) {
    this.#io = io;
    this.#address = new EmulatorAddress(stateFolderPath(io));
    const { data } = parseArgs({ args: [...args], options: { data: { type: 'string' } }, strict: false }).values;
    this.#data = typeof data === 'string' ? resolve(io.cwd, data) : undefined;
  }

  async announce(endpoint: string): Promise<void> {
    const data = this.#data === undefined ? {} : { data: this.#data };
    const told = { ...data, ...(await entryScope(this.#io.platform)) };
    const entry = { endpoint, pid: this.#io.pid, startedAt: new Date().toISOString(), ...told };
    await this.#told(async () => {
      const known = await this.#address.record(entry);
      if (known.endpoint === endpoint) this.#entry = entry;
      else
        await this.#io.stderr.line(
          t('Editor windows find the emulator that was started first, at {0}.', known.endpoint),
        );
    });
  }

  async takeBack(): Promise<void> {
    const entry = this.#entry;
    if (entry !== undefined) await this.#told(() => this.#address.forget(entry));
  }

  async #told(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.#io.stderr.line(t('Editor windows will not find this emulator. {0}', errorLine(error, t)));
    }
  }
}
