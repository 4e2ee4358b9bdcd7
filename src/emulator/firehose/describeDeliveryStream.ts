import { partitionOf } from '../regions.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { deliveryStreamArn, deliveryStreamOf } from './checks.ts';
import type { DeliveryStream } from './firehoseDocument.ts';

/** A seed may leave bucket and role out. */
function encodeDestination(call: EmulatorCall, name: string, stream: DeliveryStream) {
  const { destination = 'ExtendedS3' } = stream;
  const s3 = {
    RoleARN: stream.roleArn ?? `arn:${partitionOf(call.region)}:iam::${call.account}:role/firehose`,
    BucketARN: stream.bucketArn ?? `arn:${partitionOf(call.region)}:s3:::${name}`,
    ...(stream.prefix === undefined ? {} : { Prefix: stream.prefix }),
    BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 300 },
    CompressionFormat: 'UNCOMPRESSED',
    EncryptionConfiguration: { NoEncryptionConfig: 'NoEncryption' },
  };
  const isBucket = destination === 'ExtendedS3' || destination === 'S3';
  return {
    DestinationId: 'destinationId-000000000001',
    ...(isBucket
      ? { S3DestinationDescription: s3, ExtendedS3DestinationDescription: s3 }
      : { [`${destination}DestinationDescription`]: { S3DestinationDescription: s3 } }),
  };
}

const encodeSource = (stream: DeliveryStream) =>
  stream.sourceStreamArn === undefined
    ? {}
    : {
        Source: {
          KinesisStreamSourceDescription: { KinesisStreamARN: stream.sourceStreamArn, RoleARN: stream.roleArn },
        },
      };

/** @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_DescribeDeliveryStream.html */
export const describeDeliveryStream: EmulatorOperation = {
  name: 'DescribeDeliveryStream',
  effect: 'read',
  run(call) {
    const { name, stream } = deliveryStreamOf(call);
    const keyArn = stream.keyArn;
    return {
      body: {
        DeliveryStreamDescription: {
          DeliveryStreamName: name,
          DeliveryStreamARN: deliveryStreamArn(call, name),
          DeliveryStreamStatus: stream.status ?? 'ACTIVE',
          DeliveryStreamType: stream.type ?? 'DirectPut',
          DeliveryStreamEncryptionConfiguration:
            keyArn === undefined
              ? { Status: 'DISABLED' }
              : { KeyARN: keyArn, KeyType: 'CUSTOMER_MANAGED_CMK', Status: 'ENABLED' },
          VersionId: '1',
          CreateTimestamp: Date.parse(stream.createTime ?? '2021-01-01T00:00:00.000Z') / 1000,
          ...encodeSource(stream),
          Destinations: [encodeDestination(call, name, stream)],
          HasMoreDestinations: false,
        },
      },
    };
  },
};
