import { count } from '../cloudwatch/metrics.ts';
import { awsJsonInput } from '../wire/awsJson.ts';
import { list, object, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { deliveryStreamOf } from './checks.ts';

const record = object({ Data: string() });
const one = object({ Record: record });
const many = object({ Records: list(record, { min: 1, max: 500 }) });

/** Records are counted as taken and delivered, and forgotten. Gives the id of each. */
function take(call: EmulatorCall, times: number) {
  const { name } = deliveryStreamOf(call);
  for (const metric of ['IncomingRecords', 'DeliveryToS3.Records', 'DeliveryToS3.Success']) {
    const dimension = ['DeliveryStreamName', name] as const;
    count(call.world, call, { namespace: 'AWS/Firehose', name: metric, dimension }, call.now, times);
  }
  return Array.from({ length: times }, () => ({ RecordId: call.ids.hex(64) }));
}

/** @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecord.html */
export const putRecord: EmulatorOperation = {
  name: 'PutRecord',
  effect: 'write',
  run(call) {
    awsJsonInput(one, call.body);
    const [taken] = take(call, 1);
    return { body: { ...taken, Encrypted: false } };
  },
};

/** @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html */
export const putRecordBatch: EmulatorOperation = {
  name: 'PutRecordBatch',
  effect: 'write',
  run(call) {
    const { Records } = awsJsonInput(many, call.body);
    return { body: { FailedPutCount: 0, Encrypted: false, RequestResponses: take(call, Records.length) } };
  },
};
