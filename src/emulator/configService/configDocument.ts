import { Collection, collectionOf } from '../state/collection.ts';
import type { DocumentKind } from '../state/shelf.ts';
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
export const configDocuments: DocumentKind<ConfigDocument> = {
  key: 'config',
  shape: {
    parse(value, path, problems) {
      const parsed = document.parse(value, path, problems);
      return parsed && { ...parsed, aggregators: parsed.aggregators ?? new Collection() };
    },
  },
  empty: () => ({ aggregators: new Collection() }),
};
