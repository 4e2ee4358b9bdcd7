import { arnOf } from '../regions.ts';
import { awsJsonInput } from '../wire/awsJson.ts';
import { object, optional, string } from '../wire/shape.ts';
import type { EmulatorCall } from '../world.ts';
import { fail } from './errors.ts';
import type { Stream } from './kinesisDocument.ts';

/** A stream's name. */
export const streamName = string({ min: 1, max: 128, pattern: /^[a-zA-Z0-9_.-]+$/ });

const either = object({
  StreamName: optional(streamName),
  StreamARN: optional(string({ max: 2048, pattern: /^arn:aws.*:kinesis:.*:\d{12}:stream\/\S+$/ })),
});

/** The ARN of a stream of the caller's. */
export const streamArn = (call: EmulatorCall, name: string): string =>
  arnOf('kinesis', call.region, call.account, `stream/${name}`);

/** The stream that a call names by name or ARN. @throws {ServiceError} */
export function streamOf(call: EmulatorCall): { readonly name: string; readonly stream: Stream } {
  const { StreamName, StreamARN } = awsJsonInput(either, call.body);
  if (StreamName === undefined && StreamARN === undefined) {
    throw fail('InvalidArgumentException', 'Either StreamName or StreamARN must be provided');
  }
  const name = StreamName ?? StreamARN?.slice(StreamARN.lastIndexOf('/') + 1) ?? '';
  const arn = streamArn(call, name);
  // AWS lets a stream's policy admit other accounts; the emulator has no such policies.
  if (StreamARN !== undefined && StreamARN !== arn) {
    throw fail(
      'AccessDeniedException',
      `User is not authorized to perform: kinesis:${call.operation} on resource: ${StreamARN}`,
    );
  }
  const stream = call.world.kinesis.peek(call.account, call.region).streams.get(name);
  if (stream === undefined) {
    throw fail('ResourceNotFoundException', `Stream ${name} under account ${call.account} not found.`);
  }
  return { name, stream };
}
