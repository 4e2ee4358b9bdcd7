import type { CallSite, ScannedAside } from './scanShell.ts';
import { readWords, type ShellText } from './shellWords.ts';
import type { Unquoted } from './unquoted.ts';

/** What a script says of its own variables where a call stands. */
export interface ScriptEnvironment {
  /** The Region that exported variables give; null where they give one that only a run tells, undefined where they give none. */
  readonly region: string | null | undefined;
  /** True where an exported variable leads calls to an endpoint of its own. */
  readonly ownEndpoint: boolean;
  /** What a value is that is one variable as a whole; undefined where the script does not tell for certain. */
  readonly filledIn: (value: Unquoted) => string | undefined;
}

/** A word that sets or unsets variables, or opens or closes a block. */
export interface EnvironmentSite extends CallSite {
  readonly word: string;
}

const WORD =
  /(?<![\w$./-])(?:export|declare|typeset|readonly|local|unset|read|source|eval|\.(?=[ \t])|if|case|for|while|until|select|fi|done|esac|[{}](?=[\s;])|[A-Za-z_]\w*\+?(?==))/g;

/** The first such word from an offset on, wherever it stands. */
export function nextEnvironmentSite(text: string, from: number): EnvironmentSite | undefined {
  WORD.lastIndex = from;
  const match = WORD.exec(text);
  return match === null ? undefined : { word: match[0], start: match.index, end: match.index + match[0].length };
}

/** True where what a script says of its variables can matter to a call. */
export const mayTellRegion = (text: string): boolean => /AWS_(?:DEFAULT_)?REGION|AWS_ENDPOINT_URL|--region/.test(text);

