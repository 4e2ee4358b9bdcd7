import { Collection, collectionOf } from '../state/collection.ts';
import { type DocumentKind, documentKind } from '../state/shelf.ts';
import { boolean, instant, integer, list, object, optional, type ShapeOf, string } from '../wire/shape.ts';

const notificationConfig = object({ SNSTopic: optional(string()), Events: optional(list(string())) }, { closed: true });

const vault = object(
  {
    creationDate: optional(instant),
    lastInventoryDate: optional(instant),
    numberOfArchives: optional(integer({ min: 0 })),
    sizeInBytes: optional(integer({ min: 0 })),
    /** Vaults are not empty by what was inventoried, but by what they hold: a seed says so where the two differ. */
    notEmpty: optional(boolean),
    notifications: optional(notificationConfig),
    /** JSON text. */
    accessPolicy: optional(string()),
    tags: optional(collectionOf(string())),
    /** What reads still show after a change, until then; no `notifications` in it is none. */
    stale: optional(object({ until: instant, notifications: optional(notificationConfig) }, { closed: true })),
  },
  { closed: true },
);

const job = object(
  {
    vault: string(),
    action: string({ oneOf: ['ArchiveRetrieval', 'InventoryRetrieval', 'Select'] }),
    creationDate: instant,
    /** When it ends, or ended. */
    endsAt: instant,
    /** It ended, and whoever was to be told of it was. */
    completed: optional(boolean),
    /** How it ends: it succeeds unless this says otherwise. */
    fails: optional(boolean),
    description: optional(string()),
    archiveId: optional(string()),
    /** The topic that the job itself is to be told at, beside the vault's. */
    snsTopic: optional(string()),
    tier: optional(string({ oneOf: ['Expedited', 'Standard', 'Bulk'] })),
    format: optional(string()),
  },
  { closed: true },
);

const document = object(
  {
    vaults: optional(collectionOf(vault)),
    /** By id. */
    jobs: optional(collectionOf(job)),
    /** Whether Glacier's messages to SNS carry `AWS:SourceOwner`, which AWS does not say. True unless given. */
    setsSourceOwner: optional(boolean),
    /** The account has no Glacier data here and may no longer begin: every call is NoLongerSupportedException. */
    closed: optional(boolean),
    /** How long reads go on showing what was set before a change. Seconds; 0 unless given. */
    staleReadSeconds: optional(integer({ min: 0 })),
  },
  { closed: true },
);

/** A vault as kept. */
export type Vault = ShapeOf<typeof vault>;

/** A job as kept. */
export type Job = ShapeOf<typeof job>;

/** A vault's notification configuration, in AWS's own members. */
export type NotificationConfig = ShapeOf<typeof notificationConfig>;

/** The vaults of an account in a Region. */
export interface GlacierDocument {
  readonly vaults: Collection<Vault>;
  readonly jobs: Collection<Job>;
  readonly setsSourceOwner?: boolean;
  readonly closed?: boolean;
  readonly staleReadSeconds?: number;
}

/** How Glacier keeps its state. */
export const glacierDocuments: DocumentKind<GlacierDocument> = documentKind(
  'glacier',
  document,
  ({ vaults = new Collection<Vault>(), jobs = new Collection<Job>(), ...rest }) => ({ ...rest, vaults, jobs }),
);
