import { isObject, object, objects, optionalText, pageToken, text } from '../../model/answer.ts';
import { amiss, type CheckedResource, type Look, ok } from '../../model/check.ts';
import { AccessError } from '../../model/errors.ts';
import { pagesOf } from '../../model/paging.ts';
import type { Answer } from '../../model/ports.ts';
import { letsThrough, messagesOf, noAttributes } from './filterPolicy.ts';
import { attributesOf, isAwsKey, keyOf, keyOwnerOf, nameOf, type Topic, topicCheck } from './topic.ts';

/** Who listens to a topic. */
interface Subscriptions {
  /** Those that SNS delivers to, on the first page that has one. */
  readonly confirmed: readonly Answer[];
  readonly pending: number;
}

/** A subscription that is to be confirmed, or was given up, has a word in place of its ARN. */
const isConfirmed = (one: Answer): boolean => (optionalText(one, 'SubscriptionArn') ?? '').startsWith('arn:');

/** Read until somebody listens; undefined where there is no such topic. */
async function subscriptionsOf(topic: Topic, look: Look): Promise<Subscriptions | undefined> {
  let pending = 0;
  const pages = pagesOf(
    NextToken => {
      const input = { TopicArn: topic.arn, ...(NextToken === null ? {} : { NextToken }) };
      return look.read('ListSubscriptionsByTopic', input, topic.region);
    },
    answer => pageToken(answer, 'NextToken'),
  );
  try {
    for await (const page of pages) {
      const all = objects(page, 'Subscriptions');
      pending += all.filter(one => one.SubscriptionArn === 'PendingConfirmation').length;
      const confirmed = all.filter(isConfirmed);
      if (confirmed.length > 0) return { confirmed, pending };
    }
  } catch (error) {
    if (error instanceof AccessError && error.code === 'not-found') return undefined;
    throw error;
  }
  return { confirmed: [], pending };
}

/** Somebody must listen. */
export const subscribers = topicCheck('vault/no-subscriber', async (topic, _subject, look) => {
  const found = await subscriptionsOf(topic, look);
  if (found === undefined) return undefined;
  const { confirmed, pending } = found;
  const data = { topic: nameOf(topic), confirmed: String(confirmed.length), pending: String(pending) };
  return confirmed.length > 0 ? ok(data) : amiss('warning', data);
});

/** How many subscriptions of a topic are read, at most. */
const SUBSCRIPTIONS_READ = 2;

/**
 * How many subscriptions of a topic may be read. A topic costs four calls whatever it has: its attributes, its
 * subscriptions, and two more, which are those of its key, or else of subscriptions. What many vaults share is read
 * once, and a topic can have millions of subscriptions: reading each would make of one look a sweep.
 */
async function budgetOf(topic: Topic, { accountId }: CheckedResource, look: Look): Promise<number> {
  // Where the attributes can't be read, no key is read either; that they can't is told by the checks that rest on them.
  const attributes = await attributesOf(topic, look).catch(() => undefined);
  const key = attributes === undefined ? '' : keyOf(attributes);
  return key !== '' && !isAwsKey(key) && keyOwnerOf(key, topic) === accountId ? 0 : SUBSCRIPTIONS_READ;
}

/** A subscription as it was read. */
interface Subscriber {
  /** Whom it delivers to, such as the ARN of a queue. */
  readonly endpoint: string;
  readonly isRaw: boolean;
  readonly isClosed: boolean;
}

/** What was read of the subscribers of a topic, and how many were not. */
interface Subscribers {
  readonly read: readonly Subscriber[];
  readonly unread: number;
}

/** Undefined where nobody listens: `vault/no-subscriber` tells that. */
async function subscribersOf(topic: Topic, subject: CheckedResource, look: Look): Promise<Subscribers | undefined> {
  const { confirmed = [] } = (await subscriptionsOf(topic, look)) ?? {};
  if (confirmed.length === 0) return undefined;
  const chosen = confirmed.slice(0, await budgetOf(topic, subject, look));
  const read = await Promise.all(chosen.map(one => subscriberOf(one, topic, subject, look)));
  return { read, unread: confirmed.length - read.length };
}

async function subscriberOf(one: Answer, topic: Topic, subject: CheckedResource, look: Look): Promise<Subscriber> {
  const input = { SubscriptionArn: text(one, 'SubscriptionArn') };
  const attributes = object(await look.read('GetSubscriptionAttributes', input, topic.region), 'Attributes');
  const filter = optionalText(attributes, 'FilterPolicy') ?? '';
  const messages = isOnBody(attributes) ? messagesFor(subject) : [noAttributes];
  return {
    endpoint: optionalText(one, 'Endpoint') ?? '',
    isRaw: attributes.RawMessageDelivery === 'true',
    isClosed: filter !== '' && letsThrough(filter, messages) === 'no',
  };
}

const isOnBody = (attributes: Answer): boolean => attributes.FilterPolicyScope === 'MessageBody';

function messagesFor({ partition, region, accountId, name, config }: CheckedResource) {
  const events = isObject(config) && Array.isArray(config.Events) ? config.Events.map(String) : [];
  return messagesOf(`arn:${partition}:glacier:${region}:${accountId}:vaults/${name}`, events);
}

/** A subscriber may want what others publish to the topic; only that none takes what Glacier publishes is a fault. */
export const filters = topicCheck('topic/filter-drops-all', async (topic, subject, look) => {
  const found = await subscribersOf(topic, subject, look);
  if (found === undefined || found.read.length === 0) return undefined;
  const closed = found.read.filter(({ isClosed }) => isClosed);
  const data = { topic: nameOf(topic), endpoint: closed[0]?.endpoint ?? '', count: String(closed.length) };
  if (closed.length < found.read.length) return ok(data);
  return found.unread === 0 ? amiss('warning', data) : undefined;
});

/** Raw delivery leaves out SNS's envelope, for which many a consumer looks. */
export const rawDelivery = topicCheck(
  'topic/raw-delivery',
  async (topic, subject, look) => {
    const raw = (await subscribersOf(topic, subject, look))?.read.find(({ isRaw }) => isRaw);
    return raw && ok({ topic: nameOf(topic), endpoint: raw.endpoint });
  },
  'note',
);

/** What was not read is told: a filter there may drop everything. */
export const unreadFilters = topicCheck(
  'topic/filters-unread',
  async (topic, subject, look) => {
    const { unread = 0 } = (await subscribersOf(topic, subject, look)) ?? {};
    return unread === 0 ? undefined : ok({ topic: nameOf(topic), count: String(unread) });
  },
  'note',
);
