import { count } from '../cloudwatch/metrics.ts';
import { awsJsonInput } from '../wire/awsJson.ts';
import { list, object, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { streamOf } from './checks.ts';

const record = { Data: string(), PartitionKey: string({ min: 1, max: 256 }) };
const one = object(record);
const many = object({ Records: list(object(record), { min: 1, max: 500 }) });

/** Records are counted and forgotten: nobody reads from a stream here. Gives where each went. */
function take(call: EmulatorCall, times: number) {
  const { name } = streamOf(call);
  count(
    call.world,
    call,
    { namespace: 'AWS/Kinesis', name: 'IncomingRecords', dimension: ['StreamName', name] },
    call.now,
    times,
  );
  return Array.from({ length: times }, () => ({
    SequenceNumber: `49${call.now.getTime()}`.padEnd(56, '0'),
    ShardId: 'shardId-000000000000',
  }));
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html */
export const putRecord: EmulatorOperation = {
  name: 'PutRecord',
  effect: 'write',
  run(call) {
    awsJsonInput(one, call.body);
    const [taken] = take(call, 1);
    return { body: { ...taken, EncryptionType: 'NONE' } };
  },
};

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
export const putRecords: EmulatorOperation = {
  name: 'PutRecords',
  effect: 'write',
  run(call) {
    const { Records } = awsJsonInput(many, call.body);
    return { body: { FailedRecordCount: 0, Records: take(call, Records.length), EncryptionType: 'NONE' } };
  },
};
