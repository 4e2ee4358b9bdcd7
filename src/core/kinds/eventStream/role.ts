import { isObject, objects, optionalText, text, texts } from '../../model/answer.ts';
import { ifThere, type Look } from '../../model/check.ts';
import { AccessError } from '../../model/errors.ts';
import { pagesOf } from '../../model/paging.ts';
import type { Answer } from '../../model/ports.ts';
import { Context, known } from '../../policy/context.ts';
import { type PolicyDocument, readPolicy } from '../../policy/document.ts';
import { evaluate, evaluateAll, type PolicyCaller, type Verdict } from '../../policy/evaluate.ts';

/** The role that an event stream writes with. */
export interface StreamRole {
  readonly arn: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** Without its path, as IAM's calls take it. */
  readonly name: string;
}

/** The role of this name, whatever its path: an account has one at most. Undefined where there is none. */
export async function roleNamed({ name }: StreamRole, look: Look): Promise<Answer | undefined> {
  const answer = await ifThere(look.read('GetRole', { RoleName: name }));
  if (answer === undefined) return undefined;
  if (!isObject(answer.Role)) throw new AccessError('unexpected-answer', 'The answer holds no Role.');
  return answer.Role;
}

/** The ARN of a role that has the name alone: one that was created again with another path is another role. */
export function otherArn(found: Answer, { arn }: StreamRole): string | undefined {
  const own = optionalText(found, 'Arn') ?? arn;
  return own.toLowerCase() === arn.toLowerCase() ? undefined : own;
}

/** The role; undefined for one that is gone, which `event-stream/role-trust` tells. */
export async function roleOf(role: StreamRole, look: Look): Promise<Answer | undefined> {
  const found = await roleNamed(role, look);
  return found === undefined || otherArn(found, role) !== undefined ? undefined : found;
}

