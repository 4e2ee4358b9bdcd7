import { count } from '../cloudwatch/metrics.ts';
import { mayUseKey } from '../kms/mayUse.ts';
import { judge } from '../policies.ts';
import type { World } from '../world.ts';
import { type MessageAttributes, passes } from './filterPolicy.ts';
import type { Subscription, Topic } from './snsDocument.ts';
import { defaultPolicy } from './topicPolicy.ts';

/** Where a topic is. */
export interface TopicPlace {
  readonly arn: string;
  readonly owner: string;
  readonly region: string;
  readonly name: string;
}

/** A topic's ARN taken apart; undefined for what is none. */
export function placeOfTopic(arn: string): TopicPlace | undefined {
  const parts = /^arn:aws[a-z-]*:sns:(?<region>[a-z0-9-]+):(?<owner>\d{12}):(?<name>[\w-]{1,256}(?:\.fifo)?)$/.exec(
    arn,
  );
  const { region, owner, name } = parts?.groups ?? {};
  return region === undefined || owner === undefined || name === undefined ? undefined : { arn, region, owner, name };
}

/** A message on its way to a topic's subscribers. */
interface Message {
  readonly text: string;
  readonly attributes: MessageAttributes;
}

/**
 * A service publishes for an account, if topic and policies let it: nobody is told where they do not.
 * @param keys what the call tells of itself beside the service's name
 */
export function publishAsService(
  world: World,
  topicArn: string,
  { service, keys }: { readonly service: string; readonly keys: Readonly<Record<string, readonly string[]>> },
  at: Date,
  text: string,
): void {
  const place = placeOfTopic(topicArn);
  const topic = place === undefined ? undefined : world.sns.peek(place.owner, place.region).topics.get(place.name);
  if (place === undefined || topic === undefined) return;
  const told = {
    'aws:PrincipalIsAWSService': ['true'],
    'aws:PrincipalServiceName': [service],
    'aws:SecureTransport': ['true'],
    'aws:CurrentTime': [at.toISOString()],
    ...keys,
  };
  const question = { principal: { service }, action: 'SNS:Publish', resource: topicArn, keys: told };
  if (judge([policyOf(topic, place)], question) !== 'allowed') return;
  const key = topic.attributes?.get('KmsMasterKeyId');
  if (key !== undefined && mayUseKey(world, key, place, { principal: { service }, keys: told }) !== 'yes') return;
  deliver(world, place, topic, { text, attributes: {} }, at);
}

/** A topic's own policy, or the one that SNS gives a new topic. */
export const policyOf = (topic: Topic, { arn, owner }: Pick<TopicPlace, 'arn' | 'owner'>): string =>
  topic.attributes?.get('Policy') ?? defaultPolicy(arn, owner);

/** Takes a message into a topic and counts what becomes of it. Nothing leaves the emulator but records for its own Firehose. */
export function deliver(world: World, place: TopicPlace, topic: Topic, message: Message, at: Date): void {
  const where = { account: place.owner, region: place.region };
  const tell = (name: string): void =>
    count(world, where, { namespace: 'AWS/SNS', name, dimension: ['TopicName', place.name] }, at);
  tell('NumberOfMessagesPublished');
  for (const subscription of topic.subscriptions ?? []) {
    if (subscription.status === 'Pending') continue;
    const { filterPolicy: policy, filterPolicyScope: scope } = subscription;
    if (policy !== undefined && !passes({ policy, onBody: scope === 'MessageBody' }, message)) {
      tell('NumberOfNotificationsFilteredOut');
    } else {
      tell(isReached(world, subscription, at) ? 'NumberOfNotificationsDelivered' : 'NumberOfNotificationsFailed');
    }
  }
}

/**
 * Whether a subscriber can be reached: a delivery stream must exist, and a name that ends in `.invalid`, which RFC 2606 keeps
 * for this, never does. A state document may say of any other that it fails.
 */
function isReached(world: World, { protocol, endpoint = '', fails }: Subscription, at: Date): boolean {
  if (fails === true) return false;
  if (protocol !== 'firehose') return !/\.invalid(?:[:/]|$)/i.test(endpoint);
  const { region, account, name } =
    /^arn:aws[a-z-]*:firehose:(?<region>[^:]*):(?<account>\d{12}):deliverystream\/(?<name>.+)$/.exec(endpoint)
      ?.groups ?? {};
  if (region === undefined || account === undefined || name === undefined) return false;
  if (world.firehose.peek(account, region).deliveryStreams.get(name) === undefined) return false;
  const metric = {
    namespace: 'AWS/Firehose',
    name: 'IncomingRecords',
    dimension: ['DeliveryStreamName', name],
  } as const;
  count(world, { account, region }, metric, at);
  return true;
}
