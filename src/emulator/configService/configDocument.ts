import { Collection, collectionOf } from '../state/collection.ts';
import { type DocumentKind, documentKind } from '../state/shelf.ts';
import { boolean, instant, integer, list, object, optional, type ShapeOf, string } from '../wire/shape.ts';

const aggregator = object(
  {
    id: string(),
    createdAt: instant,
    updatedAt: optional(instant),
    /** The accounts that it gathers from; every account of the state where it is an organisation's. */
    accountIds: optional(list(string())),
    /** The role of an organisation's aggregator. */
    organizationRoleArn: optional(string()),
    /** The Regions that it gathers from; all where it names none. */
    regions: optional(list(string())),
    /** How long a change takes to be seen. Seconds; 0 unless given. */
    lagSeconds: optional(integer({ min: 0 })),
  },
  { closed: true },
);

const document = object(
  {
    aggregators: optional(collectionOf(aggregator)),
    /** Whether this account records its resources in this Region. True unless given: AWS records nothing until told to. */
    recording: optional(boolean),
  },
  { closed: true },
);

/** An aggregator as kept. */
export type Aggregator = ShapeOf<typeof aggregator>;

/** Config in an account and Region. */
export interface ConfigDocument {
  /** By name. */
  readonly aggregators: Collection<Aggregator>;
  readonly recording?: boolean;
}

/** How Config keeps its state. */
export const configDocuments: DocumentKind<ConfigDocument> = documentKind(
  'config',
  document,
  ({ aggregators = new Collection<Aggregator>(), ...rest }) => ({ ...rest, aggregators }),
);
