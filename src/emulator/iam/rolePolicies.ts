import { conditionKeys, type Decision, type JudgedCall, judge, statementsOf } from '../policies.ts';
import { partitionOf } from '../regions.ts';
import { Collection } from '../state/collection.ts';
import { integer, list, object, optional, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { inputOf, openRoles, peekRoles, roleName, roleOf, roleWithArn } from './checks.ts';
import { checkTrustPolicy } from './createRole.ts';
import { encode3986 } from './encodeRole.ts';
import { fail } from './errors.ts';
import type { IamDocument, Policy, Role } from './iamDocument.ts';
import { IAM_HOME_REGION } from './limits.ts';

const policyName = string({ min: 1, max: 128, pattern: /^[\w+=,.@-]+$/ });
const policyArn = string({ min: 20, max: 2048 });
const policyDocument = string({ min: 1, max: 131_072 });

/** @throws {ServiceError} MalformedPolicyDocument */
function checkDocument(text: string): void {
  if (statementsOf(text) === undefined) throw fail('MalformedPolicyDocument', 'Syntax errors in policy.');
}

const documents = (call: EmulatorCall): IamDocument => call.world.iam.open(call.account, IAM_HOME_REGION);

const keep = (call: EmulatorCall, role: Role): void => openRoles(call).set(role.name.toLowerCase(), role);

const inline = object({ RoleName: roleName, PolicyName: policyName });

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
const putRolePolicy: EmulatorOperation = {
  name: 'PutRolePolicy',
  effect: 'write',
  run(call) {
    const { PolicyName, PolicyDocument } = inputOf(
      object({ PolicyName: policyName, PolicyDocument: policyDocument }),
      call,
    );
    const role = roleOf(call);
    checkDocument(PolicyDocument);
    const policies = new Collection(role.policies?.entries());
    policies.set(PolicyName, PolicyDocument);
    keep(call, { ...role, policies });
    return {};
  },
};

/** The inline policy that a call names. @throws {ServiceError} NoSuchEntity */
function inlineOf(call: EmulatorCall): { readonly role: Role; readonly name: string; readonly text: string } {
  const { PolicyName: name } = inputOf(inline, call);
  const role = roleOf(call);
  const text = role.policies?.get(name);
  if (text === undefined) throw fail('NoSuchEntity', `The role policy with name ${name} cannot be found.`);
  return { role, name, text };
}

const getRolePolicy: EmulatorOperation = {
  name: 'GetRolePolicy',
  effect: 'read',
  run(call) {
    const { role, name, text } = inlineOf(call);
    return { body: { RoleName: role.name, PolicyName: name, PolicyDocument: encode3986(text) } };
  },
};

const deleteRolePolicy: EmulatorOperation = {
  name: 'DeleteRolePolicy',
  effect: 'write',
  run(call) {
    const { role, name } = inlineOf(call);
    const policies = new Collection(role.policies?.entries());
    policies.delete(name);
    keep(call, { ...role, policies });
    return {};
  },
};

const paging = object({
  Marker: optional(string({ min: 1, max: 320 })),
  MaxItems: optional(integer({ min: 1, max: 1000, fromText: true })),
});

/** A page of named things: our marker is the name of the next one; AWS's is opaque. */
function pageOf<T>(call: EmulatorCall, all: Collection<T>) {
  const { Marker: from = '', MaxItems: limit = 100 } = inputOf(paging, call);
  const { items, next } = all.page(from, limit);
  return { items, tail: { IsTruncated: next !== undefined, ...(next === undefined ? {} : { Marker: next }) } };
}

const listRolePolicies: EmulatorOperation = {
  name: 'ListRolePolicies',
  effect: 'read',
  run(call) {
    const { items, tail } = pageOf(call, roleOf(call).policies ?? new Collection());
    return { body: { PolicyNames: items.map(([name]) => name), ...tail } };
  },
};

const newPolicy = object({
  PolicyName: policyName,
  PolicyDocument: policyDocument,
  Path: optional(string({ max: 512 })),
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
const createPolicy: EmulatorOperation = {
  name: 'CreatePolicy',
  effect: 'write',
  run(call) {
    const { PolicyName: name, PolicyDocument: document, Path: path = '/' } = inputOf(newPolicy, call);
    checkDocument(document);
    const { policies } = documents(call);
    const arn = `arn:${partitionOf(call.region)}:iam::${call.account}:policy${path}${name}`;
    if (policies.get(arn) !== undefined) throw fail('EntityAlreadyExists', `A policy called ${name} already exists.`);
    policies.set(arn, { name, document, createDate: call.now.toISOString() });
    return { body: { Policy: encodePolicy(call, arn, { name, document, createDate: call.now.toISOString() }) } };
  },
};

function encodePolicy(call: EmulatorCall, arn: string, policy: Policy) {
  const attached = [...peekRoles(call).values()].filter(role => role.attachedPolicies?.get(arn) !== undefined).length;
  const created = (policy.createDate ?? '2021-01-01T00:00:00.000Z').replace(/\.000Z$/, 'Z');
  return {
    PolicyName: policy.name,
    PolicyId: `ANPA${Buffer.from(policy.name).toString('hex').toUpperCase().padEnd(17, '0').slice(0, 17)}`,
    Arn: arn,
    Path: '/',
    DefaultVersionId: 'v1',
    AttachmentCount: attached,
    IsAttachable: true,
    CreateDate: created,
    UpdateDate: created,
  };
}

/** A managed policy of the caller's; AWS's own are not kept. @throws {ServiceError} NoSuchEntity */
function policyOf(call: EmulatorCall): { readonly arn: string; readonly policy: Policy } {
  const { PolicyArn: arn } = inputOf(object({ PolicyArn: policyArn }), call);
  const policy = documents(call).policies.get(arn);
  if (policy === undefined) throw fail('NoSuchEntity', `Policy ${arn} was not found.`);
  return { arn, policy };
}

const getPolicy: EmulatorOperation = {
  name: 'GetPolicy',
  effect: 'read',
  run(call) {
    const { arn, policy } = policyOf(call);
    return { body: { Policy: encodePolicy(call, arn, policy) } };
  },
};

/** Every policy here has one version. */
const getPolicyVersion: EmulatorOperation = {
  name: 'GetPolicyVersion',
  effect: 'read',
  run(call) {
    const { arn, policy } = policyOf(call);
    const { VersionId } = inputOf(object({ VersionId: string() }), call);
    if (VersionId !== 'v1')
      throw fail('NoSuchEntity', `Policy ${arn} version ${VersionId} does not exist or is not attachable.`);
    return { body: { PolicyVersion: { Document: encode3986(policy.document), VersionId, IsDefaultVersion: true } } };
  },
};

/** Attaching twice is a success. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
const attachRolePolicy: EmulatorOperation = {
  name: 'AttachRolePolicy',
  effect: 'write',
  run(call) {
    const { arn, policy } = policyOf(call);
    const role = roleOf(call);
    const attachedPolicies = new Collection(role.attachedPolicies?.entries());
    attachedPolicies.set(arn, policy.name);
    keep(call, { ...role, attachedPolicies });
    return {};
  },
};

const listAttachedRolePolicies: EmulatorOperation = {
  name: 'ListAttachedRolePolicies',
  effect: 'read',
  run(call) {
    const { items, tail } = pageOf(call, roleOf(call).attachedPolicies ?? new Collection());
    return { body: { AttachedPolicies: items.map(([PolicyArn, PolicyName]) => ({ PolicyName, PolicyArn })), ...tail } };
  },
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
const updateAssumeRolePolicy: EmulatorOperation = {
  name: 'UpdateAssumeRolePolicy',
  effect: 'write',
  run(call) {
    const { PolicyDocument } = inputOf(object({ PolicyDocument: policyDocument }), call);
    const role = roleOf(call);
    checkTrustPolicy(PolicyDocument);
    keep(call, { ...role, assumeRolePolicyDocument: PolicyDocument });
    return {};
  },
};

const simulation = object({
  PolicySourceArn: string({ min: 20, max: 2048 }),
  ActionNames: list(string({ min: 3, max: 128 }), { min: 1 }),
  ResourceArns: optional(list(string({ min: 1, max: 2048 }))),
  ContextEntries: optional(
    list(
      object({
        ContextKeyName: string({ min: 5, max: 256 }),
        ContextKeyType: string(),
        ContextKeyValues: optional(list(string())),
      }),
    ),
  ),
});

/** The condition keys of policies that a simulation was not given. */
function lackingKeys(documents: readonly string[], keys: JudgedCall['keys']): readonly string[] {
  const given = new Set(Object.keys(keys).map(key => key.toLowerCase()));
  return [...new Set(documents.flatMap(conditionKeys))].filter(key => !given.has(key.toLowerCase()));
}

/**
 * One result for each action and resource, as the older answers have it. Boundaries and the organisation's policies are
 * not played. A condition key that was not given is absent for the decision, and named beside it.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
const simulatePrincipalPolicy: EmulatorOperation = {
  name: 'SimulatePrincipalPolicy',
  effect: 'read',
  run(call) {
    const asked = inputOf(simulation, call);
    const { PolicySourceArn: source, ActionNames, ResourceArns = ['*'], ContextEntries = [] } = asked;
    const account = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:.*\/)?[^/]+$/.exec(source)?.[1];
    if (account === undefined)
      throw fail('InvalidInput', `Invalid Entity Arn: ${source} does not clearly define entity type and name.`);
    const role = account === call.account ? roleWithArn(peekRoles(call), source) : undefined;
    if (role === undefined) throw fail('NoSuchEntity', `Could not find entity: ${source}`);
    const managed = [...(role.attachedPolicies?.entries() ?? [])].map(
      ([arn]) => documents(call).policies.get(arn)?.document ?? '',
    );
    const texts = [...(role.policies?.values() ?? []), ...managed];
    const given = ContextEntries.map(one => [one.ContextKeyName, one.ContextKeyValues ?? []] as const);
    const keys = { 'aws:PrincipalArn': [source], ...Object.fromEntries(given) };
    const decide = (action: string, resource: string): Decision =>
      judge(texts, { principal: 'owner', action, resource, keys });
    const MissingContextValues = lackingKeys(texts, keys);
    const results = ActionNames.flatMap(EvalActionName =>
      ResourceArns.map(EvalResourceName => ({
        EvalActionName,
        EvalResourceName,
        EvalDecision: decide(EvalActionName, EvalResourceName),
        MatchedStatements: [],
        MissingContextValues,
      })),
    );
    return { body: { EvaluationResults: results, IsTruncated: false } };
  },
};

/** What can be done with the policies of roles. */
export const rolePolicyOperations: readonly EmulatorOperation[] = [
  attachRolePolicy,
  createPolicy,
  deleteRolePolicy,
  getPolicy,
  getPolicyVersion,
  getRolePolicy,
  listAttachedRolePolicies,
  listRolePolicies,
  putRolePolicy,
  simulatePrincipalPolicy,
  updateAssumeRolePolicy,
];