/** Keywords that a command may follow. A name is taken whole: cut in all ways, two names would take for ever. */
const LEAD =
  /^(?:\s|!|\{|(?:then|do|else|elif|if|while|until|time)(?![\w-])|(?:function\s+)?(?<![\w:.-])[\w:.-]+\s*\(\s*\)|function\s+[\w:.-]+(?![\w:.-]))*$/;
/** No more keywords than this many characters stand before a command. */
const MAX_LEAD = 200;

const OPENING = new Set(['if', 'case', 'for', 'while', 'until', 'select', '{']);
const CLOSING = new Set(['fi', 'done', 'esac', '}']);
const EXPORTING = new Set(['export', 'declare', 'typeset', 'readonly']);

interface Variable {
  /** Undefined where only a run tells. */
  readonly value: string | undefined;
  readonly isExported: boolean;
}

/**
 * Follows what a script says of its variables from front to end, as far as it is certain: what is set once for all, outside of
 * every condition, loop, function and substitution, to a text that the script itself holds.
 */
export class Variables {
  readonly #text: string;
  readonly #asides: readonly ScannedAside<EnvironmentSite>[];
  readonly #variables = new Map<string, Variable>();
  /** Those whose value is known. */
  readonly #certain = new Set<string>();
  /** How many different things each variable is set to in the whole text; what only a run tells counts for itself. */
  #values: ReadonlyMap<string, ReadonlySet<string | undefined>> | undefined;
  #next = 0;
  #blocks = 0;
  #hasEndpoint = false;

  constructor(
    readonly shell: ShellText,
    asides: readonly ScannedAside<EnvironmentSite>[],
  ) {
    this.#text = shell.text;
    this.#asides = asides.filter(one => this.#isAtCommand(one));
  }

  /** What holds where a call stands, until the next is asked for: in the order of the text. */
  at(start: number): ScriptEnvironment {
    for (let aside = this.#asides[this.#next]; aside !== undefined && aside.site.start < start; ) {
      this.#take(aside);
      this.#next += 1;
      aside = this.#asides[this.#next];
    }
    const isInBlock = this.#blocks > 0;
    const lookup = (name: string): Variable | undefined => {
      const variable = this.#variables.get(name);
      if (!isInBlock) return variable;
      // A function or a loop may run when the variable says something else by then.
      const isCertain = this.#valuesOf(name).size === (variable === undefined ? 0 : 1);
      return isCertain ? variable : { value: undefined, isExported: true };
    };
    const given = ['AWS_REGION', 'AWS_DEFAULT_REGION'].map(lookup).find(one => one?.isExported === true);
    return {
      region: given === undefined ? undefined : (given.value ?? null),
      ownEndpoint: this.#hasEndpoint,
      filledIn: value => (value.expansions.length === 0 ? undefined : textOf(value, lookup)),
    };
  }

  #isAtCommand({ site, commandStart }: ScannedAside<EnvironmentSite>): boolean {
    return site.start - commandStart <= MAX_LEAD && LEAD.test(this.#text.slice(commandStart, site.start));
  }

  #take({ site, depth }: ScannedAside<EnvironmentSite>): void {
    if (OPENING.has(site.word)) this.#blocks += 1;
    else if (CLOSING.has(site.word)) this.#blocks = Math.max(0, this.#blocks - 1);
    if (/^(?:source|eval|\.)$/.test(site.word)) {
      for (const name of this.#certain) this.#set(name, undefined, this.#variables.get(name)?.isExported === true);
      return;
    }
    const isPlain = this.#blocks === 0 && depth === 0;
    for (const { name, value, isExported } of this.#settings(site)) {
      const before = this.#variables.get(name);
      const exported = isExported || before?.isExported === true;
      if (/^AWS_ENDPOINT_URL/.test(name) && exported) this.#hasEndpoint = true;
      const text = value === KEPT ? before?.value : textOf(value, one => this.#variables.get(one));
      this.#set(name, isPlain ? text : undefined, exported);
    }
  }

  #set(name: string, value: string | undefined, isExported: boolean): void {
    this.#variables.set(name, { value, isExported });
    if (value === undefined) this.#certain.delete(name);
    else this.#certain.add(name);
  }

  /** What one command sets. Settings before a call are that call's alone. */
  #settings({ word, start }: EnvironmentSite): readonly Setting[] {
    if (/^(?:if|case|while|until|select|fi|done|esac|[{}])$/.test(word)) return [];
    const { words } = readWords(this.shell, start);
    const texts = words.map(one => one.value);
    if (word === 'for')
      return texts.slice(1, 2).map(({ text }) => ({ name: text, value: undefined, isExported: false }));
    if (word === 'unset' || word === 'read') {
      return texts.slice(1).map(({ text }) => ({ name: text, value: undefined, isExported: false }));
    }
    const isCommand = /^\w+$/.test(word) && !texts[0]?.text.startsWith(`${word}=`);
    const isExported = EXPORTING.has(word) && (word === 'export' || texts.some(({ text }) => /^-\w*x/.test(text)));
    const settings = texts.slice(isCommand ? 1 : 0).map(one => settingOf(one, isExported));
    const isCallsOwn = !isCommand && settings.some(one => one === undefined || one.value === KEPT);
    return isCallsOwn ? [] : settings.flatMap(one => one ?? []);
  }

  #valuesOf(name: string): ReadonlySet<string | undefined> {
    this.#values ??= this.#allValues();
    return this.#values.get(name) ?? new Set();
  }

  #allValues(): ReadonlyMap<string, ReadonlySet<string | undefined>> {
    const all = new Map<string, Set<string | undefined>>();
    for (const { site } of this.#asides) {
      for (const { name, value } of this.#settings(site)) {
        if (value === KEPT) continue;
        const values = all.get(name) ?? new Set();
        values.add(textOf(value, () => undefined));
        all.set(name, values);
      }
    }
    return all;
  }
}

/** `export NAME`: the variable keeps its value. */
const KEPT = 'kept';

interface Setting {
  readonly name: string;
  readonly value: Unquoted | typeof KEPT | undefined;
  readonly isExported: boolean;
}

function settingOf(word: Unquoted, isExported: boolean): Setting | undefined {
  const [, name, added] = /^([A-Za-z_]\w*)(\+?)=/.exec(word.text) ?? [];
  if (name === undefined)
    return /^[A-Za-z_]\w*$/.test(word.text) ? { name: word.text, value: KEPT, isExported } : undefined;
  return { name, value: added === '' ? word.slice(name.length + 1) : undefined, isExported };
}

/** A text that stands there, or what the one variable is that stands in its place. */
function textOf(value: Unquoted | undefined, lookup: (name: string) => Variable | undefined): string | undefined {
  if (value === undefined) return undefined;
  const [expansion, second] = value.expansions;
  if (expansion === undefined) return value.text;
  const name = /^\$\{?([A-Za-z_]\w*)\}?$/.exec(value.text)?.[1];
  return second !== undefined || name === undefined || expansion.isEarly ? undefined : lookup(name)?.value;
}
