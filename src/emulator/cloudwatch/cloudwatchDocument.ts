import { Collection, collectionOf } from '../state/collection.ts';
import { type DocumentKind, documentKind } from '../state/shelf.ts';
import { integer, object, optional, type Shape, string } from '../wire/shape.ts';

const minute = string({ pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z$/ });

/** How often it was counted, by the minute: `2026-11-28T12:00:00.000Z`. */
const points: Shape<Collection<number>> = {
  parse(value, path, problems) {
    const parsed = collectionOf(integer({ min: 0 })).parse(value, path, problems);
    for (const [name] of parsed?.entries() ?? []) minute.parse(name, `${path}.${name}`, problems);
    return parsed;
  },
};

const document = object(
  {
    /** By metric: namespace, name and one dimension, such as `AWS/SNS NumberOfMessagesPublished TopicName=jobs`. */
    metrics: optional(collectionOf(points)),
    /** How long GetMetricData does not show what was counted; AWS takes minutes. Seconds; 0 unless given. */
    lagSeconds: optional(integer({ min: 0 })),
  },
  { closed: true },
);

/** What was counted of an account in a Region. */
export interface CloudWatchDocument {
  readonly metrics: Collection<Collection<number>>;
  readonly lagSeconds?: number;
}

/** How CloudWatch keeps its state. */
export const cloudwatchDocuments: DocumentKind<CloudWatchDocument> = documentKind(
  'cloudwatch',
  document,
  ({ metrics = new Collection<Collection<number>>(), ...rest }) => ({ ...rest, metrics }),
);
