import type { Context, KeyState } from './context.ts';
import type { Condition } from './document.ts';
import { fits, fitsArn, literally, type Pattern, patternOf, plainPattern } from './pattern.ts';
import { every, not, some, type Truth, truth } from './truth.ts';
import { filled, inRange, numberOf, timeOf } from './values.ts';

/** How one value of a policy is compared with one value of a call. */
type Compare = (wanted: Pattern, given: string) => Truth;

interface Operator {
  readonly compare: Compare;
  /** How the policy's text is read: with wildcards, or as it is. */
  readonly read: (text: string) => Pattern;
  /** True for the opposite, such as StringNotEquals: it holds where the key is absent. */
  readonly negated: boolean;
}

/** The text of a pattern whose operator reads it without wildcards. */
const textOf = (pattern: Pattern): string => plainPattern(pattern) ?? '';

const lower = (pattern: Pattern): Pattern => literally(textOf(pattern).toLowerCase());

/** Compares numbers or times; what is neither in policy or call is unknown. */
const ordered =
  (read: (text: string) => number, holds: (given: number, wanted: number) => boolean): Compare =>
  (wanted, given) => {
    const [left, right] = [read(given), read(textOf(wanted))];
    return Number.isNaN(left) || Number.isNaN(right) ? 'unknown' : truth(holds(left, right));
  };

const orUnknown = (holds: boolean | undefined): Truth => (holds === undefined ? 'unknown' : truth(holds));

const isTruthValue = (text: string): boolean => /^(?:true|false)$/i.test(text);

const compareArns: Compare = (wanted, given) => orUnknown(fitsArn(wanted, given));

const plain = (compare: Compare): Operator => ({ compare, read: literally, negated: false });
const wild = (compare: Compare): Operator => ({ compare, read: patternOf, negated: false });
const opposite = (operator: Operator): Operator => ({ ...operator, negated: true });

const orders = (type: string, read: (text: string) => number): readonly (readonly [string, Operator])[] => {
  const equals = plain(ordered(read, (given, wanted) => given === wanted));
  return [
    [`${type}Equals`, equals],
    [`${type}NotEquals`, opposite(equals)],
    [`${type}LessThan`, plain(ordered(read, (given, wanted) => given < wanted))],
    [`${type}LessThanEquals`, plain(ordered(read, (given, wanted) => given <= wanted))],
    [`${type}GreaterThan`, plain(ordered(read, (given, wanted) => given > wanted))],
    [`${type}GreaterThanEquals`, plain(ordered(read, (given, wanted) => given >= wanted))],
  ];
};

const stringEquals = plain((wanted, given) => truth(fits(wanted, given)));
const stringEqualsIgnoreCase = plain((wanted, given) => truth(fits(lower(wanted), given.toLowerCase())));
const stringLike = wild((wanted, given) => truth(fits(wanted, given)));
const ipAddress = plain((wanted, given) => orUnknown(inRange(textOf(wanted), given)));
const arnLike = wild(compareArns);

/**
 * Every operator of conditions, without `IfExists` and set prefixes. Null is not among them: it asks of no value.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['StringEquals', stringEquals],
  ['StringNotEquals', opposite(stringEquals)],
  ['StringEqualsIgnoreCase', stringEqualsIgnoreCase],
  ['StringNotEqualsIgnoreCase', opposite(stringEqualsIgnoreCase)],
  ['StringLike', stringLike],
  ['StringNotLike', opposite(stringLike)],
  ...orders('Numeric', numberOf),
  ...orders('Date', timeOf),
  [
    'Bool',
    plain((wanted, given) => {
      const [left, right] = [textOf(wanted), given];
      return isTruthValue(left) && isTruthValue(right) ? truth(left.toLowerCase() === right.toLowerCase()) : 'unknown';
    }),
  ],
  ['BinaryEquals', stringEquals],
  ['IpAddress', ipAddress],
  ['NotIpAddress', opposite(ipAddress)],
  ['ArnEquals', arnLike],
  ['ArnNotEquals', opposite(arnLike)],
  ['ArnLike', arnLike],
  ['ArnNotLike', opposite(arnLike)],
]);

const SPELLING = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Whether a condition holds in a call. An operator that AWS does not have is unknown. */
export function conditionHolds(condition: Condition, context: Context, hasVariables: boolean): Truth {
  const [, set, name = '', ifExists] = SPELLING.exec(condition.operator) ?? [];
  const key = context.get(condition.key);
  if (name === 'Null') return set === undefined && ifExists === undefined ? isNull(condition, key) : 'unknown';
  const operator = OPERATORS.get(name);
  if (operator === undefined || key.state === 'unknown' || key.state === 'present') return 'unknown';
  if (key.state === 'absent') return truth(absentHolds(operator, set, ifExists !== undefined));
  const holds = (given: string): Truth => valueHolds(operator, condition.values, given, context, hasVariables);
  if (set === 'ForAllValues') return every(key.values.map(holds));
  if (set === 'ForAnyValue' || !operator.negated) return some(key.values.map(holds));
  return every(key.values.map(holds));
}

/** Whether a condition over a key that the call does not have holds. */
function absentHolds({ negated }: Operator, set: string | undefined, ifExists: boolean): boolean {
  return ifExists || set === 'ForAllValues' || (negated && set === undefined);
}

/** Whether one value of the call is as the condition's values say. */
function valueHolds(
  { compare, read, negated }: Operator,
  values: readonly string[],
  given: string,
  context: Context,
  hasVariables: boolean,
): Truth {
  const equal = some(
    values.map(value => {
      const wanted = hasVariables ? filled(value, context, read) : read(value);
      if (wanted === 'unknown') return 'unknown';
      // AWS says of a variable without a value only that nothing matches it.
      if (wanted === 'unresolved') return negated ? 'unknown' : 'no';
      return compare(wanted, given);
    }),
  );
  return negated ? not(equal) : equal;
}

function isNull({ values }: Condition, key: KeyState): Truth {
  if (key.state === 'unknown') return 'unknown';
  return truth(values.some(value => value.toLowerCase() === String(key.state === 'absent')));
}
