import { isObject } from '../model/answer.ts';

/** One condition of a statement: an operator over a key and the values it is compared with. */
export interface Condition {
  /** As it is written, such as `ForAnyValue:StringLike`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A list that holds for what it names, or for everything else (`NotAction`, `NotResource`, `NotPrincipal`). */
export interface Named<Item> {
  readonly except: boolean;
  readonly items: readonly Item[];
}

/** Whom a statement is about: the type is `AWS`, `Service`, `Federated` or `CanonicalUser`; `*` alone stands as type `*`. */
export interface Principal {
  readonly type: string;
  readonly value: string;
}

/** A statement of a policy, read. */
export interface Statement {
  /** Its place in the document, from 0. */
  readonly index: number;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  /** Null where the statement names none, as those of roles and users do. */
  readonly principals: Named<Principal> | null;
  readonly actions: Named<string>;
  /** Null where the statement names none, as those of trust policies do. */
  readonly resources: Named<string> | null;
  readonly conditions: readonly Condition[];
}

/** A statement that can't be read. */
export interface UnreadStatement {
  readonly index: number;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny' | null;
}

/** A policy, read. */
export interface PolicyDocument {
  /** True for `2012-10-17`: `${…}` is a variable only there. */
  readonly hasVariables: boolean;
  readonly statements: readonly (Statement | UnreadStatement)[];
}

/**
 * Reads a policy document, from its JSON text or its value. Undefined where it is no policy: broken JSON, no object, or
 * no `Statement`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicy(document: unknown): PolicyDocument | undefined {
  const value = typeof document === 'string' ? parsed(document) : document;
  if (!isObject(value) || value.Statement === undefined) return undefined;
  return { hasVariables: value.Version === '2012-10-17', statements: listOf(value.Statement).map(readStatement) };
}

/** True for a statement that was read. */
export const isRead = (statement: Statement | UnreadStatement): statement is Statement => 'actions' in statement;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** A string or a list of strings; undefined for anything else. */
function textsOf(value: unknown): readonly string[] | undefined {
  const items = listOf(value);
  return items.every(item => typeof item === 'string') ? items : undefined;
}

/** Values of a condition: AWS takes numbers and truth values for their texts. */
function valuesOf(value: unknown): readonly string[] | undefined {
  const items = listOf(value);
  return items.every(item => ['string', 'number', 'boolean'].includes(typeof item)) ? items.map(String) : undefined;
}

function readStatement(value: unknown, index: number): Statement | UnreadStatement {
  if (!isObject(value)) return { index, sid: null, effect: null };
  const sid = typeof value.Sid === 'string' ? value.Sid : null;
  const effect = value.Effect === 'Allow' || value.Effect === 'Deny' ? value.Effect : null;
  const principals = named(value, 'Principal', principalsOf);
  const actions = named(value, 'Action', textsOf);
  const resources = named(value, 'Resource', textsOf);
  const conditions = conditionsOf(value.Condition);
  if (effect === null || principals === undefined || actions === undefined || actions === null)
    return { index, sid, effect };
  if (resources === undefined || conditions === undefined) return { index, sid, effect };
  return { index, sid, effect, principals, actions, resources, conditions };
}

/** `X` or `NotX`; null where neither stands, undefined where one can't be read or both stand. */
function named<Item>(
  statement: Readonly<Record<string, unknown>>,
  element: string,
  read: (value: unknown) => readonly Item[] | undefined,
): Named<Item> | null | undefined {
  const [plain, except] = [statement[element], statement[`Not${element}`]];
  if (plain === undefined && except === undefined) return null;
  if (plain !== undefined && except !== undefined) return undefined;
  const items = read(plain ?? except);
  return items === undefined ? undefined : { except: plain === undefined, items };
}

function principalsOf(value: unknown): readonly Principal[] | undefined {
  if (value === '*') return [{ type: '*', value: '*' }];
  if (!isObject(value)) return undefined;
  const read = Object.entries(value).map(([type, names]) => textsOf(names)?.map(name => ({ type, value: name })));
  return read.every(names => names !== undefined) ? read.flat() : undefined;
}

function conditionsOf(value: unknown): readonly Condition[] | undefined {
  if (value === undefined) return [];
  if (!isObject(value)) return undefined;
  const conditions: Condition[] = [];
  for (const [operator, keys] of Object.entries(value)) {
    if (!isObject(keys)) return undefined;
    for (const [key, given] of Object.entries(keys)) {
      const values = valuesOf(given);
      if (values === undefined) return undefined;
      conditions.push({ operator, key, values });
    }
  }
  return conditions;
}
