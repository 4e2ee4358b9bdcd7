import { isObject, optionalText, text } from '../../model/answer.ts';
import { type Arn, parseArn } from '../../model/arn.ts';
import {
  ANOTHER_SETTING,
  amiss,
  asStep,
  type Check,
  type CheckedResource,
  ifThere,
  type Judgement,
  type KindChecks,
  type Look,
  ok,
} from '../../model/check.ts';
import { AccessError } from '../../model/errors.ts';
import { type JsonObject, sameJson } from '../../model/json.ts';
import type { Answer } from '../../model/ports.ts';
import { parseRegion, type Region } from '../../model/regions.ts';
import { serviceContext } from '../../policy/context.ts';
import { readPolicy } from '../../policy/document.ts';
import { evaluate, nearestStatement, type Verdict } from '../../policy/evaluate.ts';
import { describedKey, keyPolicyOf, letIn } from '../kmsKey.ts';
import { streamListedChecks } from './listedChecks.ts';
import { END_OF_SUPPORT_NOTICE, PINPOINT_END_OF_SUPPORT } from './retirement.ts';
import { missingActions, otherArn, roleNamed, roleOf, roleVerdict, type StreamRole } from './role.ts';
import { PINPOINT, pinpointRegionsOf, regionalPinpoint, trustOf } from './trust.ts';

