import { Collection, collectionOf } from '../state/collection.ts';
import { type DocumentKind, documentKind } from '../state/shelf.ts';
import { instant, integer, object, optional, type ShapeOf, string } from '../wire/shape.ts';

const stream = object(
  {
    status: optional(string({ oneOf: ['CREATING', 'DELETING', 'ACTIVE', 'UPDATING'] })),
    mode: optional(string({ oneOf: ['PROVISIONED', 'ON_DEMAND'] })),
    shardCount: optional(integer({ min: 0 })),
    retentionHours: optional(integer({ min: 24, max: 8760 })),
    creationTime: optional(instant),
    /** Present: records are encrypted with this key. */
    keyId: optional(string()),
    tags: optional(collectionOf(string())),
  },
  { closed: true },
);

const document = object({ streams: optional(collectionOf(stream)) }, { closed: true });

/** A data stream as kept. */
export type Stream = ShapeOf<typeof stream>;

/** The data streams of an account in a Region, by name. */
export interface KinesisDocument {
  readonly streams: Collection<Stream>;
}

/** How Kinesis keeps its state. */
export const kinesisDocuments: DocumentKind<KinesisDocument> = documentKind(
  'kinesis',
  document,
  ({ streams = new Collection<Stream>() }) => ({ streams }),
);
