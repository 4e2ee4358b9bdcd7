import { type ParseArgsConfig, parseArgs } from 'node:util';
import { plainText } from '../core/model/plainText.ts';
import type { Wording } from '../core/model/translate.ts';
import { t } from './language.ts';
import type { Output } from './output.ts';

/** How a command ends. Codes from 2 on are told in each command's usage. */
export const EXIT = {
  done: 0,
  /** Something could not be read or done; what is shown says what. */
  failed: 1,
  /** Wrong usage, or a file that cannot be used. */
  usage: 64,
} as const;

/** What a command needs of its process; nothing else of it is touched. */
export interface CommandIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  readonly home: string;
  /** As `process.platform`. */
  readonly platform: string;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  readonly pid: number;
  /** What is piped in; not touched before it is asked for. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  /**
   * The answer of a person to a question on the terminal, which is not shown; absent where there is no terminal to ask on.
   * Rejects with an AccessError `cancelled` where none is given.
   */
  readonly askSecret?: (question: string, signal: AbortSignal) => Promise<string>;
  /** Aborted when the process is asked to stop, or when nobody reads its output any more. */
  readonly stop: AbortSignal;
}

/** One command: `notification-explorer NAME …`. */
export interface Command {
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: Wording;
  /** Its options, as `--help` shows them. */
  readonly usage: Wording;
  /** What it is good for: in words, and the line that does it. */
  readonly examples: readonly (readonly [what: Wording, line: string])[];
  /**
   * True where it computes more than it waits, and changes nothing but files, each whole or not at all: a signal ends the
   * process at once, as it would without us, since a computing process would not come to look whether it is asked to stop.
   */
  readonly endsAtOnce?: true;
  /**
   * Runs it with the arguments after its name. Gives the exit code.
   * Throws UsageError where the arguments cannot be used.
   */
  readonly run: (args: readonly string[], io: CommandIo) => Promise<number>;
}

/** Why the arguments cannot be used; the message says so to a person. */
export class UsageError extends Error {}

/** What is said of a file that was named and is not there. */
export const noSuchFile = (name: string): string => t('{0}: there is no such file.', plainText(name));

/** The encoding of a text in UTF-16, by its mark; undefined for any other. Windows PowerShell writes it where output goes into a file. */
export function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * The values of options, by name. Throws UsageError for an unknown option, a missing value, a stray argument, or one value
 * too many.
 */
export function parseOptions<const Known extends Options>(args: readonly string[], options: Known) {
  return asUsage(() => {
    const all = { args: [...args], options, strict: true, allowPositionals: false, tokens: true } as const;
    const { values, tokens } = parseArgs(all);
    refuseRepeated(tokens, options);
    return values;
  });
}

/**
 * The values of options, by name, and what stands beside them. Throws UsageError for an unknown option, a missing value, or
 * one value too many.
 */
export function parseArguments<const Known extends Options>(args: readonly string[], options: Known) {
  return asUsage(() => {
    const all = { args: [...args], options, strict: true, allowPositionals: true, tokens: true } as const;
    const { values, positionals, tokens } = parseArgs(all);
    refuseRepeated(tokens, options);
    return { values, positionals };
  });
}

/** Of two values for an option that takes one, neither is passed over in silence: a change could go where nobody meant it. */
function refuseRepeated(tokens: readonly { readonly kind: string; readonly name?: string }[], options: Options): void {
  const seen = new Set<string>();
  for (const { kind, name } of tokens) {
    if (kind !== 'option' || name === undefined) continue;
    const { type, multiple } = options[name] ?? {};
    if (type === 'string' && multiple !== true && seen.has(name)) {
      throw new UsageError(t('{0} is given twice.', `--${name}`));
    }
    seen.add(name);
  }
}

function asUsage<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(parseFault(error instanceof Error ? error.message : String(error)));
  }
}

/** What Node says of options, in the person's language; its first sentence where it says something else. */
function parseFault(text: string): string {
  const named = /'(.*?)'/.exec(text)?.[1] ?? '';
  if (/^Unknown option/.test(text)) return t("Unknown option '{0}'.", named);
  if (/^Unexpected argument/.test(text)) return t("Unexpected argument '{0}'.", named);
  if (/argument missing/.test(text)) return t("Option '{0}' argument missing.", named);
  if (/does not take an argument/.test(text)) return t("Option '{0}' does not take an argument.", named);
  // What follows explains a syntax that we do not offer.
  return text.replace(/\. .*$/s, '.');
}
