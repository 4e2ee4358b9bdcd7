import { Collection, collectionOf } from '../state/collection.ts';
import { inForm, object, optional, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { inputOf, topicOf } from './checks.ts';
import type { Subscription } from './snsDocument.ts';
import { withAttributes } from './subscriptionAttributes.ts';

const PROTOCOLS = ['http', 'https', 'email', 'email-json', 'sms', 'sqs', 'application', 'lambda', 'firehose'] as const;

/** Protocols whose endpoint is in AWS need no confirmation. */
const CONFIRMED_AT_ONCE: ReadonlySet<string> = new Set(['sms', 'sqs', 'application', 'lambda', 'firehose']);

const input = object({
  Protocol: string({ oneOf: PROTOCOLS }),
  Endpoint: optional(string()),
  Attributes: optional(inForm(collectionOf(string()), () => new Collection())),
  ReturnSubscriptionArn: optional(string({ oneOf: ['true', 'false'] })),
});

/** Nothing is ever sent out or confirmed; what is delivered is counted. @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export const subscribe: EmulatorOperation = {
  name: 'Subscribe',
  effect: 'write',
  run(call) {
    const { Protocol: protocol, Endpoint: endpoint, Attributes, ReturnSubscriptionArn } = inputOf(input, call);
    const { arn, owner, name, topic } = topicOf(call);
    const subscriptions = topic.subscriptions ?? [];
    const same = subscriptions.find(one => one.protocol === protocol && one.endpoint === endpoint);
    const made: Subscription = {
      id: call.ids.uuid(),
      protocol,
      ...(endpoint === undefined ? {} : { endpoint }),
      status: CONFIRMED_AT_ONCE.has(protocol) ? 'Confirmed' : 'Pending',
    };
    const subscription = same ?? withAttributes(made, Attributes?.entries() ?? []);
    if (same === undefined) {
      const { topics } = call.world.sns.open(owner, call.region);
      topics.set(name, { ...topic, subscriptions: [...subscriptions, subscription] });
    }
    const isShown = subscription.status !== 'Pending' || ReturnSubscriptionArn === 'true';
    return { body: { SubscriptionArn: isShown ? `${arn}:${subscription.id}` : 'pending confirmation' } };
  },
};
