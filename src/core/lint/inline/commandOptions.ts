import { nearest } from '../../model/similar.ts';
import type { CommandFaults, Contradiction, UnknownOption } from '../model/command.ts';
import awsOptions from './awsOptions.json';
import type { CommandWords, Word } from './shellWords.ts';
import type { Unquoted } from './unquoted.ts';

/** An option and its value. */
export interface CommandOption {
  /** `--region`, in full. */
  readonly name: string;
  readonly value: Unquoted;
  /** What the script itself puts in place of the variable that the value is. */
  readonly filledIn?: string | undefined;
  /** The value as it stands, quotes included. */
  readonly start: number;
  readonly end: number;
}

/**
 * The value that a word gives behind its equals sign, which stands before an offset of it. Quotes that stand around the name
 * too are none of the value's.
 */
export function assignedIn(word: Word, from: number): Pick<CommandOption, 'value' | 'start' | 'end'> {
  const { starts, ends, pieces, quotings } = word.value;
  const value = word.value.slice(from);
  const behind = ends[from - 1] ?? word.end;
  return quotings[pieces[from - 1] ?? -1] === 'bare'
    ? { value, start: behind, end: word.end }
    : { value, start: starts[from] ?? behind, end: ends.at(-1) ?? behind };
}

/** The options that one operation takes beside those that all take. */
export interface OperationOptions {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Which of them take an object, and so a file. */
  readonly objects: readonly string[];
}

/** By service and operation, as in `glacier set-vault-notifications`. */
export const operationOptions: ReadonlyMap<string, OperationOptions> = new Map(Object.entries(awsOptions));

/**
 * Options that every operation takes, in either version of the AWS CLI.
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html
 */
const FLAGS = new Set([
  '--debug',
  '--no-verify-ssl',
  '--no-paginate',
  '--version',
  '--no-sign-request',
  '--v2-debug',
  '--no-cli-pager',
  '--cli-auto-prompt',
  '--no-cli-auto-prompt',
]);
const VALUED = [
  '--endpoint-url',
  '--output',
  '--query',
  '--profile',
  '--region',
  '--color',
  '--ca-bundle',
  '--cli-read-timeout',
  '--cli-connect-timeout',
  '--cli-binary-format',
  '--cli-error-format',
  '--cli-input-json',
  '--cli-input-yaml',
];
const SKELETON = '--generate-cli-skeleton';
const COMMON = [...FLAGS, ...VALUED, SKELETON];

/** Who gives one of these gives what is required elsewhere, or asks for nothing to be called. */
const DOCUMENTS = ['--cli-input-json', '--cli-input-yaml', SKELETON];
const INSTEAD = new Set([...DOCUMENTS, '--version', '--help', 'help']);

/** What the words behind an operation give, and what the AWS CLI would object to. */
export interface ReadOptions {
  readonly options: readonly CommandOption[];
  readonly faults: Omit<CommandFaults, 'call'>;
}

/**
 * Reads the words behind an operation as the AWS CLI does, by the options that it takes. Nothing is run.
 *
 * @param isProse True where words may follow that are none of the call's.
 */
export function readOptions(words: CommandWords, own: OperationOptions, isProse: boolean): ReadOptions {
  return new OptionReader(words, own, isProse).read();
}

/** A word that can be nothing but what stands there, and no piece of a token either, which nothing may repeat. */
const PLAIN = /^(?![\da-f]{8}$)[\w./:@=,+][\w./:@=,+-]{0,39}$/i;

/** As the AWS CLI's parser has it: a single dash is a value, and so is whatever has a blank in it, or is a negative number. */
const isValue = (text: string): boolean => !/^-[^\s]+$/.test(text) || /^-\d+(?:\.\d+)?$/.test(text);

class OptionReader {
  readonly #own: readonly string[];
  readonly #options: CommandOption[] = [];
  /** Options that something gives, be it an abbreviation or a slip; and those that stand there in full. */
  readonly #given = new Set<string>();
  readonly #exact = new Set<string>();
  readonly #unknown: UnknownOption[] = [];
  readonly #unvalued: CommandFaults['unvalued'][number][] = [];
  /** Words that are neither options nor values of any. */
  readonly #strays: UnknownOption[] = [];
  /** False where words stand there that may be anything: what the shell computes, a blank to fill in, an ellipsis. */
  #isPlain = true;
  /** True where one of them is no plain text. */
  #isOpen = false;

  constructor(
    readonly words: CommandWords,
    readonly operation: OperationOptions,
    readonly isProse: boolean,
  ) {
    this.#own = [...operation.required, ...operation.optional];
  }

