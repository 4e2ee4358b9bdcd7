import type { DocumentKind } from '../state/shelf.ts';
import { boolean, instant, integer, object, optional, type ShapeOf, string } from '../wire/shape.ts';

const index = object(
  {
    id: string(),
    type: string({ oneOf: ['AGGREGATOR', 'LOCAL'] }),
    createdAt: instant,
    /** A Search made it, which nobody asked for. */
    madeBySearch: optional(boolean),
  },
  { closed: true },
);

const document = object(
  {
    index: optional(index),
    /** How long a new resource takes to be found. Seconds; 0 unless given. */
    lagSeconds: optional(integer({ min: 0 })),
  },
  { closed: true },
);

/** The index of a Region as kept. */
export type Index = ShapeOf<typeof index>;

/** Resource Explorer in an account and Region. */
export interface ExplorerDocument {
  index?: Index | undefined;
  readonly lagSeconds?: number;
}

/** How Resource Explorer keeps its state. */
export const explorerDocuments: DocumentKind<ExplorerDocument> = {
  key: 'resourceExplorer',
  shape: document,
  empty: () => ({}),
};
