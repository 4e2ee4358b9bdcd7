import { isObject, objects, optionalText, text, texts } from '../../model/answer.ts';
import { type Arn, parseArn } from '../../model/arn.ts';
import {
  amiss,
  type Check,
  type CheckedResource,
  ifThere,
  type Judgement,
  type KindChecks,
  type Look,
  ok,
} from '../../model/check.ts';
import { AccessError } from '../../model/errors.ts';
import type { JsonObject } from '../../model/json.ts';
import { pagesOf } from '../../model/paging.ts';
import type { Answer } from '../../model/ports.ts';
import { parseRegion, type Region } from '../../model/regions.ts';
import { Context, known, serviceContext } from '../../policy/context.ts';
import { isRead, type PolicyDocument, readPolicy } from '../../policy/document.ts';
import { evaluate, evaluateAll, nearestStatement, type Verdict } from '../../policy/evaluate.ts';
import { END_OF_SUPPORT_NOTICE, PINPOINT_END_OF_SUPPORT } from './retirement.ts';

/** An event stream as it is set. */
interface Stream {
  readonly destination: Arn;
  readonly destinationArn: string;
  readonly destinationRegion: Region;
  readonly roleArn: string;
  readonly roleAccount: string;
  /** Without its path, as IAM's calls take it. */
  readonly roleName: string;
}

function streamOf({ config, region }: CheckedResource): Stream | undefined {
  const [destinationArn, roleArn] = [config?.DestinationStreamArn, config?.RoleArn];
  if (typeof destinationArn !== 'string' || typeof roleArn !== 'string') return undefined;
  const [destination, role] = [parseArn(destinationArn), parseArn(roleArn)];
  if (destination === undefined || role === undefined) return undefined;
  return {
    destination,
    destinationArn,
    destinationRegion: parseRegion(destination.region) ?? region,
    roleArn,
    roleAccount: role.accountId,
    roleName: role.resource.slice(role.resource.lastIndexOf('/') + 1),
  };
}

type Judge = (stream: Stream, subject: CheckedResource, look: Look) => Promise<Judgement | undefined>;

const streamCheck = (id: string, judge: Judge, tells: Check['tells'] = 'step'): Check => ({
  id,
  tells,
  judge: async (subject, look) => {
    const stream = streamOf(subject);
    return stream === undefined ? undefined : judge(stream, subject, look);
  },
});

/** The role; undefined for one that is gone, which `event-stream/role-trust` tells. */
async function roleOf({ roleName }: Stream, look: Look): Promise<Answer | undefined> {
  const answer = await ifThere(look.read('GetRole', { RoleName: roleName }));
  if (answer === undefined) return undefined;
  if (!isObject(answer.Role)) throw new AccessError('unexpected-answer', 'The answer holds no Role.');
  return answer.Role;
}

/** IAM writes the document as RFC 3986 writes an address. */
function trustOf(role: Answer): PolicyDocument | undefined {
  const written = optionalText(role, 'AssumeRolePolicyDocument') ?? '';
  try {
    return readPolicy(decodeURIComponent(written));
  } catch {
    return readPolicy(written);
  }
}

const PINPOINT = 'pinpoint.amazonaws.com';
const regional = (region: string): string => `pinpoint.${region}.amazonaws.com`;

const appArn = ({ partition, region, accountId, name }: CheckedResource): string =>
  `arn:${partition}:mobiletargeting:${region}:${accountId}:apps/${name}`;

/** @see https://docs.aws.amazon.com/pinpoint/latest/developerguide/permissions-streams.html */
const trustPolicy = (subject: CheckedResource): JsonObject => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: PINPOINT },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': subject.accountId },
        ArnLike: { 'aws:SourceArn': appArn(subject) },
      },
    },
  ],
});

/** A role of another account: IAM tells it to that account alone. */
const foreignRole = (stream: Stream, subject: CheckedResource): Judgement | undefined =>
  stream.roleAccount === subject.accountId
    ? undefined
    : amiss('not-checked', { role: stream.roleName, owner: stream.roleAccount, what: 'other-account' });

/** A text of the config that is not what it must be: nothing can be delivered by it. */
const wellFormed = (id: string, member: string, pattern: RegExp): Check => ({
  id,
  tells: 'step',
  judge: async ({ config }) => {
    const value = config?.[member];
    return typeof value === 'string' && !pattern.test(value) ? amiss('broken', { value }) : undefined;
  },
});