/** An event stream as it is set. */
interface Stream {
  readonly destination: Arn;
  readonly destinationArn: string;
  readonly destinationRegion: Region;
  readonly role: StreamRole;
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
    role: {
      arn: roleArn,
      accountId: role.accountId,
      name: role.resource.slice(role.resource.lastIndexOf('/') + 1),
    },
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
  stream.role.accountId === subject.accountId
    ? undefined
    : amiss('not-checked', { role: stream.role.name, owner: stream.role.accountId, what: 'other-account' });

const roleTrust = streamCheck('event-stream/role-trust', async (stream, subject, look) => {
  const foreign = foreignRole(stream, subject);
  if (foreign !== undefined) return foreign;
  const role = await roleNamed(stream.role, look);
  const data = { role: stream.role.name, region: subject.region, account: subject.accountId };
  if (role === undefined) return amiss('broken', { ...data, what: 'missing' }, ANOTHER_SETTING);
  const other = otherArn(role, stream.role);
  if (other !== undefined) {
    return amiss('broken', { ...data, what: 'other-path', arn: stream.role.arn, other }, ANOTHER_SETTING);
  }
  const trust = trustPolicy(subject);
  const cli = [
    'iam',
    'update-assume-role-policy',
    '--role-name',
    stream.role.name,
    '--policy-document',
    JSON.stringify(trust),
  ];
  const remedy = { policy: trust, cli };
  const policy = trustOf(role);
  if (policy === undefined) return amiss('broken', { ...data, what: 'unreadable' }, remedy);
  const evaluation = evaluate(policy, {
    caller: { type: 'service', names: [PINPOINT, regionalPinpoint(subject.region)] },
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

const trustRegional = streamCheck('event-stream/trust-regional', async (stream, subject, look) => {
  if (stream.role.accountId !== subject.accountId) return undefined;
  const role = await roleOf(stream.role, look);
  const policy = role === undefined ? undefined : trustOf(role);
  const named = policy === undefined ? [] : pinpointRegionsOf(policy);
  const elsewhere = named.find(one => one !== subject.region);
  if (elsewhere === undefined) return undefined;
  const data = { role: stream.role.name, other: elsewhere, region: subject.region };
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

/** The condition keys of a call that a stream's role makes over Pinpoint, as far as AWS says what they are. */
const callKeys = ({ destinationRegion }: Stream) => ({
  'aws:RequestedRegion': destinationRegion,
  'aws:SecureTransport': 'true',
});

const rolePerms = streamCheck('event-stream/role-perms', async (stream, subject, look) => {
  const foreign = foreignRole(stream, subject);
  if (foreign !== undefined) return foreign;
  const actions = ACTIONS[stream.destination.service];
  if (actions === undefined || (await roleOf(stream.role, look)) === undefined) return undefined;
  const question = { actions, resource: stream.destinationArn, keys: callKeys(stream) };
  const { refused, denied, open, by } = await missingActions(stream.role, question, look);
  const data = { role: stream.role.name, stream: stream.destinationArn, by };
  if (denied.length > 0) return amiss('broken', { ...data, actions: denied.join(', '), what: 'denied' });
  const missing = refused.length > 0 ? refused : open;
  if (missing.length === 0) return ok({ ...data, actions: actions.join(', ') });
  const policy = permissions(actions, stream.destinationArn);
  const name = ['--policy-name', 'PinpointEventStream', '--policy-document', JSON.stringify(policy)];
  const remedy = { policy, cli: ['iam', 'put-role-policy', '--role-name', stream.role.name, ...name] };
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
  if (destination === undefined) return amiss('warning', { ...data, what: 'missing' }, ANOTHER_SETTING);
  const state = optionalText(destination, 'StreamStatus') ?? text(destination, 'DeliveryStreamStatus');
  // A stream that is being resized takes records all the same.
  if (state !== 'ACTIVE' && state !== 'UPDATING') return amiss('warning', { ...data, what: 'state', state });
  const type = optionalText(destination, 'DeliveryStreamType') ?? 'DirectPut';
  return type === 'DirectPut'
    ? ok({ ...data, state })
    : amiss('warning', { ...data, what: 'source', type }, ANOTHER_SETTING);
});

/**
 * Kinesis asks for the key in the name of whoever writes. The key's policy must let the role in: by its name, which is enough
 * where nothing of the role's own forbids it, or by its account and then the role's own policies too.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/control-access.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
const streamKms = streamCheck('event-stream/stream-kms', async (stream, subject, look) => {
  if (stream.destination.service !== 'kinesis' || !isOurs(stream, subject)) return undefined;
  if (stream.role.accountId !== subject.accountId) return undefined;
  const destination = await destinationOf(stream, look);
  const named = destination === undefined ? '' : (optionalText(destination, 'KeyId') ?? '');
  // AWS's own key is open to whoever may write to the stream.
  if (named === '' || /alias\/aws\/kinesis$/.test(named)) return undefined;
  const found = await roleOf(stream.role, look);
  if (found === undefined) return undefined;
  const owner = parseArn(named)?.accountId ?? subject.accountId;
  const data = { role: stream.role.name, key: named, owner };
  if (owner !== subject.accountId) return amiss('not-checked', { ...data, what: 'other-account' });
  const { destinationRegion: region, role } = stream;
  const key = await describedKey(named, region, look);
  if (key === undefined) return amiss('warning', { ...data, what: 'missing' });
  if (key.isAwsManaged) return undefined;
  if (key.unusable !== null) return amiss('warning', { ...data, what: 'state', state: key.unusable });
  const keys = {
    ...callKeys(stream),
    'kms:CallerAccount': subject.accountId,
    'kms:ViaService': `kinesis.${region}.amazonaws.com`,
  };
  const question = { actions: [USE_OF_KEY], resource: key.arn, keys };
  const policyText = await keyPolicyOf(key, region, look);
  const policy = readPolicy(policyText);
  const caller = { arn: role.arn, isBounded: isObject(found.PermissionsBoundary) };
  const letsIn = (accountId: string | null): Verdict =>
    policy === undefined ? 'unknown' : roleVerdict(policy, { ...caller, accountId }, question);
  const byPolicy = letsIn(role.accountId);
  if (byPolicy === 'silent' || byPolicy === 'denied') {
    const remedy = byPolicy === 'denied' ? {} : letIn(keyStatement(role.arn), key, region, policyText);
    return amiss('warning', { ...data, what: 'key-policy', says: byPolicy }, remedy);
  }
  const { refused, denied, silent, open } = await missingActions(role, question, look);
  if (denied.length > 0) return amiss('warning', { ...data, key: key.arn, what: 'denied' });
  const byName = letsIn(null);
  const isMadeUpFor = byName === 'allowed' && silent.length === refused.length;
  if (byPolicy === 'allowed' && open.length === 0 && (refused.length === 0 || isMadeUpFor)) return ok(data);
  const isRefused = refused.length > 0 && byName === 'silent';
  if (!isRefused && byPolicy === 'unknown') return amiss('unproven', { ...data, what: 'unclear' });
  const own = permissions(question.actions, key.arn);
  const name = ['--policy-name', 'PinpointEventStreamKey', '--policy-document', JSON.stringify(own)];
  const remedy = { policy: own, cli: ['iam', 'put-role-policy', '--role-name', role.name, ...name] };
  return amiss(isRefused ? 'warning' : 'unproven', { ...data, key: key.arn, what: 'role' }, remedy);
});

const USE_OF_KEY = 'kms:GenerateDataKey';

/** In a key's policy `*` is the key itself. */
const keyStatement = (roleArn: string): JsonObject => ({
  Sid: 'AllowPinpointToUseTheKey',
  Effect: 'Allow',
  Principal: { AWS: roleArn },
  Action: USE_OF_KEY,
  Resource: '*',
});

/** AWS says of a role that IAM has not spread yet only that the stream is not valid. */
const YOUNG_MS = 2 * 60_000;

const propagation = streamCheck(
  'event-stream/propagation',
  async (stream, subject, look) => {
    if (stream.role.accountId !== subject.accountId) return undefined;
    const role = await roleOf(stream.role, look);
    const created = role === undefined ? Number.NaN : Date.parse(optionalText(role, 'CreateDate') ?? '');
    return look.now() - created < YOUNG_MS ? ok({ role: stream.role.name }) : undefined;
  },
  'note',
);

/** @see https://docs.aws.amazon.com/pinpoint/latest/developerguide/event-streams.html */
const noPush: Check = {
  id: 'event-stream/no-push',
  tells: 'note',
  judge: async ({ config }) => (config === null ? undefined : ok({})),
};

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
  memberOf: id => (/\/(?:role|trust)-/.test(id) ? 'RoleArn' : 'DestinationStreamArn'),
  leadsTo: ({ name, base, goal }) =>
    goal === null || sameJson(goal, base.config) ? [] : [{ name, status: 'set', config: goal }],
  checks: [
    ...streamListedChecks.map(asStep),
    roleTrust,
    trustRegional,
    rolePerms,
    streamState,
    streamKms,
    propagation,
    noPush,
    endOfSupport,
  ],
};
