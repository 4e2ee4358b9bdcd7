import { isObject, objects, optionalText } from '../../model/answer.ts';
import type { CheckedResource } from '../../model/check.ts';
import type {
  Conclusion,
  EvidenceLook,
  EvidencePiece,
  KindEvidence,
  Metric,
  MetricPoint,
  NoPastChange,
  PastChange,
  ReadMetric,
} from '../../model/evidence.ts';
import { describedKey } from '../kmsKey.ts';
import { lastChangePiece, names } from '../lastChange.ts';
import { DAY_MS, inLastDay, isFresh, sumOf } from '../metricTimes.ts';
import {
  type EndedJob,
  endedJobs,
  expectedOf,
  hasStrangers,
  ifReadable,
  type KnownJobs,
  knownJobs,
  MINUTE_MS,
  minuteOf,
  minutesOf,
  minutesTogether,
} from './endedJobs.ts';
import { attributesOf, isAwsKey, keyOf, keyOwnerOf, nameOf, type Topic, topicOf } from './topic.ts';

const metricOf = (topic: Topic, name: string): Metric => ({
  ...{ region: topic.region, namespace: 'AWS/SNS', name, dimension: ['TopicName', nameOf(topic)] },
});

const textOf = (time: number): string => new Date(time).toISOString();

const isAfter = (change: PastChange | NoPastChange | undefined, { at }: Pick<EndedJob, 'at'>): change is PastChange =>
  typeof change?.at === 'string' && Date.parse(change.at) > at;

const newestAfter = (
  changes: readonly (PastChange | NoPastChange | undefined)[],
  moment: Pick<EndedJob, 'at'>,
): PastChange | undefined =>
  changes.filter(change => isAfter(change, moment)).toSorted((a, b) => b.at.localeCompare(a.at))[0];

/** True where the history tells that nothing was changed since the job ended: it was read, and back to then. */
const isUnchanged = (change: PastChange | NoPastChange | undefined, { at }: EndedJob): boolean => {
  if (change === undefined) return false;
  const known = change.at ?? change.since;
  return known === null || Date.parse(known) <= at;
};

/** Why the evidence settles nothing. */
const open = (why: string, data: Conclusion['data'], at: string | null = null): Conclusion => ({
  ...{ verdict: 'unproven', data: { ...data, why }, at },
});

/** A topic of another account is counted there. */
const elsewhere = (topic: Topic, { accountId }: CheckedResource): Conclusion | undefined =>
  topic.parts.accountId === accountId
    ? undefined
    : {
        verdict: 'not-checked',
        data: { topic: nameOf(topic), owner: topic.parts.accountId, why: 'other-account' },
        at: null,
      };

/**
 * The last job that ended, against what the topic took in those minutes. A job ended and nothing was published: what should let
 * Glacier in does not, whatever the policies say.
 */
const arrival: EvidencePiece = {
  id: 'vault/arrival',
  gather: async (subject, look) => {
    const topic = topicOf(subject);
    if (topic === undefined) return undefined;
    const away = elsewhere(topic, subject);
    if (away !== undefined) return away;
    const data = { topic: nameOf(topic), vault: subject.name };
    const own = await endedJobs(subject, topic, look);
    const now = look.now();
    const [last] = own.filter(({ at }) => !isFresh(at, now)).toSorted((a, b) => b.at - a.at);
    const [fresh] = own;
    if (last === undefined) return fresh === undefined ? open('no-job', data) : open('fresh', data, textOf(fresh.at));
    const change = await ifReadable(look.lastChange('SetVaultNotifications', event => isOfVault(event, subject)));
    if (last.bySetting && isAfter(change, last))
      return open('set-since', { ...data, when: change.at, by: change.by }, textOf(last.at));
    const asSet = !last.bySetting || isUnchanged(change, last);
    const known = await knownJobs(subject, topic, look);
    const published = metricOf(topic, 'NumberOfMessagesPublished');
    const times = inLastDay(now);
    const together = minutesTogether(last.at, known);
    return {
      metrics: [published],
      since: Math.min(times.since, ...together),
      until: Math.max(times.until, ...together.map(minute => minute + MINUTE_MS)),
      conclude: read => concludeArrival(read(published), { subject, topic, last, own, asSet, known, data }, look),
    };
  },
};