const streamArn = wellFormed(
  'event-stream/stream-arn',
  'DestinationStreamArn',
  /^arn:[^:]+:(?:kinesis:[^:]+:\d{12}:stream|firehose:[^:]+:\d{12}:deliverystream)\/\S+$/,
);
const roleArn = wellFormed('event-stream/role-arn', 'RoleArn', /^arn:[^:]+:iam::\d{12}:role\/\S+$/);

const roleTrust = streamCheck('event-stream/role-trust', async (stream, subject, look) => {
  const foreign = foreignRole(stream, subject);
  if (foreign !== undefined) return foreign;
  const role = await roleOf(stream, look);
  const data = { role: stream.roleName, region: subject.region, account: subject.accountId };
  if (role === undefined) return amiss('broken', { ...data, what: 'missing' });
  const trust = trustPolicy(subject);
  const cli = [
    'iam',
    'update-assume-role-policy',
    '--role-name',
    stream.roleName,
    '--policy-document',
    JSON.stringify(trust),
  ];
  const remedy = { policy: trust, cli };
  const policy = trustOf(role);
  if (policy === undefined) return amiss('broken', { ...data, what: 'unreadable' }, remedy);
  const evaluation = evaluate(policy, {
    caller: { type: 'service', names: [PINPOINT, regional(subject.region)] },
    action: 'sts:AssumeRole',
    resource: null,
    context: serviceContext({
      service: PINPOINT,
      sourceAccount: subject.accountId,
      sourceArn: appArn(subject),
      now: new Date(look.now()).toISOString(),
    }),
  });
  if (evaluation.verdict === 'allowed') return ok(data);
  const { verdict } = evaluation;
  const [obstacle] = nearestStatement(evaluation)?.obstacles ?? [];
  const key = obstacle?.element === 'Condition' ? obstacle.condition.key : '';
  return amiss(verdict === 'unknown' ? 'unproven' : 'broken', { ...data, what: verdict, key }, remedy);
});

const REGIONAL = /^pinpoint\.([a-z0-9-]+)\.amazonaws\.com$/;

const trustRegional = streamCheck('event-stream/trust-regional', async (stream, subject, look) => {
  if (stream.roleAccount !== subject.accountId) return undefined;
  const role = await roleOf(stream, look);
  const statements = (role === undefined ? undefined : trustOf(role))?.statements.filter(isRead) ?? [];
  const services = statements
    .flatMap(({ principals }) => principals?.items ?? [])
    .filter(({ type }) => type === 'Service');
  const elsewhere = services
    .map(({ value }) => REGIONAL.exec(value)?.[1])
    .find(one => one !== undefined && one !== subject.region);
  if (elsewhere === undefined) return undefined;
  const data = { role: stream.roleName, other: elsewhere, region: subject.region };
  return amiss('warning', data, { policy: trustPolicy(subject) });
});

/** What Pinpoint needs of each kind of destination; both are documented together. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  kinesis: ['kinesis:PutRecords', 'kinesis:DescribeStream'],
  firehose: ['firehose:PutRecordBatch', 'firehose:DescribeDeliveryStream'],
};

const permissions = (actions: readonly string[], resource: string): JsonObject => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: [...actions], Resource: resource }],
});

/** Which of some actions a role may not do on a resource, and which nobody can tell. */
interface Missing {
  readonly refused: readonly string[];
  readonly open: readonly string[];
}

/**
 * Asks IAM, which knows boundaries and the policies of the organisation too; where that is denied, reads the role's own
 * policies.
 * @throws {AccessError} Of the simulation where the policies can't be read either.
 */
async function missingActions(
  stream: Stream,
  actions: readonly string[],
  resource: string,
  look: Look,
): Promise<Missing> {
  try {
    return await simulated(stream, actions, resource, look);
  } catch (error) {
    if (!(error instanceof AccessError) || error.code !== 'access-denied') throw error;
    try {
      return await readByUs(stream, actions, resource, look);
    } catch (second) {
      if (second instanceof AccessError && second.code === 'access-denied') throw error;
      throw second;
    }
  }
}

