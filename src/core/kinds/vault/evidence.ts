import { isObject, objects, optionalText, pageToken } from '../../model/answer.ts';
import type { CheckedResource } from '../../model/check.ts';
import { AccessError } from '../../model/errors.ts';
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
import { pagesOf } from '../../model/paging.ts';
import { describedKey } from '../kmsKey.ts';
import { lastChangePiece, names } from '../lastChange.ts';
import { DAY_MS, inLastDay, isFresh, MINUTES_KEPT_MS, sumOf } from '../metricTimes.ts';
import { attributesOf, isAwsKey, keyOf, keyOwnerOf, nameOf, type Topic, topicOf } from './topic.ts';

const MINUTE_MS = 60_000;

/** The minutes around a job's end in which its message may be counted. */
const MINUTES_AROUND = [-1, 0, 1, 2, 3] as const;

/** The event that tells of a job's end, by its action. */
const EVENTS: Readonly<Record<string, string>> = {
  ArchiveRetrieval: 'ArchiveRetrievalCompleted',
  InventoryRetrieval: 'InventoryRetrievalCompleted',
};

/** A job that has ended and should have been told of at a topic. */
interface EndedJob {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  /** By what is set on the vault. */
  readonly bySetting: boolean;
  /** By the topic that the job itself named: a message of its own. */
  readonly byJob: boolean;
}

/**
 * The ended jobs that AWS still lists, a day of them or more, whose end should have been told at the topic, and of whose minute
 * metrics can tell.
 */
async function endedJobs(
  { name, region, config }: CheckedResource,
  topic: Topic,
  look: EvidenceLook,
): Promise<readonly EndedJob[]> {
  const wanted = Array.isArray(config?.Events) ? config.Events : [];
  const pages = pagesOf(
    marker => {
      const input = { accountId: '-', vaultName: name, completed: 'true', ...(marker === null ? {} : { marker }) };
      return look.read('ListJobs', input, region);
    },
    answer => pageToken(answer, 'Marker'),
  );
  const jobs: EndedJob[] = [];
  const oldest = look.now() - MINUTES_KEPT_MS;
  for await (const page of pages) {
    for (const job of objects(page, 'JobList')) {
      const at = Date.parse(optionalText(job, 'CompletionDate') ?? '');
      const bySetting = wanted.includes(EVENTS[optionalText(job, 'Action') ?? ''] ?? '');
      const byJob = optionalText(job, 'SNSTopic') === topic.arn;
      if (at > oldest && (bySetting || byJob)) jobs.push({ at, bySetting, byJob });
    }
  }
  return jobs;
}

/** What is known to publish to a topic. */
interface KnownJobs {
  /** Messages that jobs should have brought about, by the minute of the job's end. */
  readonly messages: ReadonlyMap<number, number>;
  /** The minutes in which such a message may be counted. */
  readonly minutes: ReadonlySet<number>;
}

/** Worked out once for all vaults of a run that share a topic. */
const knownOfRun = new WeakMap<object, Map<string, Promise<KnownJobs>>>();

/** The jobs of every vault in the run that publishes to the topic: what they publish is no stranger's. */
function knownJobs(subject: CheckedResource, topic: Topic, look: EvidenceLook): Promise<KnownJobs> {
  const topics = knownOfRun.get(look.run) ?? new Map<string, Promise<KnownJobs>>();
  knownOfRun.set(look.run, topics);
  const known = topics.get(topic.arn) ?? readKnownJobs(subject, topic, look);
  topics.set(topic.arn, known);
  return known;
}

async function readKnownJobs(subject: CheckedResource, topic: Topic, look: EvidenceLook): Promise<KnownJobs> {
  const sharing = [subject, ...look.others].filter(
    ({ region, config }) => region === subject.region && config?.SNSTopic === topic.arn,
  );
  const found = await Promise.all(sharing.map(other => ifReadable(endedJobs(other, topic, look))));
  const messages = new Map<number, number>();
  const minutes = new Set<number>();
  for (const { at, bySetting, byJob } of found.flatMap(jobs => jobs ?? [])) {
    const minute = minuteOf(at);
    messages.set(minute, (messages.get(minute) ?? 0) + Number(bySetting) + Number(byJob));
    for (const one of minutesOf(at)) minutes.add(one);
  }
  return { messages, minutes };
}

const minuteOf = (time: number): number => Math.floor(time / MINUTE_MS) * MINUTE_MS;

/** The minutes in which the message of a job that ended then may be counted: clocks differ, and SNS takes its time. */
const minutesOf = (at: number): readonly number[] => MINUTES_AROUND.map(offset => minuteOf(at) + offset * MINUTE_MS);

/** Undefined where it can’t be read: what it would add is left out. */
async function ifReadable<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof AccessError && error.code !== 'cancelled') return undefined;
    throw error;
  }
}

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
    return {
      metrics: [published],
      since: Math.min(times.since, ...minutesOf(last.at)),
      until: Math.max(times.until, ...minutesOf(last.at).map(minute => minute + MINUTE_MS)),
      conclude: read => concludeArrival(read(published), { subject, topic, last, asSet, known, data }, look),
    };
  },
};

interface Arrival {
  readonly subject: CheckedResource;
  readonly topic: Topic;
  readonly last: EndedJob;
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
  { subject, topic, last, asSet, known, data }: Arrival,
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
  const expected = around.reduce((sum, minute) => sum + (known.messages.get(minute) ?? 0), 0);
  const hasStrangers = points.some(({ time }) => !known.minutes.has(time));
  if (count > expected || hasStrangers) return open('shared', told, at);
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
    return { metrics, ...inLastDay(look.now()), conclude: read => concludeDelivery(read, topic, look) };
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

async function concludeDelivery(read: ReadMetric, topic: Topic, look: EvidenceLook): Promise<Conclusion> {
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
