import { Collection, collectionOf } from '../state/collection.ts';
import type { DocumentKind } from '../state/shelf.ts';
import { boolean, instant, object, optional, type ShapeOf, string } from '../wire/shape.ts';

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

const document = object(
  {
    /** By Region of the hub. */
    hubs: optional(collectionOf(hub)),
    /** Registering a Region that is a hub already is a conflict, instead of the success that was seen in the wild. */
    strictRegister: optional(boolean),
  },
  { closed: true },
);

/** A notification hub as kept. */
export type Hub = ShapeOf<typeof hub>;

/** The hubs of an account. They are kept in us-east-1, whichever Regions they are in. */
export interface NotificationsDocument {
  readonly hubs: Collection<Hub>;
  readonly strictRegister?: boolean;
}

/** How User Notifications keeps its state. */
export const notificationsDocuments: DocumentKind<NotificationsDocument> = {
  key: 'notifications',
  shape: {
    parse(value, path, problems) {
      const parsed = document.parse(value, path, problems);
      return parsed === undefined ? undefined : { ...parsed, hubs: parsed.hubs ?? new Collection() };
    },
  },
  empty: () => ({ hubs: new Collection() }),
};
