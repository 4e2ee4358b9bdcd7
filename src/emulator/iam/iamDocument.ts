import { Collection, collectionOf } from '../state/collection.ts';
import { type DocumentKind, documentKind } from '../state/shelf.ts';
import { instant, integer, object, optional, type ShapeOf, string } from '../wire/shape.ts';

const role = object(
  {
    name: string({ min: 1, max: 64 }),
    path: optional(string()),
    roleId: optional(string()),
    createDate: optional(instant),
    /** JSON text, not encoded. */
    assumeRolePolicyDocument: string(),
    description: optional(string()),
    maxSessionDurationSeconds: optional(integer({ min: 3600, max: 43_200 })),
    permissionsBoundaryArn: optional(string()),
    tags: optional(collectionOf(string())),
    /** Inline policies by name: JSON text, not encoded. */
    policies: optional(collectionOf(string())),
    /** Managed policies that are attached, by ARN: their names. */
    attachedPolicies: optional(collectionOf(string())),
  },
  { closed: true },
);

const policy = object({ name: string(), document: string(), createDate: optional(instant) }, { closed: true });

const document = object(
  { roles: optional(collectionOf(role)), policies: optional(collectionOf(policy)) },
  { closed: true },
);

/** A managed policy as kept. */
export type Policy = ShapeOf<typeof policy>;

/** A role as kept. */
export type Role = ShapeOf<typeof role>;

/** The roles of an account, by their name in lower case: IAM tells names apart without case. Kept in us-east-1. */
export interface IamDocument {
  readonly roles: Collection<Role>;
  /** Managed policies by ARN. */
  readonly policies: Collection<Policy>;
}

/** How IAM keeps its state. A seed may key its roles by the name as it is. */
export const iamDocuments: DocumentKind<IamDocument> = documentKind(
  'iam',
  document,
  ({ roles, policies = new Collection<Policy>() }) => {
    const byName = [...(roles?.values() ?? [])].map(one => [one.name.toLowerCase(), one] as const);
    return { roles: new Collection(byName), policies };
  },
);
