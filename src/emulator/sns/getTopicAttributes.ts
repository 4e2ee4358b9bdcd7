import type { EmulatorOperation } from '../world.ts';
import { topicOf } from './checks.ts';
import { defaultPolicy } from './topicPolicy.ts';

const DELIVERY_POLICY = JSON.stringify({
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: 'linear',
    },
    disableSubscriptionOverrides: false,
  },
});

/** All values are texts; an attribute that was never set is missing. @see https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export const getTopicAttributes: EmulatorOperation = {
  name: 'GetTopicAttributes',
  effect: 'read',
  run(call) {
    const { arn, owner, topic } = topicOf(call);
    const subscriptions = topic.subscriptions ?? [];
    const pending = subscriptions.filter(one => one.status === 'Pending').length;
    const attributes = new Map([
      ['TopicArn', arn],
      ['Owner', owner],
      ['Policy', defaultPolicy(arn, owner)],
      ['DisplayName', ''],
      ['SubscriptionsConfirmed', String(subscriptions.length - pending)],
      ['SubscriptionsPending', String(pending)],
      ['SubscriptionsDeleted', '0'],
      ['EffectiveDeliveryPolicy', DELIVERY_POLICY],
      ...(topic.attributes?.entries() ?? []),
    ]);
    return { body: { Attributes: attributes } };
  },
};
