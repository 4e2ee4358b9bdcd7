import type { Problem, Shape } from '../wire/shape.ts';

/** How one service keeps its state: one JSON document for each account and Region. */
export interface DocumentKind<D> {
  /** The key of the document within its Region. */
  readonly key: string;
  readonly shape: Shape<D>;
  empty(): D;
}

/**
 * How a service keeps documents of which every part may be absent.
 *
 * @param kept A document as it is written down.
 * @param whole Puts what is empty in place of what is absent.
 */
export function documentKind<K extends object, D>(
  key: string,
  kept: Shape<K>,
  whole: (kept: Partial<K>) => D,
): DocumentKind<D> {
  return {
    key,
    shape: {
      parse(value, path, problems) {
        const parsed = kept.parse(value, path, problems);
        return parsed && whole(parsed);
      },
    },
    empty: () => whole({}),
  };
}

/** What the state needs of a shelf, whatever its documents are. */
export interface AnyShelf {
  readonly key: string;
  clear(): void;
  /** Takes in one document, unless it has problems. */
  load(account: string, region: string, document: unknown, path: string, problems: Problem[]): void;
  /** Each document with its place. */
  all(): Iterable<readonly [account: string, region: string, document: unknown]>;
}

/** The documents of one service, by account and Region. */
export class Shelf<D> implements AnyShelf {
  readonly #kind: DocumentKind<D>;
  readonly #documents = new Map<string, { readonly account: string; readonly region: string; readonly document: D }>();

  constructor(kind: DocumentKind<D>) {
    this.#kind = kind;
  }

  get key(): string {
    return this.#kind.key;
  }

  /** The document to read; an empty one that is not kept where there is none. */
  peek(account: string, region: string): D {
    return this.#documents.get(`${account}/${region}`)?.document ?? this.#kind.empty();
  }

  /** The document to change; a new empty one where there was none. */
  open(account: string, region: string): D {
    const found = this.#documents.get(`${account}/${region}`);
    if (found !== undefined) return found.document;
    const document = this.#kind.empty();
    this.#documents.set(`${account}/${region}`, { account, region, document });
    return document;
  }

  clear(): void {
    this.#documents.clear();
  }

  load(account: string, region: string, raw: unknown, path: string, problems: Problem[]): void {
    const document = this.#kind.shape.parse(raw, path, problems);
    if (document !== undefined) this.#documents.set(`${account}/${region}`, { account, region, document });
  }

  *all(): Iterable<readonly [string, string, D]> {
    for (const { account, region, document } of this.#documents.values()) yield [account, region, document];
  }
}
