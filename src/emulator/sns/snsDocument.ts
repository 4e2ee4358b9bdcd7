import { Collection, collectionOf } from '../state/collection.ts';
import { type DocumentKind, documentKind } from '../state/shelf.ts';
import { boolean, list, object, optional, type ShapeOf, string } from '../wire/shape.ts';

const subscription = object(
  {
    id: string(),
    protocol: string(),
    endpoint: optional(string()),
    status: optional(string({ oneOf: ['Confirmed', 'Pending'] })),
    /** JSON text. */
    filterPolicy: optional(string()),
    filterPolicyScope: optional(string({ oneOf: ['MessageAttributes', 'MessageBody'] })),
    rawMessageDelivery: optional(boolean),
    /** Nothing reaches it. */
    fails: optional(boolean),
  },
  { closed: true },
);

const topic = object(
  {
    /** As SetTopicAttributes takes them: `Policy` (JSON text), `KmsMasterKeyId`, `FifoTopic`, `DisplayName` and so on. */
    attributes: optional(collectionOf(string())),
    subscriptions: optional(list(subscription)),
    tags: optional(collectionOf(string())),
  },
  { closed: true },
);

const document = object({ topics: optional(collectionOf(topic)) }, { closed: true });

/** A topic as kept. */
export type Topic = ShapeOf<typeof topic>;
/** A subscription as kept. */
export type Subscription = ShapeOf<typeof subscription>;

/** The topics of an account in a Region, by name. */
export interface SnsDocument {
  readonly topics: Collection<Topic>;
}

/** How SNS keeps its state. */
export const snsDocuments: DocumentKind<SnsDocument> = documentKind(
  'sns',
  document,
  ({ topics = new Collection<Topic>() }) => ({ topics }),
);