/** Newer answers hold one result an action, with those of each resource in it; older ones one for each of both. */
async function simulated(stream: Stream, actions: readonly string[], resource: string, look: Look): Promise<Missing> {
  const input = { PolicySourceArn: stream.roleArn, ActionNames: actions, ResourceArns: [resource] };
  const decisions = new Map<string, boolean>();
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
      decisions.set(name, decision === 'allowed');
    }
  }
  const unsaid = actions.filter(action => !decisions.has(action.toLowerCase()));
  if (unsaid.length > 0) throw new AccessError('unexpected-answer', `The answer says nothing of ${unsaid.join(', ')}.`);
  return { refused: actions.filter(action => decisions.get(action.toLowerCase()) === false), open: [] };
}

/** The role's inline and attached policies, as one. Boundaries and the organisation's policies are not seen. */
async function readByUs(stream: Stream, actions: readonly string[], resource: string, look: Look): Promise<Missing> {
  const policies = await policiesOf(stream.roleName, look);
  const context = new Context({ 'aws:PrincipalArn': known(stream.roleArn) });
  const said = (action: string): Verdict =>
    evaluateAll(policies, { caller: { type: 'owner' }, action, resource, context }).verdict;
  const told = actions.map(action => [action, said(action)] as const);
  const those = (...verdicts: readonly Verdict[]) =>
    told.flatMap(([action, one]) => (verdicts.includes(one) ? [action] : []));
  return { refused: those('denied', 'silent'), open: those('unknown') };
}

async function policiesOf(RoleName: string, look: Look): Promise<readonly PolicyDocument[]> {
  const marked = (operation: 'ListRolePolicies' | 'ListAttachedRolePolicies') =>
    pagesOf(
      Marker => look.read(operation, { RoleName, ...(Marker === null ? {} : { Marker }) }),
      answer => (answer.IsTruncated === true ? optionalText(answer, 'Marker') : null),
    );
  const documents: unknown[] = [];
  for await (const page of marked('ListRolePolicies')) {
    for (const PolicyName of texts(page, 'PolicyNames')) {
      documents.push((await look.read('GetRolePolicy', { RoleName, PolicyName })).PolicyDocument);
    }
  }
  for await (const page of marked('ListAttachedRolePolicies')) {
    for (const attached of objects(page, 'AttachedPolicies')) {
      const PolicyArn = text(attached, 'PolicyArn');
      const { Policy } = await look.read('GetPolicy', { PolicyArn });
      if (!isObject(Policy)) throw new AccessError('unexpected-answer', 'The answer holds no Policy.');
      const VersionId = text(Policy, 'DefaultVersionId');
      const { PolicyVersion } = await look.read('GetPolicyVersion', { PolicyArn, VersionId });
      documents.push(isObject(PolicyVersion) ? PolicyVersion.Document : undefined);
    }
  }
  return documents.map(document => {
    const policy = typeof document === 'string' ? readPolicy(decodeURIComponent(document)) : undefined;
    if (policy === undefined) throw new AccessError('unexpected-answer', 'A policy of the role is no policy.');
    return policy;
  });
}

const rolePerms = streamCheck('event-stream/role-perms', async (stream, subject, look) => {
  const foreign = foreignRole(stream, subject);
  if (foreign !== undefined) return foreign;
  const actions = ACTIONS[stream.destination.service];
  if (actions === undefined || (await roleOf(stream, look)) === undefined) return undefined;
  const { refused, open } = await missingActions(stream, actions, stream.destinationArn, look);
  const data = { role: stream.roleName, stream: stream.destinationArn };
  const missing = refused.length > 0 ? refused : open;
  if (missing.length === 0) return ok({ ...data, actions: actions.join(', ') });
  const policy = permissions(actions, stream.destinationArn);
  const name = ['--policy-name', 'PinpointEventStream', '--policy-document', JSON.stringify(policy)];
  const remedy = { policy, cli: ['iam', 'put-role-policy', '--role-name', stream.roleName, ...name] };
  return amiss(refused.length > 0 ? 'broken' : 'unproven', { ...data, actions: missing.join(', ') }, remedy);
});

