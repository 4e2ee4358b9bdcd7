import type { EmulatorOperation } from '../world.ts';
import { streamArn, streamOf } from './checks.ts';
import { DEFAULT_RETENTION_HOURS } from './limits.ts';
import { epochSeconds } from './listStreams.ts';

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html */
export const describeStreamSummary: EmulatorOperation = {
  name: 'DescribeStreamSummary',
  effect: 'read',
  run(call) {
    const { name, stream } = streamOf(call);
    return {
      body: {
        StreamDescriptionSummary: {
          StreamName: name,
          StreamARN: streamArn(call, name),
          StreamStatus: stream.status ?? 'ACTIVE',
          StreamModeDetails: { StreamMode: stream.mode ?? 'PROVISIONED' },
          RetentionPeriodHours: stream.retentionHours ?? DEFAULT_RETENTION_HOURS,
          StreamCreationTimestamp: epochSeconds(stream),
          EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
          EncryptionType: stream.keyId === undefined ? 'NONE' : 'KMS',
          ...(stream.keyId === undefined ? {} : { KeyId: stream.keyId }),
          OpenShardCount: stream.shardCount ?? 1,
          ConsumerCount: 0,
        },
      },
    };
  },
};
