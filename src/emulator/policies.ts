/**
 * The emulator's own judgement of policies. It knows every condition key of the calls that it plays, so there is nothing
 * unknown: a key is there with its values, or it is not.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */

/** Who calls: a service by its principal, a user or role of an account, or the role whose own policies are judged. */
export type PolicyPrincipal =
  | { readonly service: string }
  | { readonly account: string; readonly arn: string }
  | 'owner';

/** One call to be judged. */
export interface JudgedCall {
  readonly principal: PolicyPrincipal;
  /** Such as `sns:Publish`. */
  readonly action: string;
  /** Null for a trust policy. */
  readonly resource: string | null;
  /** Condition keys of the call, without regard to case. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

/** As SimulatePrincipalPolicy words it. */
export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listed = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
/** The texts of an element; what is nested says nothing, and may be nested thousands deep. */
export const texts = (value: unknown): readonly string[] =>
  listed(value)
    .filter(one => typeof one !== 'object')
    .map(String);

/** The statements of a document; undefined where it is no policy. */
export function statementsOf(document: string): readonly Fields[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(document);
  } catch {
    return undefined;
  }
  if (!isFields(parsed) || parsed.Statement === undefined) return undefined;
  const statements = listed(parsed.Statement);
  return statements.every(isFields) ? statements : undefined;
}

/** The keys that the conditions of a document ask for, as they are written. */
export const conditionKeys = (document: string): readonly string[] =>
  (statementsOf(document) ?? [])
    .flatMap(({ Condition }) => (isFields(Condition) ? Object.values(Condition) : []))
    .flatMap(keys => (isFields(keys) ? Object.keys(keys) : []));

/** Judges a call by the statements of all documents together. A document that is no policy says nothing. */
export function judge(documents: readonly string[], call: JudgedCall): Decision {
  const applying = documents.flatMap(document => statementsOf(document) ?? []).filter(one => applies(one, call));
  if (applying.some(({ Effect }) => Effect === 'Deny')) return 'explicitDeny';
  return applying.some(({ Effect }) => Effect === 'Allow') ? 'allowed' : 'implicitDeny';
}

function applies(statement: Fields, call: JudgedCall): boolean {
  return (
    named(statement, 'Principal', call.principal !== 'owner', value => isCaller(value, call.principal)) &&
    named(statement, 'Action', true, value =>
      texts(value).some(one => like(one.toLowerCase(), call.action.toLowerCase())),
    ) &&
    named(statement, 'Resource', call.resource !== null, value => texts(value).some(one => isResource(one, call))) &&
    conditionsHold(statement.Condition, call)
  );
}

/** An element or its `Not…`; where neither stands the statement applies only if none is expected. */
function named(statement: Fields, element: string, expected: boolean, holds: (value: unknown) => boolean): boolean {
  if (statement[element] !== undefined) return expected && holds(statement[element]);
  const other = statement[`Not${element}`];
  return other === undefined ? !expected : expected && !holds(other);
}

function isCaller(value: unknown, principal: PolicyPrincipal): boolean {
  if (value === '*') return true;
  if (!isFields(value) || principal === 'owner') return false;
  const aws = texts(value.AWS);
  if (aws.includes('*')) return true;
  if ('service' in principal) return texts(value.Service).some(one => one === '*' || one === principal.service);
  const names = [principal.account, `:iam::${principal.account}:root`, principal.arn];
  return aws.some(one => one === principal.arn || one === principal.account || one.endsWith(names[1] ?? ''));
}

const escapeRegExp = (text: string): string => text.replace(/[\\^$.|+()[\]{}]/g, '\\$&');

/** A pattern with `*` and `?` over a whole text. */
const like = (pattern: string, text: string): boolean =>
  new RegExp(`^${escapeRegExp(pattern).replace(/\*+/g, '.*').replaceAll('?', '.')}$`, 's').test(text);

