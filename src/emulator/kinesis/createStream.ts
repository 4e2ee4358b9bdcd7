import { tagMap } from '../tags.ts';
import { awsJsonInput } from '../wire/awsJson.ts';
import { integer, object, optional, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { streamName } from './checks.ts';
import { fail } from './errors.ts';
import { MAX_ON_DEMAND_STREAMS } from './limits.ts';

const input = object({
  StreamName: streamName,
  ShardCount: optional(integer({ min: 1 })),
  Tags: optional(tagMap(200)),
  WarmThroughputMiBps: optional(integer({ min: 0 })),
  MaxRecordSizeInKiB: optional(integer({ min: 1024, max: 10_240 })),
  StreamModeDetails: optional(object({ StreamMode: string({ oneOf: ['PROVISIONED', 'ON_DEMAND'] }) })),
});

/** ACTIVE at once; AWS takes some seconds over CREATING. @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html */
export const createStream: EmulatorOperation = {
  name: 'CreateStream',
  effect: 'write',
  run(call) {
    const { StreamName, ShardCount, StreamModeDetails, Tags } = awsJsonInput(input, call.body);
    const { streams } = call.world.kinesis.open(call.account, call.region);
    if (streams.get(StreamName) !== undefined) {
      throw fail('ResourceInUseException', `Stream ${StreamName} under account ${call.account} already exists.`);
    }
    const mode = StreamModeDetails?.StreamMode ?? 'PROVISIONED';
    if (mode === 'PROVISIONED' && ShardCount === undefined) {
      throw fail('ValidationException', 'ShardCount must be provided for a stream in PROVISIONED mode');
    }
    const onDemand = [...streams.values()].filter(one => one.mode === 'ON_DEMAND').length;
    if (mode === 'ON_DEMAND' && onDemand >= MAX_ON_DEMAND_STREAMS) {
      throw fail('LimitExceededException', `At most ${MAX_ON_DEMAND_STREAMS} streams may be in ON_DEMAND mode`);
    }
    const made = { mode, shardCount: ShardCount ?? 4, creationTime: call.now.toISOString() };
    streams.set(StreamName, { ...made, ...(Tags === undefined ? {} : { tags: Tags }) });
    return {};
  },
};
