import { awsJsonInput } from '../wire/awsJson.ts';
import { integer, object, optional, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { streamArn, streamName } from './checks.ts';
import { fail } from './errors.ts';
import type { Stream } from './kinesisDocument.ts';
import { STREAMS_PER_PAGE } from './limits.ts';

const input = object({
  Limit: optional(integer({ min: 1, max: 10_000 })),
  ExclusiveStartStreamName: optional(streamName),
  NextToken: optional(string({ min: 1, max: 1_048_576 })),
});

/** When the stream was made, in seconds since 1970. */
export const epochSeconds = (stream: Stream): number =>
  Date.parse(stream.creationTime ?? '2021-01-01T00:00:00.000Z') / 1000;

/** The last name of the page before, out of our token; AWS's is opaque. @throws {ServiceError} */
function afterToken(token: string): string {
  const name = Buffer.from(token, 'base64url').toString('utf8');
  if (Buffer.from(name).toString('base64url') === token && /^[a-zA-Z0-9_.-]+$/.test(name)) return name;
  throw fail('InvalidArgumentException', 'NextToken is not valid');
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreams.html */
export const listStreams: EmulatorOperation = {
  name: 'ListStreams',
  effect: 'read',
  run(call) {
    const { Limit = STREAMS_PER_PAGE, ExclusiveStartStreamName, NextToken } = awsJsonInput(input, call.body);
    const after = NextToken === undefined ? ExclusiveStartStreamName : afterToken(NextToken);
    const { streams } = call.world.kinesis.peek(call.account, call.region);
    // The smallest name after `after`, since the position given is exclusive.
    const from = after === undefined ? '' : `${after}\u0000`;
    const { items, next } = streams.page(from, Math.min(Limit, STREAMS_PER_PAGE));
    const last = items.at(-1)?.[0];
    return {
      body: {
        StreamNames: items.map(([name]) => name),
        HasMoreStreams: next !== undefined,
        ...(next === undefined || last === undefined ? {} : { NextToken: Buffer.from(last).toString('base64url') }),
        StreamSummaries: items.map(([name, stream]) => ({
          StreamName: name,
          StreamARN: streamArn(call, name),
          StreamStatus: stream.status ?? 'ACTIVE',
          StreamModeDetails: { StreamMode: stream.mode ?? 'PROVISIONED' },
          StreamCreationTimestamp: epochSeconds(stream),
        })),
      },
    };
  },
};
