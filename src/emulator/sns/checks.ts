import { judge } from '../policies.ts';
import { arnOf } from '../regions.ts';
import { checked, object, type Shape, string } from '../wire/shape.ts';
import type { EmulatorCall } from '../world.ts';
import { fail } from './errors.ts';
import type { Topic } from './snsDocument.ts';
import { defaultPolicy } from './topicPolicy.ts';

/** An input that has the shape. @throws {ServiceError} InvalidParameter, naming the first member at fault */
export function inputOf<T>(shape: Shape<T>, call: EmulatorCall): T {
  return checked(shape, call.body, ([{ path }]) => fail('InvalidParameter', `Invalid parameter: ${path}`));
}

/** The ARN of a topic of the caller's. */
export const topicArn = (call: EmulatorCall, name: string): string => arnOf('sns', call.region, call.account, name);

/** A topic, its own ARN and whose it is. */
export interface FoundTopic {
  readonly arn: string;
  readonly owner: string;
  readonly name: string;
  readonly topic: Topic;
}

const withTopic = object({ TopicArn: string({ min: 1 }) });

/** A topic's ARN taken apart. @throws {ServiceError} InvalidParameter for no ARN, or one of another Region */
export function topicPlace(call: EmulatorCall): {
  readonly arn: string;
  readonly owner: string;
  readonly name: string;
} {
  const { TopicArn: arn } = inputOf(withTopic, call);
  const parts = /^arn:aws[a-z-]*:sns:(?<region>[a-z0-9-]+):(?<owner>\d{12}):(?<name>[\w-]{1,256}(?:\.fifo)?)$/.exec(
    arn,
  )?.groups;
  if (parts === undefined || parts.region !== call.region)
    throw fail('InvalidParameter', 'Invalid parameter: TopicArn');
  return { arn, owner: parts.owner ?? '', name: parts.name ?? '' };
}

/** The topic a call is about. @throws {ServiceError} NotFound, or AuthorizationError for another account's */
export function topicOf(call: EmulatorCall): FoundTopic {
  const { arn, owner, name } = topicPlace(call);
  const topic = call.world.sns.peek(owner, call.region).topics.get(name);
  if (topic === undefined) throw fail('NotFound', 'Topic does not exist');
  const policy = topic.attributes?.get('Policy') ?? defaultPolicy(arn, owner);
  const caller = `arn:aws:iam::${call.account}:user/emulator`;
  const question = {
    ...{ principal: { account: call.account, arn: caller }, action: `SNS:${call.operation}`, resource: arn },
    keys: { 'aws:PrincipalArn': [caller], 'aws:PrincipalAccount': [call.account] },
  };
  if (owner !== call.account && judge([policy], question) !== 'allowed') {
    throw fail(
      'AuthorizationError',
      `User: ${caller} is not authorized to perform: SNS:${call.operation} on resource: ${arn} because no resource-based policy allows the SNS:${call.operation} action`,
    );
  }
  return { arn, owner, name, topic };
}

/** Where a page begins, out of our token; AWS's is opaque. @throws {ServiceError} InvalidParameter */
export function startOf(token: string | undefined): string {
  const name = Buffer.from(token ?? '', 'base64url').toString('utf8');
  if (Buffer.from(name).toString('base64url') === (token ?? '')) return name;
  throw fail('InvalidParameter', 'Invalid parameter: NextToken');
}

/** The token of the next page. */
export const tokenOf = (next: string | undefined): string | undefined =>
  next === undefined ? undefined : Buffer.from(next).toString('base64url');
