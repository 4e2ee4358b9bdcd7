import { Collection, collectionOf } from '../state/collection.ts';
import { type DocumentKind, documentKind } from '../state/shelf.ts';
import { instant, object, optional, type ShapeOf, string } from '../wire/shape.ts';

const key = object(
  {
    description: optional(string()),
    createdTime: optional(instant),
    state: optional(string({ oneOf: ['Enabled', 'Disabled', 'PendingDeletion'] })),
    /** JSON text; the one that AWS gives a new key where it is left out. */
    policy: optional(string()),
  },
  { closed: true },
);

const document = object(
  {
    keys: optional(collectionOf(key)),
    /** By name, such as `alias/topics`: the id of the key that it stands for. */
    aliases: optional(collectionOf(string())),
  },
  { closed: true },
);

/** A key as kept. */
export type Key = ShapeOf<typeof key>;

/** The customer managed keys of an account in a Region, by id, and their aliases. AWS's own keys are not kept. */
export interface KmsDocument {
  readonly keys: Collection<Key>;
  readonly aliases: Collection<string>;
}

/** How KMS keeps its state. */
export const kmsDocuments: DocumentKind<KmsDocument> = documentKind(
  'kms',
  document,
  ({ keys = new Collection<Key>(), aliases = new Collection<string>() }) => ({ keys, aliases }),
);
