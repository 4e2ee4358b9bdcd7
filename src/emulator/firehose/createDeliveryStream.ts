import { awsJsonInput } from '../wire/awsJson.ts';
import { object, optional, type Shape, type ShapeOf, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { DELIVERY_STREAM_TYPES, deliveryStreamArn, deliveryStreamName } from './checks.ts';
import { fail } from './errors.ts';
import { DESTINATIONS, type DeliveryStream, type Destination } from './firehoseDocument.ts';
import { MAX_DELIVERY_STREAMS } from './limits.ts';

const arn = (pattern: RegExp) => string({ min: 1, max: 512, pattern });
const roleArn = arn(/^arn:.*:iam::\d{12}:role\/[a-zA-Z_0-9+=,.@\-/]+$/);

const input = object({
  DeliveryStreamName: deliveryStreamName,
  DeliveryStreamType: optional(string({ oneOf: DELIVERY_STREAM_TYPES })),
  KinesisStreamSourceConfiguration: optional(
    object({
      KinesisStreamARN: arn(/^arn:.*:kinesis:[a-zA-Z0-9-]+:\d{12}:stream\/[a-zA-Z0-9_.-]+$/),
      RoleARN: roleArn,
    }),
  ),
  DeliveryStreamEncryptionConfigurationInput: optional(
    object({
      KeyARN: optional(arn(/^arn:.*:kms:[a-zA-Z0-9-]+:\d{12}:(key|alias)\/[a-zA-Z_0-9+=,.@\-/]+$/)),
      KeyType: string({ oneOf: ['AWS_OWNED_CMK', 'CUSTOMER_MANAGED_CMK'] }),
    }),
  ),
});

const bucket = object({
  BucketARN: string({ min: 1, max: 2048, pattern: /^arn:.*:s3:::[\w.-]{1,255}$/ }),
  RoleARN: roleArn,
  Prefix: optional(string({ max: 1024 })),
});
type Bucket = ShapeOf<typeof bucket>;

/** A destination that is no bucket has one beside it, for what it did not take; of the rest nothing is read here. */
const besideIt = object({ S3Configuration: bucket });
const bucketOf = (destination: Destination): Shape<Bucket> =>
  destination === 'S3' || destination === 'ExtendedS3'
    ? bucket
    : { parse: (value, path, problems) => besideIt.parse(value, path, problems)?.S3Configuration };

/** The one destination of a new delivery stream. @throws {ServiceError} InvalidArgumentException for none, or several */
function destinationOf(call: EmulatorCall): { readonly destination: Destination; readonly s3: Bucket } {
  const [one, ...others] = DESTINATIONS.flatMap(destination => {
    const member = `${destination}DestinationConfiguration`;
    const s3 = awsJsonInput(object({ [member]: optional(bucketOf(destination)) }), call.body)[member];
    return s3 === undefined ? [] : [{ destination, s3 }];
  });
  if (one !== undefined && others.length === 0) return one;
  throw fail('InvalidArgumentException', 'Exactly one destination configuration is supported for a Firehose');
}

function toStream(call: EmulatorCall, given: ShapeOf<typeof input>): DeliveryStream {
  const type = given.DeliveryStreamType ?? 'DirectPut';
  const source = given.KinesisStreamSourceConfiguration?.KinesisStreamARN;
  if (type === 'KinesisStreamAsSource' && source === undefined) {
    throw fail('InvalidArgumentException', 'KinesisStreamSourceConfiguration is required for KinesisStreamAsSource');
  }
  const { destination, s3 } = destinationOf(call);
  const keyArn = given.DeliveryStreamEncryptionConfigurationInput?.KeyARN;
  return {
    type,
    createTime: call.now.toISOString(),
    destination,
    bucketArn: s3.BucketARN,
    roleArn: s3.RoleARN,
    ...(source === undefined ? {} : { sourceStreamArn: source }),
    ...(s3.Prefix === undefined ? {} : { prefix: s3.Prefix }),
    ...(keyArn === undefined ? {} : { keyArn }),
  };
}

/** ACTIVE at once; AWS takes a minute over CREATING. @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html */
export const createDeliveryStream: EmulatorOperation = {
  name: 'CreateDeliveryStream',
  effect: 'write',
  run(call) {
    const given = awsJsonInput(input, call.body);
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
