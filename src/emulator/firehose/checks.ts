import { arnOf } from '../regions.ts';
import { awsJsonInput } from '../wire/awsJson.ts';
import { object, string } from '../wire/shape.ts';
import type { EmulatorCall } from '../world.ts';
import { fail } from './errors.ts';
import type { DeliveryStream } from './firehoseDocument.ts';

/** A delivery stream's name; no ARN is taken in its place. */
export const deliveryStreamName = string({ min: 1, max: 64, pattern: /^[a-zA-Z0-9_.-]+$/ });

/** The kinds of delivery stream, by what feeds them. */
export const DELIVERY_STREAM_TYPES = ['DirectPut', 'KinesisStreamAsSource', 'MSKAsSource', 'DatabaseAsSource'] as const;

/** The ARN of a delivery stream of the caller's. */
export const deliveryStreamArn = (call: EmulatorCall, name: string): string =>
  arnOf('firehose', call.region, call.account, `deliverystream/${name}`);

const named = object({ DeliveryStreamName: deliveryStreamName });

/** The delivery stream a call names. @throws {ServiceError} ResourceNotFoundException */
export function deliveryStreamOf(call: EmulatorCall): { readonly name: string; readonly stream: DeliveryStream } {
  const { DeliveryStreamName: name } = awsJsonInput(named, call.body);
  const stream = call.world.firehose.peek(call.account, call.region).deliveryStreams.get(name);
  if (stream === undefined) {
    throw fail('ResourceNotFoundException', `Firehose ${name} under account ${call.account} not found.`);
  }
  return { name, stream };
}
