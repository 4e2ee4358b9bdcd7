import { Collection, collectionOf } from '../state/collection.ts';
import { type DocumentKind, documentKind } from '../state/shelf.ts';
import { instant, object, optional, type ShapeOf, string } from '../wire/shape.ts';

/** What a delivery stream can deliver to, as AWS's members begin: `SplunkDestinationConfiguration`. */
export const DESTINATIONS = [
  'ExtendedS3',
  'S3',
  'AmazonOpenSearchServerless',
  'Amazonopensearchservice',
  'Elasticsearch',
  'HttpEndpoint',
  'Iceberg',
  'Redshift',
  'Snowflake',
  'Splunk',
] as const;

/** One of them. */
export type Destination = (typeof DESTINATIONS)[number];

const deliveryStream = object(
  {
    status: optional(string({ oneOf: ['CREATING', 'CREATING_FAILED', 'DELETING', 'DELETING_FAILED', 'ACTIVE'] })),
    type: optional(string({ oneOf: ['DirectPut', 'KinesisStreamAsSource', 'MSKAsSource', 'DatabaseAsSource'] })),
    createTime: optional(instant),
    /** Where it delivers to: a bucket unless it says otherwise. */
    destination: optional(string({ oneOf: DESTINATIONS })),
    /** The bucket that it delivers to, or what the destination did not take, and the role for it. */
    bucketArn: optional(string()),
    roleArn: optional(string()),
    prefix: optional(string()),
    /** Present where the type is KinesisStreamAsSource. */
    sourceStreamArn: optional(string()),
    /** Present: records are encrypted with this key. */
    keyArn: optional(string()),
  },
  { closed: true },
);

const document = object({ deliveryStreams: optional(collectionOf(deliveryStream)) }, { closed: true });

/** A delivery stream as kept. */
export type DeliveryStream = ShapeOf<typeof deliveryStream>;

/** The delivery streams of an account in a Region, by name. */
export interface FirehoseDocument {
  readonly deliveryStreams: Collection<DeliveryStream>;
}

/** How Firehose keeps its state. */
export const firehoseDocuments: DocumentKind<FirehoseDocument> = documentKind(
  'firehose',
  document,
  ({ deliveryStreams = new Collection<DeliveryStream>() }) => ({ deliveryStreams }),
);