/** What a role is asked: may it do these actions on this resource? */
export interface RoleQuestion {
  readonly actions: readonly string[];
  /** An ARN. */
  readonly resource: string;
  /** What is known of the call's condition keys, by their names; of all others nothing. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Which actions a role may not do, and which nobody can tell. */
export interface Missing {
  readonly refused: readonly string[];
  /** Of those refused: what a statement denies, or the boundary or the organisation does not allow. Nothing makes up for it. */
  readonly denied: readonly string[];
  /** Of those refused: what no policy of the role allows and nothing forbids. The policy of a resource may make up for it. */
  readonly silent: readonly string[];
  readonly open: readonly string[];
  /** Who says so. What IAM simulates, knows of the organisation's policies; the role's own policies do not. */
  readonly by: 'simulation' | 'policies';
}

/** What is said of an action: by the role's own policies, and by what limits them, the boundary and the organisation's. */
interface Said {
  readonly own: Verdict;
  readonly limit: Verdict;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
function missing(actions: readonly string[], said: (action: string) => Said, by: Missing['by']): Missing {
  const told = actions.map(action => [action, said(action)] as const);
  const those = (isSo: (said: Said) => boolean) => told.flatMap(([action, one]) => (isSo(one) ? [action] : []));
  const isDenied = ({ own, limit }: Said) => own === 'denied' || limit === 'denied' || limit === 'silent';
  const isRefused = (said: Said) => isDenied(said) || said.own === 'silent';
  return {
    refused: those(isRefused),
    denied: those(isDenied),
    silent: those(({ own, limit }) => own === 'silent' && limit === 'allowed'),
    open: those(said => !isRefused(said) && (said.own === 'unknown' || said.limit === 'unknown')),
    by,
  };
}

/**
 * Asks IAM, which knows boundaries and the policies of the organisation too; where that is denied, reads the role's own
 * policies and its boundary. Those also decide where IAM lacked a key that any of all the policies asks for, be it beside the
 * point, and they come to the same without it.
 * @throws {AccessError} Of the simulation where the policies can't be read either.
 */
export async function missingActions(role: StreamRole, question: RoleQuestion, look: Look): Promise<Missing> {
  const { actions } = question;
  let decided: ReadonlyMap<string, Decision>;
  try {
    decided = await simulated(role, question, look);
  } catch (error) {
    if (!isAccessDenied(error)) throw error;
    const read = await readByUs(role, question, look);
    if (read === undefined) throw error;
    return missing(actions, read, 'policies');
  }
  const read = [...decided.values()].some(({ lacksKey }) => lacksKey)
    ? await readByUs(role, question, look)
    : undefined;
  const said = (action: string): Said => {
    const decision = decided.get(action.toLowerCase()) ?? OPEN;
    if (!decision.lacksKey) return decision;
    const { own, limit } = read?.(action) ?? OPEN;
    return own === decision.own && limit === decision.limit ? decision : OPEN;
  };
  return missing(actions, said, read === undefined ? 'simulation' : 'policies');
}

const isAccessDenied = (error: unknown): boolean => error instanceof AccessError && error.code === 'access-denied';

/** What IAM simulates of an action. */
interface Decision extends Said {
  /** True where it was decided without a key that a policy asks for. */
  readonly lacksKey: boolean;
}

/**
 * Newer answers hold one result an action, with those of each resource in it; older ones one for each of both. A decision
 * that was made without a key that the policies ask for is none: with the key a Deny, say, may not hold, or hold.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResourceSpecificResult.html
 */
async function simulated(
  role: StreamRole,
  { actions, resource, keys }: RoleQuestion,
  look: Look,
): Promise<ReadonlyMap<string, Decision>> {
  const ContextEntries = Object.entries(keys).map(([ContextKeyName, value]) => ({
    ContextKeyName,
    ContextKeyType: value === 'true' ? 'boolean' : 'string',
    ContextKeyValues: [value],
  }));
  const input = { PolicySourceArn: role.arn, ActionNames: actions, ResourceArns: [resource], ContextEntries };
  const decisions = new Map<string, Decision>();
  const pages = pagesOf(
    Marker => look.read('SimulatePrincipalPolicy', Marker === null ? input : { ...input, Marker }),
    answer => (answer.IsTruncated === true ? optionalText(answer, 'Marker') : null),
  );
  for await (const page of pages) {
    for (const result of objects(page, 'EvaluationResults')) {
      const name = text(result, 'EvalActionName').toLowerCase();
      const of = Array.isArray(result.ResourceSpecificResults) ? result.ResourceSpecificResults.filter(isObject) : [];
      const own = of.find(one => one.EvalResourceName === resource);
      const decision = own === undefined ? text(result, 'EvalDecision') : text(own, 'EvalResourceDecision');
      const { MissingContextValues: lacking } = own ?? result;
      const lacksKey = Array.isArray(lacking) && lacking.length > 0;
      const isLimited =
        isNo(result.OrganizationsDecisionDetail, 'AllowedByOrganizations') ||
        isNo((own ?? result).PermissionsBoundaryDecisionDetail, 'AllowedByPermissionsBoundary');
      const said = decision === 'allowed' ? 'allowed' : decision === 'explicitDeny' ? 'denied' : 'silent';
      decisions.set(name, { own: said, limit: isLimited ? 'silent' : 'allowed', lacksKey });
    }
  }
  const unsaid = actions.filter(action => !decisions.has(action.toLowerCase()));
  if (unsaid.length > 0) throw new AccessError('unexpected-answer', `The answer says nothing of ${unsaid.join(', ')}.`);
  return decisions;
}

const OPEN: Decision = { own: 'unknown', limit: 'allowed', lacksKey: true };

/** True where a part of a decision says no. */
const isNo = (detail: unknown, member: string): boolean => isObject(detail) && detail[member] === false;

const STRICTEST: readonly Verdict[] = ['denied', 'silent', 'unknown', 'allowed'];

/** What is left where each must allow it. */
const strictest = (verdicts: readonly Verdict[]): Verdict => STRICTEST.find(one => verdicts.includes(one)) ?? 'silent';

/** What is known of a call that the role makes. */
function contextOf({ arn }: Pick<StreamRole, 'arn'>, keys: RoleQuestion['keys']): Context {
  const given = Object.entries(keys).map(([name, value]) => [name, known(value)] as const);
  return new Context({ 'aws:PrincipalArn': known(arn), ...Object.fromEntries(given) });
}

/**
 * What the policy of a resource says of a role that calls: of all that is asked, the strictest.
 * @param role Without its account what the account may does not count, but only what the role may by its own name.
 */
export function roleVerdict(
  policy: PolicyDocument,
  role: Omit<Extract<PolicyCaller, { type: 'aws' }>, 'type'>,
  { actions, resource, keys }: RoleQuestion,
): Verdict {
  const context = contextOf(role, keys);
  const caller = { type: 'aws', ...role } as const;
  return strictest(actions.map(action => evaluate(policy, { caller, action, resource, context }).verdict));
}

/**
 * What the role's inline and attached policies, as one, and its boundary say of an action; undefined where they may not be
 * read. The organisation's policies are not seen.
 */
async function readByUs(
  role: StreamRole,
  { resource, keys }: RoleQuestion,
  look: Look,
): Promise<((action: string) => Said) | undefined> {
  const context = contextOf(role, keys);
  try {
    const boundary = await boundaryOf(role, look);
    const policies = await policiesOf(role.name, look);
    return action => {
      const question = { caller: { type: 'owner' }, action, resource, context } as const;
      return {
        own: evaluateAll(policies, question).verdict,
        limit: boundary === undefined ? 'allowed' : evaluate(boundary, question).verdict,
      };
    };
  } catch (error) {
    if (isAccessDenied(error)) return undefined;
    throw error;
  }
}

async function boundaryOf(role: StreamRole, look: Look): Promise<PolicyDocument | undefined> {
  const { PermissionsBoundary: boundary } = (await roleOf(role, look)) ?? {};
  return isObject(boundary) ? managedPolicy(text(boundary, 'PermissionsBoundaryArn'), look) : undefined;
}

async function policiesOf(RoleName: string, look: Look): Promise<readonly PolicyDocument[]> {
  const marked = (operation: 'ListRolePolicies' | 'ListAttachedRolePolicies') =>
    pagesOf(
      Marker => look.read(operation, { RoleName, ...(Marker === null ? {} : { Marker }) }),
      answer => (answer.IsTruncated === true ? optionalText(answer, 'Marker') : null),
    );
  const policies: PolicyDocument[] = [];
  for await (const page of marked('ListRolePolicies')) {
    for (const PolicyName of texts(page, 'PolicyNames')) {
      policies.push(policyIn((await look.read('GetRolePolicy', { RoleName, PolicyName })).PolicyDocument));
    }
  }
  for await (const page of marked('ListAttachedRolePolicies')) {
    for (const attached of objects(page, 'AttachedPolicies')) {
      policies.push(await managedPolicy(text(attached, 'PolicyArn'), look));
    }
  }
  return policies;
}

/** A managed policy in the version that counts. */
async function managedPolicy(PolicyArn: string, look: Look): Promise<PolicyDocument> {
  const { Policy } = await look.read('GetPolicy', { PolicyArn });
  if (!isObject(Policy)) throw new AccessError('unexpected-answer', 'The answer holds no Policy.');
  const VersionId = text(Policy, 'DefaultVersionId');
  const { PolicyVersion } = await look.read('GetPolicyVersion', { PolicyArn, VersionId });
  return policyIn(isObject(PolicyVersion) ? PolicyVersion.Document : undefined);
}

/** IAM writes documents as RFC 3986 writes an address. */
function policyIn(document: unknown): PolicyDocument {
  const policy = typeof document === 'string' ? readPolicy(decodeURIComponent(document)) : undefined;
  if (policy === undefined) throw new AccessError('unexpected-answer', 'A policy of the role is no policy.');
  return policy;
}