  read(): ReadOptions {
    const { words } = this.words;
    for (let index = 0; index < words.length; ) index += this.#word(index);
    // A page that leaves names to be filled in may leave options out, too.
    const hasBlanks = words.some(({ value }) => /<[^<>]*>/.test(value.text));
    const complete = this.#isPlain && !hasBlanks && this.words.whole && ![...INSTEAD].some(one => this.#given.has(one));
    const missing = complete ? this.operation.required.filter(one => !this.#given.has(one)) : [];
    return {
      options: this.#options,
      faults: {
        missing: missing.map(option => ({ option, example: this.#exampleOf(option) })),
        unvalued: this.#unvalued,
        unknown: [
          ...this.#unknown.map(one => (this.#exact.has(one.meant ?? '') ? { ...one, meant: undefined } : one)),
          ...(this.words.whole && !hasBlanks ? this.#straysOfCall() : []),
        ],
        contradicting: [...this.#repeated(), ...this.#excluding()],
      },
    };
  }

  /** Stray words, where nothing else is amiss: what names a call without its options is a text about it. */
  #straysOfCall(): readonly UnknownOption[] {
    const isCall =
      this.operation.required.every(one => this.#given.has(one)) || DOCUMENTS.some(one => this.#given.has(one));
    return isCall && !this.isProse && !this.#isOpen && !this.#given.has('help') ? this.#strays : [];
  }

  /** What stands in place of an option's value until a person fills it in; `-` is the account of the credentials. */
  #exampleOf(option: string): string {
    if (option === '--account-id') return '-';
    if (option === '--cli-input-yaml') return 'file://REPLACE_ME.yaml';
    const isJson = option === '--cli-input-json' || this.operation.objects.includes(option);
    return isJson ? 'file://REPLACE_ME.json' : 'REPLACE_ME';
  }

  /** Takes a word and what belongs to it; gives how many words that are. */
  #word(index: number): number {
    const word = this.words.words[index];
    if (word === undefined) return 1;
    const { text, expansions } = word.value;
    const [, dashes = '', rest = ''] = /^([-\u2010-\u2015\u2212]{1,2})([A-Za-z][\w-]*)/.exec(text) ?? [];
    const written = `${dashes}${rest}`;
    const isName = rest !== '' && (text.length === written.length || text[written.length] === '=');
    const isOption = isName && !expansions.some(({ from }) => from < written.length);
    if (!isOption || (dashes === '-' && !this.#own.includes(`--${rest}`))) {
      if (text === 'help') this.#given.add(text);
      this.#isPlain = false;
      const isPlain = expansions.length === 0 && PLAIN.test(text);
      this.#isOpen ||= !isPlain;
      if (isPlain)
        this.#strays.push({ option: text, start: word.start, end: word.end, meant: undefined, ambiguous: [] });
      return 1;
    }
    const assigned = text.length > written.length ? written.length + 1 : undefined;
    return this.#option(
      index,
      written,
      dashes === '--' ? this.#meaning(written) : this.#unknownAs(written, `--${rest}`),
      assigned,
    );
  }

  /** What an option is by its name: itself, what it abbreviates, or what it was probably meant as. */
  #meaning(written: string): Meaning {
    if (this.#own.includes(written) || COMMON.includes(written) || INSTEAD.has(written)) return { name: written };
    const own = this.#own.filter(one => one.startsWith(written));
    const common = COMMON.filter(one => one.startsWith(written));
    const [only] = common.length > 0 ? common : own;
    if (common.length > 0 || own.length === 1) return { name: only ?? written };
    return own.length > 1 ? { name: written, ambiguous: own } : this.#unknownAs(written, written);
  }

  #unknownAs(written: string, like: string): Meaning {
    const meant = nearest(like, [...this.#own, ...COMMON]);
    return { name: meant ?? written, unknown: true, ...(meant === undefined ? {} : { meant }) };
  }

  #option(index: number, written: string, meaning: Meaning, assigned: number | undefined): number {
    const { words } = this.words;
    const word = words[index];
    if (word === undefined) return 1;
    const { name, unknown = false, meant, ambiguous = [] } = meaning;
    const { starts, ends } = word.value;
    const range = { start: starts[0] ?? word.start, end: ends[written.length - 1] ?? word.end };
    if (unknown || ambiguous.length > 0) this.#unknown.push({ option: written, ...range, meant, ambiguous });
    else this.#exact.add(name);
    for (const one of [name, ...ambiguous]) this.#given.add(one);
    if (assigned !== undefined) {
      this.#options.push({ name, ...assignedIn(word, assigned) });
      return 1;
    }
    if (FLAGS.has(name) || name === '--help') return 1;
    const next = words[index + 1];
    if (next !== undefined && isValue(next.value.text)) {
      this.#options.push({ name, value: next.value, start: next.start, end: next.end });
      return 2;
    }
    const cutOff = next === undefined && !this.words.whole;
    if (!unknown && name !== SKELETON && ambiguous.length === 0 && !cutOff) {
      this.#unvalued.push({ option: name, ...range, example: this.#exampleOf(name) });
    }
    return 1;
  }

  /** Options that stand there twice with different values, of which the last one counts. */
  #repeated(): readonly Contradiction[] {
    const last = new Map(this.#options.map(one => [one.name, one]));
    return this.#options.flatMap(one => {
      const wins = last.get(one.name);
      const isOpen = [one, wins].some(which => which === undefined || which.value.expansions.length > 0);
      if (wins === undefined || isOpen || one.value.text === wins.value.text) return [];
      return [{ option: one.name, other: one.name, start: one.start, end: one.end }];
    });
  }

  /** Options that the AWS CLI refuses beside another. */
  #excluding(): readonly Contradiction[] {
    return EXCLUDING.flatMap(({ option, beside }) => {
      const given = this.#options.find(one => one.name === option);
      const other = beside.find(one => this.#given.has(one));
      return given === undefined || other === undefined ? [] : [{ option, other, start: given.start, end: given.end }];
    });
  }
}

interface Meaning {
  /** The option in full; as it is written where nobody knows it. */
  readonly name: string;
  readonly unknown?: true;
  readonly meant?: string;
  readonly ambiguous?: readonly string[];
}

const EXCLUDING: readonly { readonly option: string; readonly beside: readonly string[] }[] = [
  ...['--max-items', '--page-size', '--starting-token'].map(option => ({ option, beside: ['--no-paginate'] })),
  { option: '--cli-input-yaml', beside: ['--cli-input-json'] },
];
