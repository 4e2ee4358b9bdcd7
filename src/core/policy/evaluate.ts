import { conditionHolds } from './conditions.ts';
import type { Context } from './context.ts';
import { type Condition, isRead, type Named, type PolicyDocument, type Principal, type Statement } from './document.ts';
import { fits, fitsResource, literally, patternOf } from './pattern.ts';
import { every, not, some, type Truth, truth } from './truth.ts';
import { filled } from './values.ts';

/**
 * Who calls. A service is known by each of its names, since some have one for each Region. A user or role without an
 * account is asked by its own name alone; `isBounded` where it has a permissions boundary. A caller whose policy it is needs
 * no name: the statements of roles and users name nobody.
 */
export type PolicyCaller =
  | { readonly type: 'service'; readonly names: readonly string[] }
  | { readonly type: 'aws'; readonly accountId: string | null; readonly arn: string; readonly isBounded?: boolean }
  | { readonly type: 'owner' };

/** What is asked of a policy: may this caller do this here? */
export interface AccessQuestion {
  readonly caller: PolicyCaller;
  /** Such as `sns:Publish`; compared without case. */
  readonly action: string;
  /** The resource's ARN; null for a trust policy, which is about its own role. */
  readonly resource: string | null;
  readonly context: Context;
}

/**
 * What a policy says. `denied` wins over `allowed`; `silent` where no statement allows it, which is a refusal too unless
 * another policy allows it; `unknown` where it hangs on what nobody here can see.
 */
export type Verdict = 'allowed' | 'denied' | 'silent' | 'unknown';

/** What keeps a statement from applying, or leaves open whether it does. */
export type Obstacle =
  | { readonly element: 'Principal' | 'Action' | 'Resource' | 'Statement'; readonly holds: 'no' | 'unknown' }
  | { readonly element: 'Condition'; readonly holds: 'no' | 'unknown'; readonly condition: Condition };

/** What one statement says of the question. */
export interface StatementVerdict {
  /** Its place in the document, from 0. */
  readonly index: number;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny' | null;
  /** Whether it applies to the question. */
  readonly applies: Truth;
  /** Why not, or why that is unknown; empty where it applies. */
  readonly obstacles: readonly Obstacle[];
}

/** The answer, with what each statement says of it. */
export interface Evaluation {
  readonly verdict: Verdict;
  readonly statements: readonly StatementVerdict[];
}

/**
 * Asks one policy. A statement that can't be read leaves open what it says.
 *
 * Where a Deny is unknown and nothing allows it either way, the answer is `silent`: the caller may not, whatever the Deny
 * turns out to say.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(policy: PolicyDocument, question: AccessQuestion): Evaluation {
  return evaluateAll([policy], question);
}

/** Asks several policies at once, as those of one role: a Deny in one of them counts against an Allow in another. */
export function evaluateAll(policies: readonly PolicyDocument[], question: AccessQuestion): Evaluation {
  const statements = policies.flatMap(policy =>
    policy.statements.map(statement => statementVerdict(statement, question, policy.hasVariables)),
  );
  const says = (effect: 'Allow' | 'Deny'): Truth =>
    some(statements.filter(one => one.effect === effect || one.effect === null).map(one => one.applies));
  return { verdict: verdictOf(says('Allow'), says('Deny')), statements };
}

function statementVerdict(
  statement: PolicyDocument['statements'][number],
  question: AccessQuestion,
  hasVariables: boolean,
): StatementVerdict {
  const { index, sid, effect } = statement;
  if (!isRead(statement)) {
    return { index, sid, effect, applies: 'unknown', obstacles: [{ element: 'Statement', holds: 'unknown' }] };
  }
  const obstacles = obstaclesOf(statement, question, hasVariables);
  return { index, sid, effect, applies: every(obstacles.map(one => one.holds)), obstacles };
}

function verdictOf(allows: Truth, denies: Truth): Verdict {
  if (denies === 'yes') return 'denied';
  if (allows === 'no') return 'silent';
  return allows === 'yes' && denies === 'no' ? 'allowed' : 'unknown';
}

