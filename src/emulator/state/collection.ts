import { entries, type Problem, type Shape } from '../wire/shape.ts';

/** One page of a collection, in name order. */
export interface Page<T> {
  readonly items: readonly (readonly [name: string, item: T])[];
  /** The name of the first item after this page; undefined on the last. */
  readonly next: string | undefined;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Named items, read by name or in pages in ASCII order of their names. The order is kept as a sorted index that is
 * built once and then changed in place, so that a page of 50,000 items costs a binary search.
 */
export class Collection<T> {
  readonly #items: Map<string, T>;
  #sorted: string[] | undefined;

  constructor(items: Iterable<readonly [string, T]> = []) {
    this.#items = new Map(items);
  }

  get size(): number {
    return this.#items.size;
  }

  get(name: string): T | undefined {
    return this.#items.get(name);
  }

  /** All items, in no promised order. */
  values(): IterableIterator<T> {
    return this.#items.values();
  }

  /** All items with their names, in no promised order. */
  entries(): IterableIterator<[string, T]> {
    return this.#items.entries();
  }

  /** Adds an item or replaces the one of that name. */
  set(name: string, item: T): void {
    if (this.#sorted !== undefined && !this.#items.has(name)) {
      this.#sorted.splice(this.#position(this.#sorted, name), 0, name);
    }
    this.#items.set(name, item);
  }

  /** Takes an item out; false where there was none. */
  delete(name: string): boolean {
    if (!this.#items.delete(name)) return false;
    this.#sorted?.splice(this.#position(this.#sorted, name), 1);
    return true;
  }

  /** Up to `limit` items whose names sort at or after `from`. */
  page(from: string, limit: number): Page<T> {
    this.#sorted ??= [...this.#items.keys()].sort(compare);
    const start = this.#position(this.#sorted, from);
    const items: (readonly [string, T])[] = [];
    for (const name of this.#sorted.slice(start, start + limit)) {
      const item = this.#items.get(name);
      if (item !== undefined) items.push([name, item]);
    }
    return { items, next: this.#sorted[start + limit] };
  }

  /** The index of the first name at or after `name`. */
  #position(sorted: readonly string[], name: string): number {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(sorted[middle] ?? '', name) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** A plain object for `JSON.stringify`; without a prototype, since `__proto__` is a valid vault name. */
  toJSON(): Readonly<Record<string, T>> {
    const plain: Record<string, T> = Object.create(null);
    for (const [name, item] of this.#items) plain[name] = item;
    return plain;
  }
}

/** A JSON object read as a collection of like items. */
export function collectionOf<T>(item: Shape<T>): Shape<Collection<T>> {
  return {
    parse(value: unknown, path: string, problems: Problem[]) {
      const pairs = entries(value, path, problems);
      if (pairs === undefined) return undefined;
      const parsed: (readonly [string, T])[] = [];
      for (const [name, one] of pairs) {
        const ready = item.parse(one, `${path}.${name}`, problems);
        if (ready !== undefined) parsed.push([name, ready]);
      }
      return new Collection(parsed);
    },
  };
}
