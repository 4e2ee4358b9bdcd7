import { Collection, collectionOf } from '../state/collection.ts';
import { type DocumentKind, documentKind } from '../state/shelf.ts';
import { boolean, instant, integer, object, optional, type ShapeOf, string } from '../wire/shape.ts';

const eventStream = object(
  {
    destinationStreamArn: string(),
    roleArn: string(),
    externalId: optional(string()),
    lastModifiedDate: optional(instant),
    lastUpdatedBy: optional(string()),
  },
  { closed: true },
);

const channel = object(
  {
    enabled: optional(boolean),
    creationDate: optional(instant),
    lastModifiedDate: optional(instant),
    lastModifiedBy: optional(string()),
    version: optional(integer({ min: 1 })),
    /** `CERTIFICATE` or `TOKEN` for Apple's channels, `KEY` or `TOKEN` for Google's. */
    defaultAuthenticationMethod: optional(string()),
    /** False for one that was set up without any; no credential is ever kept. */
    hasCredential: optional(boolean),
    hasTokenKey: optional(boolean),
    hasFcmServiceCredentials: optional(boolean),
  },
  { closed: true },
);

const app = object(
  {
    name: string(),
    creationDate: optional(instant),
    tags: optional(collectionOf(string())),
    eventStream: optional(eventStream),
    apns: optional(channel),
    apnsSandbox: optional(channel),
    gcm: optional(channel),
  },
  { closed: true },
);

const document = object({ apps: optional(collectionOf(app)) }, { closed: true });

/** A Pinpoint application as kept. */
export type App = ShapeOf<typeof app>;
/** An application's event stream as kept. */
export type EventStream = ShapeOf<typeof eventStream>;
/** A push channel as kept. */
export type Channel = ShapeOf<typeof channel>;

/** The applications of an account in a Region, by their id. */
export interface PinpointDocument {
  readonly apps: Collection<App>;
}

/** How Pinpoint keeps its state. */
export const pinpointDocuments: DocumentKind<PinpointDocument> = documentKind(
  'pinpoint',
  document,
  ({ apps = new Collection<App>() }) => ({ apps }),
);