interface Arrival {
  readonly subject: CheckedResource;
  readonly topic: Topic;
  readonly last: EndedJob;
  /** All of the vault's. */
  readonly own: readonly EndedJob[];
  /** True where it is known that what brought the job's message about is still set. */
  readonly asSet: boolean;
  readonly known: KnownJobs;
  readonly data: Conclusion['data'];
}

/** What opens and closes a topic to Glacier, by CloudTrail's names. One that is made anew was deleted before. */
const TOPIC_CHANGES = ['SetTopicAttributes', 'AddPermission', 'RemovePermission', 'DeleteTopic'] as const;
const KEY_CHANGES = ['PutKeyPolicy', 'EnableKey'] as const;

/** The last changes of a topic and of the key that it is encrypted with; undefined for one that can't be read. */
async function changesOf(topic: Topic, subject: CheckedResource, look: EvidenceLook) {
  const keys = await ifReadable(keysOf(topic, subject, look));
  const ofTopic = TOPIC_CHANGES.map(operation =>
    look.lastChange(operation, event => names(event, 'topicArn', topic.arn), topic.region),
  );
  const ofKey = (keys ?? []).flatMap(arn =>
    KEY_CHANGES.map(operation => look.lastChange(operation, event => isOfKey(event, arn), topic.region)),
  );
  const changes = await Promise.all([...ofTopic, ...ofKey].map(ifReadable));
  return keys === undefined ? [...changes, undefined] : changes;
}

/** The ARN of the key that a topic is encrypted with, if any. Undefined for another account's: its history is there. */
async function keysOf(topic: Topic, { accountId }: CheckedResource, look: EvidenceLook) {
  const attributes = await attributesOf(topic, look);
  const key = attributes === undefined ? '' : keyOf(attributes);
  if (key === '' || isAwsKey(key)) return [];
  if (keyOwnerOf(key, topic) !== accountId) return undefined;
  const described = await describedKey(key, topic.region, look);
  return described === undefined ? [] : [described.arn];
}

/** CloudTrail names a key as its caller did: by ARN or by id. */
const isOfKey = (event: unknown, arn: string): boolean =>
  names(event, 'keyId', arn) || names(event, 'keyId', arn.slice(arn.lastIndexOf('/') + 1));

/** The checks that an arrival settles. */
const SETTLES = ['vault/topic-policy', 'vault/topic-kms-grant'];

async function concludeArrival(
  points: readonly MetricPoint[],
  { subject, topic, last, own, asSet, known, data }: Arrival,
  look: EvidenceLook,
): Promise<Conclusion> {
  const at = textOf(last.at);
  const around = minutesOf(last.at);
  const count = sumOf(points.filter(({ time }) => around.includes(time)));
  const told = { ...data, ended: at, count: String(count) };
  // Where nothing hangs on it, CloudTrail's two calls a second are not spent.
  const changes =
    count === 0 || look.unproven.some(rule => SETTLES.includes(rule)) ? await changesOf(topic, subject, look) : [];
  const since = newestAfter(changes, last);
  if (since !== undefined) return open('topic-since', { ...told, when: since.at, by: since.by }, at);
  if (count === 0) {
    const isUntouched = asSet && changes.every(change => isUnchanged(change, last));
    return isUntouched ? { verdict: 'broken', data: told, at, settles: SETTLES } : open('changes-unread', told, at);
  }
  const together = minutesTogether(last.at, known);
  const all = sumOf(points.filter(({ time }) => together.includes(time)));
  const expected = together.reduce((sum, minute) => sum + (known.messages.get(minute) ?? 0), 0);
  if (known.lacks === 'shared' || all > expected || hasStrangers(points, known)) return open('shared', told, at);
  if (known.lacks !== null) return open(known.lacks, told, at);
  const ofVault = own
    .filter(({ at }) => together.includes(minuteOf(at)))
    .reduce((sum, job) => sum + expectedOf(job), 0);
  // All that came may be other vaults'.
  if (all <= expected - ofVault) return open('fewer', { ...told, count: String(all), expected: String(expected) }, at);
  return { verdict: 'ok', data: told, at, settles: SETTLES };
}

const DELIVERY = {
  published: 'NumberOfMessagesPublished',
  delivered: 'NumberOfNotificationsDelivered',
  failed: 'NumberOfNotificationsFailed',
  filtered: 'NumberOfNotificationsFilteredOut',
} as const;

