import { object, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { inputOf, topicOf } from './checks.ts';
import { fail } from './errors.ts';
import type { Subscription } from './snsDocument.ts';

/** Writes a topic's subscriptions anew. */
export function keepSubscriptions(
  call: EmulatorCall,
  change: (all: readonly Subscription[]) => readonly Subscription[],
): void {
  const { owner, name, topic } = topicOf(call);
  const subscriptions = change(topic.subscriptions ?? []);
  call.world.sns.open(owner, call.region).topics.set(name, { ...topic, subscriptions });
}

/** A subscription's ARN taken apart. @throws {ServiceError} InvalidParameter */
export function subscriptionPlace(arn: string): { readonly topic: string; readonly id: string } {
  const { topic, id } = /^(?<topic>arn:aws[a-z-]*:sns:[^:]+:\d{12}:[^:]+):(?<id>[^:]+)$/.exec(arn)?.groups ?? {};
  if (topic === undefined || id === undefined) throw fail('InvalidParameter', 'Invalid parameter: SubscriptionArn');
  return { topic, id };
}

/**
 * Nobody is sent a token here, so the subscription's own id, the last part of its ARN, is taken for one.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
 */
export const confirmSubscription: EmulatorOperation = {
  name: 'ConfirmSubscription',
  effect: 'write',
  run(call) {
    const { Token } = inputOf(object({ Token: string({ min: 1 }) }), call);
    const { arn, topic } = topicOf(call);
    const found = (topic.subscriptions ?? []).find(({ id }) => id === Token);
    if (found === undefined) throw fail('InvalidParameter', 'Invalid parameter: Token');
    keepSubscriptions(call, all => all.map(one => (one === found ? { ...one, status: 'Confirmed' } : one)));
    return { body: { SubscriptionArn: `${arn}:${found.id}` } };
  },
};

/** Documented as idempotent: an absent subscription is a success. @see https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
export const unsubscribe: EmulatorOperation = {
  name: 'Unsubscribe',
  effect: 'write',
  run(call) {
    const { SubscriptionArn } = inputOf(object({ SubscriptionArn: string({ min: 1 }) }), call);
    const parts = subscriptionPlace(SubscriptionArn);
    keepSubscriptions({ ...call, body: { TopicArn: parts.topic } }, all => all.filter(({ id }) => id !== parts.id));
    return {};
  },
};
