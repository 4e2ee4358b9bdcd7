import { object, optional, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { inputOf, topicOf } from './checks.ts';
import { fail } from './errors.ts';
import { readFilterPolicy } from './filterPolicy.ts';
import type { Subscription } from './snsDocument.ts';
import { keepSubscriptions, subscriptionPlace } from './subscriptions.ts';

const SCOPES = ['MessageAttributes', 'MessageBody'] as const;

/**
 * A subscription with attributes set: its filter and raw delivery; others are taken and not kept, since nothing reads them.
 * @throws {ServiceError} InvalidParameter for a filter or a value that is none
 */
export function withAttributes(
  subscription: Subscription,
  attributes: Iterable<readonly [name: string, value: string]>,
): Subscription {
  const { filterPolicy, filterPolicyScope, rawMessageDelivery, ...rest } = subscription;
  const set = { filterPolicy, filterPolicyScope, rawMessageDelivery };
  for (const [name, value] of attributes) {
    if (name === 'FilterPolicy') {
      if (value !== '' && readFilterPolicy(value) === undefined) {
        throw fail('InvalidParameter', 'Invalid parameter: Attributes Reason: FilterPolicy: failed to parse JSON');
      }
      set.filterPolicy = value === '' || value === '{}' ? undefined : value;
    } else if (name === 'FilterPolicyScope') {
      set.filterPolicyScope = SCOPES.find(scope => scope === value);
      if (set.filterPolicyScope === undefined) throw fail('InvalidParameter', 'Invalid parameter: FilterPolicyScope');
    } else if (name === 'RawMessageDelivery') {
      set.rawMessageDelivery = value === 'true';
    }
  }
  return {
    ...rest,
    ...(set.filterPolicy === undefined ? {} : { filterPolicy: set.filterPolicy }),
    ...(set.filterPolicyScope === undefined ? {} : { filterPolicyScope: set.filterPolicyScope }),
    ...(set.rawMessageDelivery === undefined ? {} : { rawMessageDelivery: set.rawMessageDelivery }),
  };
}

const named = object({ SubscriptionArn: string({ min: 1 }) });

/** The subscription that a call names, and its topic as other calls name it. @throws {ServiceError} NotFound */
function subscriptionOf(call: EmulatorCall) {
  const { SubscriptionArn: arn } = inputOf(named, call);
  const { topic: topicArn, id } = subscriptionPlace(arn);
  const onTopic = { ...call, body: { TopicArn: topicArn } };
  const found = topicOf(onTopic);
  const subscription = found.topic.subscriptions?.find(one => one.id === id);
  if (subscription === undefined) throw fail('NotFound', 'Subscription does not exist');
  return { arn, onTopic, subscription, topicArn, owner: found.owner };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export const getSubscriptionAttributes: EmulatorOperation = {
  name: 'GetSubscriptionAttributes',
  effect: 'read',
  run(call) {
    const { arn, subscription, topicArn, owner } = subscriptionOf(call);
    const { filterPolicy, filterPolicyScope = 'MessageAttributes', rawMessageDelivery = false } = subscription;
    const attributes = new Map([
      ['SubscriptionArn', arn],
      ['TopicArn', topicArn],
      ['Owner', owner],
      ['Protocol', subscription.protocol],
      ['Endpoint', subscription.endpoint ?? ''],
      ['PendingConfirmation', String(subscription.status === 'Pending')],
      ['RawMessageDelivery', String(rawMessageDelivery)],
    ]);
    if (filterPolicy !== undefined) attributes.set('FilterPolicy', filterPolicy);
    if (filterPolicy !== undefined) attributes.set('FilterPolicyScope', filterPolicyScope);
    return { body: { Attributes: attributes } };
  },
};

const setting = object({ AttributeName: string(), AttributeValue: optional(string()) });

/** @see https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
export const setSubscriptionAttributes: EmulatorOperation = {
  name: 'SetSubscriptionAttributes',
  effect: 'write',
  run(call) {
    const { onTopic, subscription } = subscriptionOf(call);
    const { AttributeName: name, AttributeValue: value = '' } = inputOf(setting, call);
    const changed = withAttributes(subscription, [[name, value]]);
    keepSubscriptions(onTopic, all => all.map(one => (one.id === subscription.id ? changed : one)));
    return {};
  },
};
