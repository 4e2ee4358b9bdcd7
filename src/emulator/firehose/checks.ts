import { arnOf } from '../regions.ts';
import { object, type Problem, type Shape, string } from '../wire/shape.ts';
import { validationText } from '../wire/validationText.ts';
import type { EmulatorCall } from '../world.ts';
import { fail } from './errors.ts';
import type { DeliveryStream } from './firehoseDocument.ts';

/** A delivery stream's name; no ARN is taken in its place. */
export const deliveryStreamName = string({ min: 1, max: 64, pattern: /^[a-zA-Z0-9_.-]+$/ });

/** The kinds of delivery stream, by what feeds them. */
export const DELIVERY_STREAM_TYPES = ['DirectPut', 'KinesisStreamAsSource', 'MSKAsSource', 'DatabaseAsSource'] as const;

/** An input that has the shape. @throws {ServiceError} ValidationException */
export function inputOf<T>(shape: Shape<T>, call: EmulatorCall): T {
  const problems: Problem[] = [];
  const parsed = shape.parse(call.body ?? {}, '', problems);
  if (parsed !== undefined && problems.length === 0) return parsed;
  throw fail('ValidationException', validationText(problems));
}

/** The ARN of a delivery stream of the caller's. */
export const deliveryStreamArn = (call: EmulatorCall, name: string): string =>
  arnOf('firehose', call.region, call.account, `deliverystream/${name}`);

const named = object({ DeliveryStreamName: deliveryStreamName });

/** The delivery stream a call names. @throws {ServiceError} ResourceNotFoundException */
export function deliveryStreamOf(call: EmulatorCall): { readonly name: string; readonly stream: DeliveryStream } {
  const { DeliveryStreamName: name } = inputOf(named, call);
  const stream = call.world.firehose.peek(call.account, call.region).deliveryStreams.get(name);
  if (stream === undefined) {
    throw fail('ResourceNotFoundException', `Firehose ${name} under account ${call.account} not found.`);
  }
  return { name, stream };
}