/** Field by field; a `*` that ends a field may run on over colons. */
function isResource(pattern: string, { resource, keys }: JudgedCall): boolean {
  if (resource === null) return false;
  const filled = fill(pattern, keys);
  if (filled === undefined) return false;
  const source = escapeRegExp(filled)
    .replace(/\*(?=:|$)/g, '\u0000')
    .replaceAll('*', filled.split(':').length < 6 ? '.*' : '[^:]*')
    .replaceAll('\u0000', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(resource) || (filled.split(':').length >= 6 && arnLike(filled, resource));
}

/** Each of an ARN's six fields by itself, as ArnLike compares. */
function arnLike(pattern: string, arn: string): boolean {
  const cut = (text: string): readonly string[] => {
    const parts = text.split(':');
    return [...parts.slice(0, 5), parts.slice(5).join(':')];
  };
  const [wanted, given] = [cut(pattern), cut(arn)];
  return wanted.every((part, index) => like(part, given[index] ?? ''));
}

function valuesOf(keys: JudgedCall['keys'], key: string): readonly string[] | undefined {
  return Object.entries(keys).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

/** A text with its variables filled in; undefined where one has no value. */
function fill(text: string, keys: JudgedCall['keys']): string | undefined {
  let missing = false;
  const filled = text.replace(/\$\{([^}]*)\}/g, (_all, inner: string) => {
    const [, name = inner, fallback] = /^([^,]*),\s*'(.*)'$/.exec(inner) ?? [];
    const value = valuesOf(keys, name.trim())?.[0] ?? fallback;
    missing ||= value === undefined;
    return value ?? '';
  });
  return missing ? undefined : filled;
}

type Test = (wanted: string, given: string) => boolean;
const number =
  (compare: (given: number, wanted: number) => boolean): Test =>
  (wanted, given) =>
    compare(Number(given), Number(wanted));
const when = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));
const date =
  (compare: (given: number, wanted: number) => boolean): Test =>
  (wanted, given) =>
    compare(when(given), when(wanted));

/** The operators that say what a value is; each `Not…` of them is its opposite. */
const TESTS: Readonly<Record<string, Test>> = {
  StringEquals: (wanted, given) => wanted === given,
  StringEqualsIgnoreCase: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
  StringLike: like,
  NumericEquals: number((a, b) => a === b),
  NumericLessThan: number((a, b) => a < b),
  NumericLessThanEquals: number((a, b) => a <= b),
  NumericGreaterThan: number((a, b) => a > b),
  NumericGreaterThanEquals: number((a, b) => a >= b),
  DateEquals: date((a, b) => a === b),
  DateLessThan: date((a, b) => a < b),
  DateLessThanEquals: date((a, b) => a <= b),
  DateGreaterThan: date((a, b) => a > b),
  DateGreaterThanEquals: date((a, b) => a >= b),
  Bool: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
  BinaryEquals: (wanted, given) => wanted === given,
  ArnEquals: arnLike,
  ArnLike: arnLike,
};

const OPPOSITES: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

function conditionsHold(condition: unknown, call: JudgedCall): boolean {
  return Object.entries(isFields(condition) ? condition : {}).every(([operator, keys]) =>
    Object.entries(isFields(keys) ? keys : {}).every(([key, values]) => holds(operator, key, texts(values), call)),
  );
}

/** An operator that the emulator does not have, IpAddress among them, never holds: the calls it plays have no address. */
function holds(operator: string, key: string, wanted: readonly string[], { keys }: JudgedCall): boolean {
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const given = valuesOf(keys, key);
  if (name === 'Null') return wanted.includes(String(given === undefined));
  const isOpposite = name in OPPOSITES;
  const test = TESTS[OPPOSITES[name] ?? name];
  if (given === undefined) return ifExists !== undefined || set === 'ForAllValues' || (isOpposite && set === undefined);
  if (test === undefined) return false;
  const one = (value: string): boolean => {
    const equal = wanted.some(text => {
      const filled = fill(text, keys);
      return filled !== undefined && test(filled, value);
    });
    return equal !== isOpposite;
  };
  return set === 'ForAllValues' || (isOpposite && set === undefined) ? given.every(one) : given.some(one);
}
