import { Collection } from '../state/collection.ts';
import { object, optional, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { inputOf, startOf, tokenOf, topicOf } from './checks.ts';
import { ITEMS_PER_PAGE } from './limits.ts';

const input = object({ NextToken: optional(string()) });

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export const listSubscriptionsByTopic: EmulatorOperation = {
  name: 'ListSubscriptionsByTopic',
  effect: 'read',
  run(call) {
    const { arn, owner, topic } = topicOf(call);
    const all = new Collection((topic.subscriptions ?? []).map(one => [one.id, one] as const));
    const { items, next } = all.page(startOf(inputOf(input, call).NextToken), ITEMS_PER_PAGE);
    const subscriptions = items.map(([id, one]) => ({
      SubscriptionArn: one.status === 'Pending' ? 'PendingConfirmation' : `${arn}:${id}`,
      Owner: owner,
      Protocol: one.protocol,
      Endpoint: one.endpoint,
      TopicArn: arn,
    }));
    return { body: { Subscriptions: subscriptions, NextToken: tokenOf(next) } };
  },
};