/** The destination as AWS describes it; undefined for one that is gone. */
async function destinationOf(
  { destination, destinationArn, destinationRegion }: Stream,
  look: Look,
): Promise<Answer | undefined> {
  if (destination.service === 'firehose') {
    const DeliveryStreamName = destination.resource.replace(/^deliverystream\//, '');
    const answer = await ifThere(look.read('DescribeDeliveryStream', { DeliveryStreamName }, destinationRegion));
    if (answer === undefined) return undefined;
    if (isObject(answer.DeliveryStreamDescription)) return answer.DeliveryStreamDescription;
    throw new AccessError('unexpected-answer', 'The answer holds no DeliveryStreamDescription.');
  }
  const answer = await ifThere(look.read('DescribeStreamSummary', { StreamARN: destinationArn }, destinationRegion));
  if (answer === undefined) return undefined;
  if (isObject(answer.StreamDescriptionSummary)) return answer.StreamDescriptionSummary;
  throw new AccessError('unexpected-answer', 'The answer holds no StreamDescriptionSummary.');
}

const isOurs = ({ destination }: Stream, { accountId }: CheckedResource): boolean =>
  destination.accountId === accountId;

const streamState = streamCheck('event-stream/stream-state', async (stream, subject, look) => {
  const data = { stream: stream.destinationArn, owner: stream.destination.accountId };
  if (ACTIONS[stream.destination.service] === undefined) return undefined;
  if (!isOurs(stream, subject)) return amiss('not-checked', { ...data, what: 'other-account' });
  const destination = await destinationOf(stream, look);
  if (destination === undefined) return amiss('warning', { ...data, what: 'missing' });
  const state = optionalText(destination, 'StreamStatus') ?? text(destination, 'DeliveryStreamStatus');
  // A stream that is being resized takes records all the same.
  if (state !== 'ACTIVE' && state !== 'UPDATING') return amiss('warning', { ...data, what: 'state', state });
  const type = optionalText(destination, 'DeliveryStreamType') ?? 'DirectPut';
  return type === 'DirectPut' ? ok({ ...data, state }) : amiss('warning', { ...data, what: 'source', type });
});

const streamKms = streamCheck('event-stream/stream-kms', async (stream, subject, look) => {
  if (stream.destination.service !== 'kinesis' || !isOurs(stream, subject)) return undefined;
  if (stream.roleAccount !== subject.accountId) return undefined;
  const destination = await destinationOf(stream, look);
  const key = destination === undefined ? '' : (optionalText(destination, 'KeyId') ?? '');
  // AWS's own key is open to whoever may write to the stream.
  if (key === '' || /alias\/aws\/kinesis$/.test(key) || (await roleOf(stream, look)) === undefined) return undefined;
  const { destinationRegion: region } = stream;
  const keyArn = key.startsWith('arn:')
    ? key
    : `arn:${subject.partition}:kms:${region}:${subject.accountId}:${key.includes('/') ? key : `key/${key}`}`;
  const { refused, open } = await missingActions(stream, ['kms:GenerateDataKey'], keyArn, look);
  const data = { role: stream.roleName, key: keyArn };
  if (refused.length + open.length === 0) return ok(data);
  const policy = permissions(['kms:GenerateDataKey'], keyArn);
  const named = ['--policy-name', 'PinpointEventStreamKey', '--policy-document', JSON.stringify(policy)];
  const remedy = { policy, cli: ['iam', 'put-role-policy', '--role-name', stream.roleName, ...named] };
  return amiss(refused.length > 0 ? 'warning' : 'unproven', data, remedy);
});

/** AWS says of a role that IAM has not spread yet only that the stream is not valid. */
const YOUNG_MS = 2 * 60_000;

const propagation = streamCheck(
  'event-stream/propagation',
  async (stream, subject, look) => {
    if (stream.roleAccount !== subject.accountId) return undefined;
    const role = await roleOf(stream, look);
    const created = role === undefined ? Number.NaN : Date.parse(optionalText(role, 'CreateDate') ?? '');
    return look.now() - created < YOUNG_MS ? ok({ role: stream.roleName }) : undefined;
  },
  'note',
);

const endOfSupport: Check = {
  id: END_OF_SUPPORT_NOTICE,
  tells: 'note',
  judge: async ({ status }) => (status === 'none' ? undefined : ok({ date: PINPOINT_END_OF_SUPPORT })),
};

/** From the application over the role to the stream that takes its events. */
export const eventStreamChecks: KindChecks = {
  kind: 'event-stream',
  unset: ['none', 'retired'],
  whyUnlisted: {},
  checks: [streamArn, roleArn, roleTrust, trustRegional, rolePerms, streamState, streamKms, propagation, endOfSupport],
};
