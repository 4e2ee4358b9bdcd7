import { parseArn } from './arn.ts';
import { parseRegion } from './regions.ts';

/** A text that stands for a value still to be filled in. */
export interface Placeholder {
  readonly from: number;
  readonly to: number;
  /** `variable` is filled in by a shell, a template or an environment; `blank` by nobody. */
  readonly kind: 'variable' | 'blank';
}

/** What CircleCI fills in: the name of a parameter has a dot in it, which a heredoc's delimiter has not. */
export const PARAMETER = /<<[#^/]?[ \t]{0,9}[A-Za-z]\w{0,60}(?:\.[\w-]{1,60}){1,9}[ \t]{0,9}>>/y;

/** `$VAR`, `$1`, `${VAR}`, `${env:VAR}`, `${a.b}`, `$(…)`, `${{ … }}`, `{{ … }}` and `%VAR%`. */
const FILLED_IN =
  /\$\{\{[^{}]*\}\}|\$\{(?:[A-Za-z_][\w-]*:)?[A-Za-z_][\w.:[\]-]*\}|\$\([^()]*\)|\$[A-Za-z_]\w*|\$\{\d+\}|\$\d(?![\d.,])|\{\{[^{}]*\}\}|%[A-Za-z_]\w*%/;
const VARIABLE = new RegExp(`${FILLED_IN.source}|${PARAMETER.source}`);

/** `<…>`, any other `${…}`, and words that only samples hold. */
const BLANK =
  /<(?![\da-fA-F\s]{16,}>)[^<>]*>|\$\{[^{}]*\}|(?<![\w-])(?:REPLACE[-_ ]?ME|CHANGE[-_ ]?ME|TODO|FIXME|YOUR[-_ ][\w-]+|(?:AWS[-_])?REGION|(?:AWS[-_])?ACCOUNT(?:[-_]?(?:ID|NUMBER))?|(?:example-region|region-example|your-[\w-]+))(?![\w-])|(?<=:)x{6,}(?=:)/;

const LOWER_BLANK = /^(?:string|replace[-_ ]?me|change[-_ ]?me)$/i;

/** A character every placeholder holds; most values have none and are told apart without the patterns. */
const HINT = /[$<{%]|[A-Z]{4}|example|your-|xxxxxx/;

/** How much of a value is looked at: longer than any that AWS takes. */
const EXAMINED = 4096;

/** The first placeholder in a value, or undefined where it is a value of its own. */
export function placeholderIn(whole: string): Placeholder | undefined {
  const value = whole.length > EXAMINED ? whole.slice(0, EXAMINED) : whole;
  if (LOWER_BLANK.test(value)) return { from: 0, to: value.length, kind: 'blank' };
  if (!HINT.test(value)) return undefined;
  const variable = VARIABLE.exec(value);
  if (variable !== null) return { from: variable.index, to: variable.index + variable[0].length, kind: 'variable' };
  const blank = BLANK.exec(value);
  return blank === null ? undefined : { from: blank.index, to: blank.index + blank[0].length, kind: 'blank' };
}

/** Keys with a dollar that are names as they stand: of JSON Schema, and of the SDK's answers. */
const DOLLAR_NAMES = /^\$(?:schema|id|ref|defs|comment|anchor|vocabulary|type|metadata|service|fault)$/;

/** True for a key that is another one once it is filled in. */
export const isVariableKey = (key: string): boolean =>
  placeholderIn(key)?.kind === 'variable' && !DOLLAR_NAMES.test(key);

/** A word that says what is to stand in its place: `role-arn`, `projectId`, `[region]`; or dots in its place. */
const NAME =
  /^(?:[[({]?[A-Za-z_-]*(?:arn|id|token|region(?:[-_]?name)?)[\])}]?|(?:[a-z]+[-_])?events?\d?(?:[-_]?names?)?|\.{3}|…)$/i;

/**
 * What no value of ours holds, and a person writes around or instead of one: brackets, stars, letters of other scripts, several
 * words.
 */
const FOR_A_PERSON =
  /[{}[\]<>«»‹›]|^\(.*\)$|\*{2}|(?![\0-\x7f])\p{L}|^(?=.* )(?=.*\b(?:your|my|the|name)\b)[\w '.-]+$/iu;

/** What a value has that is one of its own, be it in brackets. */
const OWN = /:\d{12}:|Retrieval/;
const isInBrackets = (value: string): boolean => /^[[{(<]/.test(value) && /[\]})>]/.test(value.at(-1) ?? '');

/** Such a word for a field of an ARN; for an account whatever is more than digits: `account-id`, `[account]`, `****1234`. */
const PART_NAMES = {
  partition: /^[[({]?[A-Za-z_-]*partition[\])}]?$/i,
  region: /^[[({]?[A-Za-z_-]*region(?:[-_]?(?:name|code|id))?[\])}]?$/i,
  accountId: /[A-Za-z*#@]/,
} as const;

/** Digits with a slip among them. */
const NEARLY_DIGITS = /^(?=[\dA-Za-z]{11,13}$)\d*[A-Za-z]\d*$/;

const PARTS = ['partition', 'region', 'accountId'] as const;

/** No longer word names a field of an ARN. */
const LONGEST_NAME = 40;

/** True for what stands on a page for the reader's own account: `my-account`, `xxxxxxxxxxxx`. */
export const isAccountLeftToReaders = (value: string): boolean =>
  FOR_A_PERSON.test(value) || (PART_NAMES.accountId.test(value) && !NEARLY_DIGITS.test(value));

/**
 * True for what a page leaves to its readers as AWS's own do: a word that names the value, one in brackets, or an ARN with such
 * words or dots in it, such as `arn:aws:sns:region:account-id:topic` and `arn:aws:sns:...`.
 */
export function isLeftToReaders(value: string): boolean {
  if (value.trim() === '' || NAME.test(value)) return true;
  if (FOR_A_PERSON.test(value) && !(isInBrackets(value) && OWN.test(value))) return true;
  if (!value.startsWith('arn:')) return false;
  if (/\.{3}|…/.test(value)) return true;
  const arn = parseArn(value);
  // Account and resource in the wrong order are no words for each other.
  if (arn === undefined || /^\d{12}$/.test(arn.resource)) return false;
  if (parseRegion(arn.accountId) !== undefined || NEARLY_DIGITS.test(arn.accountId)) return false;
  return PARTS.some(part => arn[part].length <= LONGEST_NAME && PART_NAMES[part].test(arn[part]));
}
