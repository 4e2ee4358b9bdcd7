import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { errorLine } from '../messages/errorText.ts';
import { EmulatorAddress, type EmulatorEntry } from '../state/emulatorAddress.ts';
import { systemProcesses } from '../state/processes.ts';
import { stateFolderPath } from '../state/stateFolder.ts';
import type { Command, CommandIo } from './commandLine.ts';
import { t } from './language.ts';

/** `emulator`: runs the local AWS, and tells windows and command lines where it is. */
export const emulatorCommand: Command = {
  name: 'emulator',
  summary: t => t('run the local AWS emulator, for trying things out and for tests'),
  usage: t =>
    t(`[--port N] [--seed demo|empty|estate|FILE] [--data FILE] [--latency MS] [--rates documented]
         [--pinpoint retired]

  --port N            the port on 127.0.0.1; default: 0, any free port
  --seed demo         start with a demo estate of two accounts (the default)
  --seed empty        start with nothing
  --seed estate       start with 40 accounts, three in four of them empty
  --seed FILE         start with a state document from GET /_emulator/state
  --data FILE         keep the state in this file; if it exists, it replaces the seed
  --latency MS        delay each request to a service by this much
  --rates documented  throttle requests beyond the rates that AWS documents
  --pinpoint retired  let Pinpoint's event streams answer as they do after the end of support

The first line on standard output is {"endpoint":"http://127.0.0.1:PORT"}. Ctrl-C stops it.
Exit: 0 stopped on request, 1 it could not run, 64 wrong usage or a file that can't be used.`),
  examples: [
    [t => t('an estate to try things out, on a fixed port'), 'notification-explorer emulator --port 4599'],
    [
      t => t('how any AWS client uses it'),
      'AWS_ENDPOINT_URL=http://127.0.0.1:4599 AWS_ACCESS_KEY_ID=111122223333 AWS_SECRET_ACCESS_KEY=local aws glacier list-vaults --account-id - --region us-east-1',
    ],
  ],
  run: runAnnounced,
};

async function runAnnounced(args: readonly string[], io: CommandIo): Promise<number> {
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
    stderr: line => next(() => io.stderr.line(line)),
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
    // Elsewhere processes have one namespace, and a computer's name may change while it runs.
    const scope = this.#io.platform === 'linux' ? await systemProcesses.scope() : null;
    const told = { ...data, ...(scope === null ? {} : { scope }) };
    const entry = { endpoint, pid: this.#io.pid, startedAt: new Date().toISOString(), ...told };
    await this.#told(async () => {
      const known = await this.#address.record(entry);
      if (known.endpoint === endpoint) this.#entry = entry;
      else await this.#io.stderr.line(t('Windows find the emulator that was started first, at {0}.', known.endpoint));
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
      await this.#io.stderr.line(t('Windows will not find this emulator. {0}', errorLine(error, t)));
    }
  }
}
