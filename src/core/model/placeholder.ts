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
