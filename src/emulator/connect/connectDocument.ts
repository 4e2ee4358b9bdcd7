import { Collection, collectionOf } from '../state/collection.ts';
import { type DocumentKind, documentKind } from '../state/shelf.ts';
import { boolean, instant, object, optional, type ShapeOf, string } from '../wire/shape.ts';

const registration = object(
  {
    pinpointAppArn: string(),
    deviceToken: string(),
    deviceType: string({ oneOf: ['GCM', 'APNS', 'APNS_SANDBOX'] }),
    contactId: string(),
    participantRole: optional(string()),
    includeRawMessage: optional(boolean),
    clientToken: optional(string()),
  },
  { closed: true },
);

const association = object(
  {
    integrationType: string(),
    integrationArn: string(),
    sourceApplicationUrl: optional(string()),
    sourceApplicationName: optional(string()),
    sourceType: optional(string()),
    tags: optional(collectionOf(string())),
  },
  { closed: true },
);

const contact = object(
  {
    channel: optional(string({ oneOf: ['VOICE', 'CHAT', 'TASK', 'EMAIL'] })),
    /** The contact that a transferred one began as. */
    initialContactId: optional(string()),
    initiationTime: optional(instant),
    disconnectTime: optional(instant),
    clientToken: optional(string()),
  },
  { closed: true },
);

const instance = object(
  {
    alias: optional(string()),
    identityManagementType: optional(string({ oneOf: ['SAML', 'CONNECT_MANAGED', 'EXISTING_DIRECTORY'] })),
    status: optional(string({ oneOf: ['CREATION_IN_PROGRESS', 'ACTIVE', 'CREATION_FAILED'] })),
    statusReason: optional(string()),
    createdTime: optional(instant),
    serviceRole: optional(string()),
    inboundCallsEnabled: optional(boolean),
    outboundCallsEnabled: optional(boolean),
    tags: optional(collectionOf(string())),
    clientToken: optional(string()),
    associations: optional(collectionOf(association)),
    registrations: optional(collectionOf(registration)),
    contacts: optional(collectionOf(contact)),
    /** Registrations are refused unless their application is associated with the instance. */
    requireAssociation: optional(boolean),
  },
  { closed: true },
);

const document = object({ instances: optional(collectionOf(instance)) }, { closed: true });

/** A push registration as kept. */
export type Registration = ShapeOf<typeof registration>;
/** An integration association as kept. */
export type Association = ShapeOf<typeof association>;
/** A contact as kept. */
export type Contact = ShapeOf<typeof contact>;
/** What an instance is made of, beside what it holds. */
export type Instance = Omit<ShapeOf<typeof instance>, 'associations' | 'registrations' | 'contacts'> & {
  readonly associations: Collection<Association>;
  readonly registrations: Collection<Registration>;
  readonly contacts: Collection<Contact>;
};

/** The instances of an account in a Region, by id. */
export interface ConnectDocument {
  readonly instances: Collection<Instance>;
}

const whole = (given: ShapeOf<typeof instance>): Instance => ({
  ...given,
  associations: given.associations ?? new Collection(),
  registrations: given.registrations ?? new Collection(),
  contacts: given.contacts ?? new Collection(),
});

/** How Connect keeps its state. */
export const connectDocuments: DocumentKind<ConnectDocument> = documentKind(
  'connect',
  document,
  ({ instances = new Collection<ShapeOf<typeof instance>>() }) => {
    const { items } = instances.page('', Number.MAX_SAFE_INTEGER);
    return { instances: new Collection(items.map(([id, one]) => [id, whole(one)])) };
  },
);
