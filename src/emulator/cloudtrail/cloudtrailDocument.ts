import { collectionOf } from '../state/collection.ts';
import { type DocumentKind, documentKind } from '../state/shelf.ts';
import { anything, instant, list, object, optional, type ShapeOf, string } from '../wire/shape.ts';

const event = object(
  {
    id: string(),
    name: string(),
    /** Such as `glacier.amazonaws.com`. */
    source: string(),
    time: instant,
    username: string(),
    accessKeyId: optional(string()),
    requestParameters: optional(collectionOf(anything)),
    /** Present: AWS refused it. */
    errorCode: optional(string()),
  },
  { closed: true },
);

const document = object({ events: optional(list(event)) }, { closed: true });

/** One write as kept. */
export type TrailEvent = ShapeOf<typeof event>;

/** The writes of an account in a Region, the oldest first. */
export interface CloudTrailDocument {
  readonly events: TrailEvent[];
}

/** How CloudTrail keeps its state. */
export const cloudtrailDocuments: DocumentKind<CloudTrailDocument> = documentKind(
  'cloudtrail',
  document,
  ({ events = [] }) => ({ events: [...events] }),
);