/** Subscribers that are named at most. */
const MOST_NAMED = 10;

/** What the topic took in a day, against what its subscribers got. */
const delivery: EvidencePiece = {
  id: 'vault/delivery',
  gather: async (subject, look) => {
    const topic = topicOf(subject);
    if (topic === undefined) return undefined;
    const away = elsewhere(topic, subject);
    if (away !== undefined) return away;
    const metrics = Object.values(DELIVERY).map(name => metricOf(topic, name));
    return { metrics, ...inLastDay(look.now()), conclude: read => concludeDelivery(read, { subject, topic }, look) };
  },
};

/** What gives a topic other subscribers, or has them take what they did not take, by CloudTrail's names. */
const SUBSCRIBER_CHANGES = ['Subscribe', 'ConfirmSubscription', 'SetSubscriptionAttributes'] as const;

/** The newest change of a topic's subscribers after a moment, milliseconds since 1970-01-01 UTC, as far as it can be read. */
async function subscribersChanged(topic: Topic, at: number, look: EvidenceLook): Promise<PastChange | undefined> {
  const isMeant = (event: unknown): boolean =>
    names(event, 'topicArn', topic.arn) || names(event, 'subscriptionArn', { begins: `${topic.arn}:` });
  const changes = await Promise.all(
    SUBSCRIBER_CHANGES.map(operation => ifReadable(look.lastChange(operation, isMeant, topic.region))),
  );
  return newestAfter(changes, { at });
}

async function concludeDelivery(
  read: ReadMetric,
  { subject, topic }: Pick<Arrival, 'subject' | 'topic'>,
  look: EvidenceLook,
): Promise<Conclusion> {
  const now = look.now();
  const pointsOf = (name: string): readonly MetricPoint[] =>
    read(metricOf(topic, name)).filter(({ time }) => time >= now - DAY_MS && !isFresh(time + MINUTE_MS, now));
  const published = pointsOf(DELIVERY.published);
  const [delivered, failed, filtered] = [DELIVERY.delivered, DELIVERY.failed, DELIVERY.filtered].map(name =>
    sumOf(pointsOf(name)),
  );
  const counts = { delivered: String(delivered), failed: String(failed), filtered: String(filtered) };
  const data = { topic: nameOf(topic), count: String(sumOf(published)), ...counts };
  if (published.length === 0) return { verdict: null, data, at: null };
  const at = textOf(Math.max(...published.map(({ time }) => time)));
  if (delivered !== 0 && failed === 0) return { verdict: 'ok', data, at };
  if (delivered === 0 && failed === 0 && filtered !== 0) {
    // A filter policy that keeps others' messages out may well let Glacier's through.
    const known = await ifReadable(knownJobs(subject, topic, look));
    if (known === undefined || known.lacks !== null || hasStrangers(published, known))
      return open('filtered', data, at);
  }
  const since = delivered === 0 ? await subscribersChanged(topic, Date.parse(at), look) : undefined;
  if (since !== undefined) return open('subscribers-since', { ...data, when: since.at, by: since.by }, at);
  const subscribers = (await ifReadable(subscribersOf(topic, look))) ?? '';
  return { verdict: delivered === 0 ? 'broken' : 'warning', data: { ...data, subscribers }, at };
}

/** Who listens, such as `sqs arn:…`, the first of them. */
async function subscribersOf(topic: Topic, look: EvidenceLook): Promise<string> {
  const answer = await look.read('ListSubscriptionsByTopic', { TopicArn: topic.arn }, topic.region);
  const all = objects(answer, 'Subscriptions').map(one =>
    `${optionalText(one, 'Protocol') ?? ''} ${optionalText(one, 'Endpoint') ?? ''}`.trim(),
  );
  return all.slice(0, MOST_NAMED).join(', ');
}

const isOfVault = (event: unknown, { name }: CheckedResource): boolean =>
  isObject(event) && names(event, 'vaultName', name);

const lastChange = lastChangePiece(
  'vault/last-change',
  ({ config }) => (config === null ? 'DeleteVaultNotifications' : 'SetVaultNotifications'),
  isOfVault,
);

/**
 * What tells that notifications of a vault arrive: completed jobs against what their topic took, and who got it.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 */
export const vaultEvidence: KindEvidence = { kind: 'vault', pieces: [arrival, delivery, lastChange] };
