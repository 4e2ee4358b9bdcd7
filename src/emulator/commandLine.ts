import { parseArgs } from 'node:util';

/** Why the arguments can't be used; the text says so to a person. */
export class UsageError extends Error {}

/** How the command is used. */
export const usage = `Usage: emulator [--port N] [--seed demo|empty|estate|FILE] [--data FILE] [--latency MS] [--rates documented]
         [--pinpoint retired]

  --port N            the port on 127.0.0.1; 0, the default, takes any free one
  --seed demo         start with a believable estate of two accounts (the default)
  --seed empty        start with nothing
  --seed estate       start with forty accounts, three in four of which hold nothing
  --seed FILE         start with a state document, as GET /_emulator/state gives it
  --data FILE         keep the state in this file; where it exists it is used instead of the seed
  --latency MS        let every request of a service take this much longer
  --rates documented  throttle what goes beyond the rates that AWS documents
  --pinpoint retired  let Pinpoint's event streams answer as after its end of support

The first line on standard output is {"endpoint":"http://127.0.0.1:PORT"}.`;

/** The arguments of the command, checked. */
export interface EmulatorArguments {
  readonly port: number;
  readonly seed: string;
  readonly dataFile: string | undefined;
  readonly latencyMs: number;
  readonly keepsRates: boolean;
  readonly isPinpointRetired: boolean;
}

function wholeNumber(name: string, text: string, max: number): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) > max) {
    throw new UsageError(`--${name} must be a whole number from 0 to ${max}, not '${text}'`);
  }
  return Number(text);
}

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const { values, tokens } = parseArgs({
      args: [...argv],
      options: { port: text, seed: text, data: text, latency: text, rates: text, pinpoint: text },
      strict: true,
      allowPositionals: false,
      tokens: true,
    });
    const names = tokens.flatMap(token => (token.kind === 'option' ? token.name : []));
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw new Error(`--${twice} is given twice`);
    return values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Checks the arguments of the command. @throws {UsageError} */
export function parseEmulatorArguments(argv: readonly string[]): EmulatorArguments {
  const values = parse(argv);
  if (values.pinpoint !== undefined && values.pinpoint !== 'retired') {
    throw new UsageError(`--pinpoint takes 'retired' alone, not '${values.pinpoint}'`);
  }
  if (values.rates !== undefined && values.rates !== 'documented') {
    throw new UsageError(`--rates takes 'documented' alone, not '${values.rates}'`);
  }
  if (values.data === '' || values.seed === '') throw new UsageError('--data and --seed need a file name');
  return {
    port: wholeNumber('port', values.port ?? '0', 65_535),
    seed: values.seed ?? 'demo',
    dataFile: values.data,
    latencyMs: wholeNumber('latency', values.latency ?? '0', 600_000),
    keepsRates: values.rates === 'documented',
    isPinpointRetired: values.pinpoint === 'retired',
  };
}
