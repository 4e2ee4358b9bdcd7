import { mayUseKey } from '../kms/mayUse.ts';
import { judge } from '../policies.ts';
import { anything, object, optional, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { type FoundTopic, inputOf, topicOf } from './checks.ts';
import { deliver, policyOf } from './delivery.ts';
import { fail } from './errors.ts';
import { MAX_MESSAGE_BYTES } from './limits.ts';

const input = object({
  TopicArn: optional(string()),
  TargetArn: optional(string()),
  PhoneNumber: optional(string()),
  Message: string(),
  Subject: optional(string({ max: 100 })),
  MessageStructure: optional(string({ oneOf: ['json'] })),
  MessageAttributes: optional(anything),
  MessageGroupId: optional(string()),
  MessageDeduplicationId: optional(string()),
});

const KEY_ERRORS = { missing: 'KMSNotFound', disabled: 'KMSDisabled', denied: 'KMSAccessDenied' } as const;

/** Refuses what the topic's policy denies even its own account, and a key that the caller may not use. */
function checkRights(call: EmulatorCall, found: FoundTopic): void {
  const arn = `arn:aws:iam::${call.account}:user/emulator`;
  const caller = {
    principal: { account: call.account, arn },
    keys: { 'aws:PrincipalArn': [arn], 'aws:PrincipalAccount': [call.account], 'aws:SecureTransport': ['true'] },
  };
  const question = { ...caller, action: 'SNS:Publish', resource: found.arn };
  if (judge([policyOf(found.topic, found)], question) === 'explicitDeny') {
    const reason = 'with an explicit deny in a resource-based policy';
    throw fail(
      'AuthorizationError',
      `User: ${arn} is not authorized to perform: SNS:Publish on resource: ${found.arn} ${reason}`,
    );
  }
  const key = found.topic.attributes?.get('KmsMasterKeyId');
  const use = key === undefined ? 'yes' : mayUseKey(call.world, key, { ...found, region: call.region }, caller);
  if (use !== 'yes') throw fail(KEY_ERRORS[use], `The key ${key} of the topic can't be used: ${use}`);
}

/** To topics alone; nothing is sent to phones or applications. @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const publish: EmulatorOperation = {
  name: 'Publish',
  effect: 'write',
  run(call) {
    const { TopicArn, TargetArn, Message, MessageAttributes, MessageGroupId } = inputOf(input, call);
    const arn = TopicArn ?? TargetArn;
    if (arn === undefined) throw fail('InvalidParameter', 'Invalid parameter: TopicArn or TargetArn Reason: no value');
    if (Message === '') throw fail('InvalidParameter', 'Invalid parameter: Empty message');
    if (Buffer.byteLength(Message) > MAX_MESSAGE_BYTES)
      throw fail('InvalidParameter', 'Invalid parameter: Message too long');
    const found = topicOf({ ...call, body: { TopicArn: arn } });
    const isFifo = found.name.endsWith('.fifo');
    if (isFifo && MessageGroupId === undefined) {
      throw fail('InvalidParameter', 'Invalid parameter: The MessageGroupId parameter is required for FIFO topics');
    }
    checkRights(call, found);
    // Checked border: what is not an object of attributes has none.
    const attributes = typeof MessageAttributes === 'object' ? { ...MessageAttributes } : {};
    deliver(call.world, { ...found, region: call.region }, found.topic, { text: Message, attributes }, call.now);
    const sequence = isFifo ? { SequenceNumber: String(call.now.getTime()).padStart(20, '1') } : {};
    return { body: { MessageId: call.ids.uuid(), ...sequence } };
  },
};
