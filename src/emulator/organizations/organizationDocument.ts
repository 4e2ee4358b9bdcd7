import { Collection, collectionOf } from '../state/collection.ts';
import { type DocumentKind, documentKind } from '../state/shelf.ts';
import { boolean, instant, list, object, optional, type ShapeOf, string } from '../wire/shape.ts';

const unit = object(
  {
    name: string({ min: 1, max: 128 }),
    /** The id of the unit above it; right below the root where it is left out. */
    parent: optional(string()),
  },
  { closed: true },
);

const member = object(
  {
    /** The account's id where it has no name. */
    name: optional(string({ min: 1, max: 128 })),
    /** The id of its unit; right below the root where it is left out. */
    parent: optional(string()),
    state: optional(string({ oneOf: ['PENDING_ACTIVATION', 'ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED'] })),
    joinedAt: optional(instant),
  },
  { closed: true },
);

const document = object(
  {
    id: optional(string({ pattern: /^o-[0-9a-z]{10,32}$/ })),
    rootId: optional(string({ pattern: /^r-[0-9a-z]{4,32}$/ })),
    /** By id. */
    units: optional(collectionOf(unit)),
    /** By account id; every account of the state, right below the root, where it is left out. */
    accounts: optional(collectionOf(member)),
    /** The delegated administrators, by account id. */
    delegated: optional(list(string({ pattern: /^\d{12}$/ }))),
    /** Each list begins with a page that holds nothing and leads on: AWS says that there may be some. */
    emptyPages: optional(boolean),
  },
  { closed: true },
);

/** A unit, and an account of an organization. */
export type Unit = ShapeOf<typeof unit>;
export type Member = ShapeOf<typeof member>;

/** An organization, kept in us-east-1 of its management account. */
export interface OrganizationDocument extends Omit<ShapeOf<typeof document>, 'units'> {
  readonly units: Collection<Unit>;
}

/** How AWS Organizations keeps its state. */
export const organizationDocuments: DocumentKind<OrganizationDocument> = documentKind(
  'organizations',
  document,
  ({ units = new Collection<Unit>(), ...rest }) => ({ ...rest, units }),
);
