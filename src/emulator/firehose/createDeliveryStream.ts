import { object, optional, type ShapeOf, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { DELIVERY_STREAM_TYPES, deliveryStreamArn, deliveryStreamName, inputOf } from './checks.ts';
import { fail } from './errors.ts';
import type { DeliveryStream } from './firehoseDocument.ts';
import { MAX_DELIVERY_STREAMS } from './limits.ts';

const destination = object({ BucketARN: string({ min: 1 }), RoleARN: string({ min: 1 }), Prefix: optional(string()) });

/** Destinations other than S3 are taken, and shown as S3 with nothing in it: nothing here reads them. */
const input = object({
  DeliveryStreamName: deliveryStreamName,
  DeliveryStreamType: optional(string({ oneOf: DELIVERY_STREAM_TYPES })),
  KinesisStreamSourceConfiguration: optional(
    object({ KinesisStreamARN: string({ min: 1 }), RoleARN: string({ min: 1 }) }),
  ),
  S3DestinationConfiguration: optional(destination),
  ExtendedS3DestinationConfiguration: optional(destination),
  DeliveryStreamEncryptionConfigurationInput: optional(
    object({ KeyARN: optional(string()), KeyType: string({ oneOf: ['AWS_OWNED_CMK', 'CUSTOMER_MANAGED_CMK'] }) }),
  ),
});

function toStream(call: EmulatorCall, given: ShapeOf<typeof input>): DeliveryStream {
  const type = given.DeliveryStreamType ?? 'DirectPut';
  const source = given.KinesisStreamSourceConfiguration?.KinesisStreamARN;
  if (type === 'KinesisStreamAsSource' && source === undefined) {
    throw fail('InvalidArgumentException', 'KinesisStreamSourceConfiguration is required for KinesisStreamAsSource');
  }
  const s3 = given.ExtendedS3DestinationConfiguration ?? given.S3DestinationConfiguration;
  const keyArn = given.DeliveryStreamEncryptionConfigurationInput?.KeyARN;
  return {
    type,
    createTime: call.now.toISOString(),
    ...(source === undefined ? {} : { sourceStreamArn: source }),
    ...(s3 === undefined ? {} : { bucketArn: s3.BucketARN, roleArn: s3.RoleARN }),
    ...(s3?.Prefix === undefined ? {} : { prefix: s3.Prefix }),
    ...(keyArn === undefined ? {} : { keyArn }),
  };
}

/** ACTIVE at once; AWS takes a minute over CREATING. @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html */
export const createDeliveryStream: EmulatorOperation = {
  name: 'CreateDeliveryStream',
  effect: 'write',
  run(call) {
    const given = inputOf(input, call);
    const name = given.DeliveryStreamName;
    const { deliveryStreams } = call.world.firehose.open(call.account, call.region);
    if (deliveryStreams.get(name) !== undefined) {
      throw fail('ResourceInUseException', `Firehose ${name} under accountId ${call.account} already exists.`);
    }
    if (deliveryStreams.size >= MAX_DELIVERY_STREAMS) {
      throw fail('LimitExceededException', `At most ${MAX_DELIVERY_STREAMS} delivery streams are allowed`);
    }
    deliveryStreams.set(name, toStream(call, given));
    return { body: { DeliveryStreamARN: deliveryStreamArn(call, name) } };
  },
};
