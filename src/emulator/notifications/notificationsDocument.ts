import { Collection, collectionOf } from '../state/collection.ts';
import { type DocumentKind, documentKind } from '../state/shelf.ts';
import { boolean, instant, list, object, optional, type ShapeOf, string } from '../wire/shape.ts';

const hub = object(
  {
    status: string({ oneOf: ['ACTIVE', 'REGISTERING', 'DEREGISTERING', 'INACTIVE'] }),
    reason: optional(string()),
    creationTime: optional(instant),
    lastActivationTime: optional(instant),
    /** When REGISTERING or DEREGISTERING ends; without it the hub stays as it is. */
    settlesAt: optional(instant),
  },
  { closed: true },
);

const event = object(
  {
    creationTime: instant,
    /** Such as `aws.health`. */
    source: optional(string()),
    eventType: optional(string()),
    headline: optional(string()),
  },
  { closed: true },
);

const document = object(
  {
    /** The events that the hub of this Region stores; no call of AWS's makes one. */
    events: optional(list(event)),
    /** By Region of the hub. */
    hubs: optional(collectionOf(hub)),
    /** Registering a Region that is a hub already is a conflict, instead of the success that was seen in the wild. */
    strictRegister: optional(boolean),
  },
  { closed: true },
);

/** A notification hub as kept. */
export type Hub = ShapeOf<typeof hub>;

/** An event as kept. */
export type NotificationEvent = ShapeOf<typeof event>;

/** The hubs of an account, kept in us-east-1, whichever Regions they are in; events are kept where they are stored. */
export interface NotificationsDocument {
  readonly events?: readonly NotificationEvent[];
  readonly hubs: Collection<Hub>;
  readonly strictRegister?: boolean;
}

/** How User Notifications keeps its state. */
export const notificationsDocuments: DocumentKind<NotificationsDocument> = documentKind(
  'notifications',
  document,
  ({ hubs = new Collection<Hub>(), ...rest }) => ({ ...rest, hubs }),
);
