import { objects, optionalText, pageToken } from '../../model/answer.ts';
import type { CheckedResource } from '../../model/check.ts';
import { AccessError } from '../../model/errors.ts';
import type { EvidenceLook, MetricPoint } from '../../model/evidence.ts';
import { pagesOf } from '../../model/paging.ts';
import { MINUTES_KEPT_MS } from '../metricTimes.ts';
import type { Topic } from './topic.ts';
import { listVaults, readNotifications } from './vault.ts';

export const MINUTE_MS = 60_000;

/** The minutes around a job's end in which its message may be counted. */
const MINUTES_AROUND = [-1, 0, 1, 2, 3] as const;

/** The event that tells of a job's end, by its action. */
const EVENTS: Readonly<Record<string, string>> = {
  ArchiveRetrieval: 'ArchiveRetrievalCompleted',
  InventoryRetrieval: 'InventoryRetrievalCompleted',
};

/** A job that has ended and should have been told of at a topic. */
export interface EndedJob {
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
export async function endedJobs(
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

/** How many messages a job should have brought about. */
export const expectedOf = ({ bySetting, byJob }: EndedJob): number => Number(bySetting) + Number(byJob);

/** What is known to publish to a topic. */
export interface KnownJobs {
  /** Messages that jobs should have brought about, by the minute of the job's end. */
  readonly messages: ReadonlyMap<number, number>;
  /** The minutes in which such a message may be counted. */
  readonly minutes: ReadonlySet<number>;
  /** Why it may not be all: vaults of another account publish there as well, or not all of this one could be read. */
  readonly lacks: 'shared' | 'others-unread' | null;
}

/** Worked out once for all vaults of a run that share a topic. */
const knownOfRun = new WeakMap<object, Map<string, Promise<KnownJobs>>>();

/** The jobs of every vault that is known to publish to the topic: what they publish is no stranger's. */
export function knownJobs(subject: CheckedResource, topic: Topic, look: EvidenceLook): Promise<KnownJobs> {
  const topics = knownOfRun.get(look.run) ?? new Map<string, Promise<KnownJobs>>();
  knownOfRun.set(look.run, topics);
  const known = topics.get(topic.arn) ?? readKnownJobs(subject, topic, look);
  topics.set(topic.arn, known);
  return known;
}

async function readKnownJobs(subject: CheckedResource, topic: Topic, look: EvidenceLook): Promise<KnownJobs> {
  const inRun = [subject, ...look.others].filter(({ region }) => region === subject.region);
  const isOurs = ({ accountId }: CheckedResource): boolean => accountId === subject.accountId;
  const beside = await ifReadable(vaultsBeside(inRun.filter(isOurs), subject, look));
  const sharing = [...inRun, ...(beside ?? [])].filter(({ config }) => config?.SNSTopic === topic.arn);
  // Two profiles of one account find the same vaults.
  const ours = new Map(sharing.filter(isOurs).map(one => [one.name, one]));
  const found = await Promise.all([...ours.values()].map(one => ifReadable(endedJobs(one, topic, look))));
  const messages = new Map<number, number>();
  const minutes = new Set<number>();
  for (const job of found.flatMap(jobs => jobs ?? [])) {
    const minute = minuteOf(job.at);
    messages.set(minute, (messages.get(minute) ?? 0) + expectedOf(job));
    for (const one of minutesOf(job.at)) minutes.add(one);
  }
  const isUnread = beside === undefined || found.includes(undefined);
  return { messages, minutes, lacks: sharing.every(isOurs) ? (isUnread ? 'others-unread' : null) : 'shared' };
}

/** Vaults outside the run that are read at most: one vault is looked at, and its account may have a thousand. */
const MOST_BESIDE = 100;

/** The other vaults of the place, which may publish to the same topic. Undefined where there are too many to read. */
async function vaultsBeside(
  inRun: readonly CheckedResource[],
  subject: CheckedResource,
  look: EvidenceLook,
): Promise<readonly CheckedResource[] | undefined> {
  const known = new Set(inRun.map(({ name }) => name));
  const names = new Set<string>();
  for await (const rows of listVaults(look)) {
    for (const { name } of rows) if (!known.has(name)) names.add(name);
    if (names.size > MOST_BESIDE) return undefined;
  }
  return Promise.all([...names].map(async name => ({ ...subject, name, config: await readNotifications(look, name) })));
}

export const minuteOf = (time: number): number => Math.floor(time / MINUTE_MS) * MINUTE_MS;

/** The minutes in which the message of a job that ended then may be counted: clocks differ, and SNS takes its time. */
export const minutesOf = (at: number): readonly number[] =>
  MINUTES_AROUND.map(offset => minuteOf(at) + offset * MINUTE_MS);

/**
 * The minutes around a job's end, and on either side those of other jobs as long as they follow without a gap: within, what is
 * counted may be the message of any of these jobs.
 */
export function minutesTogether(at: number, { minutes }: KnownJobs): readonly number[] {
  const together = [...minutesOf(at)];
  const [first, last] = [Math.min(...together), Math.max(...together)];
  for (let minute = first - MINUTE_MS; minutes.has(minute); minute -= MINUTE_MS) together.push(minute);
  for (let minute = last + MINUTE_MS; minutes.has(minute); minute += MINUTE_MS) together.push(minute);
  return together;
}

/** Undefined where it can’t be read: what it would add is left out. */
export async function ifReadable<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof AccessError && error.code !== 'cancelled') return undefined;
    throw error;
  }
}

/** True where messages were counted when none of a job that is known could be. */
export const hasStrangers = (points: readonly MetricPoint[], { minutes }: KnownJobs): boolean =>
  points.some(({ time }) => !minutes.has(time));