/**
 * The statement that comes nearest to allowing it: one that one obstacle alone keeps from applying. Undefined where
 * several are in the way of each.
 */
export function nearestStatement({ statements }: Evaluation): StatementVerdict | undefined {
  return statements.find(({ effect, applies, obstacles }) => {
    return effect === 'Allow' && applies !== 'yes' && obstacles.length === 1 && obstacles[0]?.element !== 'Statement';
  });
}

function obstaclesOf(statement: Statement, question: AccessQuestion, hasVariables: boolean): readonly Obstacle[] {
  const { caller, action, resource, context } = question;
  const elements = [
    ['Principal', principalHolds(statement, caller)],
    ['Action', listHolds(statement.actions, one => truth(fits(patternOf(one.toLowerCase()), action.toLowerCase())))],
    ['Resource', resourceHolds(statement.resources, resource, context, hasVariables)],
  ] as const;
  const conditions = statement.conditions.map(
    condition => [condition, conditionHolds(condition, context, hasVariables)] as const,
  );
  return [
    ...elements.flatMap(([element, holds]) => (holds === 'yes' ? [] : [{ element, holds } as const])),
    ...conditions.flatMap(([condition, holds]) =>
      holds === 'yes' ? [] : [{ element: 'Condition', holds, condition } as const],
    ),
  ];
}

/** Whether a list names something, or, where it excepts what it names, does not. */
function listHolds<Item>({ except, items }: Named<Item>, holds: (item: Item) => Truth): Truth {
  const named = some(items.map(holds));
  return except ? not(named) : named;
}

/** Policies of resources must name a principal, and those of roles and users none. */
function principalHolds({ principals, effect }: Statement, caller: PolicyCaller): Truth {
  if (principals === null || caller.type === 'owner') return truth(principals === null && caller.type === 'owner');
  if (principals.except && effect === 'Deny' && caller.type === 'aws') return isDenied(principals.items, caller);
  return listHolds(principals, one => truth(isNamed(one, caller)));
}

/**
 * Whether a Deny is about a user or a role that it may spare by `NotPrincipal`. One that it names may be denied all the same, AWS
 * says, unless its account is named as well, and a role also where its session is not, whose name nobody here knows. One with
 * a permissions boundary is always denied.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function isDenied(spared: readonly Principal[], caller: Extract<PolicyCaller, { type: 'aws' }>): Truth {
  if (caller.isBounded === true || !spared.some(one => isNamed(one, caller))) return 'yes';
  return spared.some(isEverybody) ? 'no' : 'unknown';
}

/** `"*"` and `{"AWS": "*"}` are everybody, services too. */
const isEverybody = ({ type, value }: Principal): boolean => type === '*' || (type === 'AWS' && value === '*');

function isNamed(principal: Principal, caller: Exclude<PolicyCaller, { type: 'owner' }>): boolean {
  if (isEverybody(principal)) return true;
  const { type, value } = principal;
  if (caller.type === 'service') return type === 'Service' && (value === '*' || caller.names.includes(value));
  if (type !== 'AWS') return false;
  const { accountId, arn } = caller;
  return (
    value === arn || (accountId !== null && new RegExp(`^(?:arn:[^:]*:iam::)?${accountId}(?::root)?$`).test(value))
  );
}

/** Up to the fifth colon of an ARN a `${…}` is no variable, but part of the text. */
const ARN_HEAD = /^(?:[^:]*:){5}/;

function resourceHolds(
  resources: Named<string> | null,
  resource: string | null,
  context: Context,
  hasVariables: boolean,
): Truth {
  if (resources === null || resource === null) return truth(resources === null && resource === null);
  return listHolds(resources, text => {
    const head = ARN_HEAD.exec(text)?.[0] ?? (text.startsWith('arn:') ? text : '');
    const tail = hasVariables ? filled(text.slice(head.length), context) : patternOf(text.slice(head.length));
    if (tail === 'unknown') return 'unknown';
    return tail === 'unresolved' ? 'no' : truth(fitsResource([...headPattern(head), ...tail], resource));
  });
}

const headPattern = (head: string) => (head.includes('${') ? literally(head) : patternOf(head));
