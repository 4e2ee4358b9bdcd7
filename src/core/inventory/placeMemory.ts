import type { AccountSource } from '../model/account.ts';
import type { Kind } from '../model/kind.ts';
import type { AccountGateway, AccountReader, EmptyPlace, EmptyPlaces, SeenPlace, SeenPlaces } from '../model/ports.ts';
import { parseRegion, partitionOf, type Region } from '../model/regions.ts';
import type { KindId, Row } from '../model/resource.ts';
import type { NodePath } from './nodes.ts';

/**
 * Places in which listing one Region after another costs most, and finds least. What a person makes with this tool is not
 * among them, so that it is seen at once.
 */
export const mayBePassedOver = ({ parent, regional, listable }: Kind): boolean =>
  parent === 'region' && regional !== null && listable;

/** A place of an account, for `EmptyPlaces` and `SeenPlaces`. */
export const placeKey = (kind: KindId, region: Region): string => `${kind} ${region}`;

/**
 * An account, for the same: of an emulator, or of another server, it is another one than AWS's of the same number.
 * Throws AccessError where the config says no endpoint that could be used.
 */
export async function rememberedAs(
  accountId: string,
  reader: Pick<AccountReader, 'endpoint'>,
  kinds: readonly Kind[],
): Promise<string> {
  const services = [...new Set(kinds.map(({ service }) => service))];
  const endpoints = await Promise.all(services.map(service => reader.endpoint(service)));
  return [accountId, ...new Set(endpoints.map(one => one ?? 'aws'))].join(' ');
}

/** Where it is kept what accounts held. */
export interface PlaceMemories {
  readonly empty: EmptyPlaces;
  readonly seen: SeenPlaces;
}

/** What is remembered of one account. */
export interface AccountMemory {
  readonly account: string;
  readonly empty: ReadonlyMap<string, EmptyPlace>;
  readonly seen: ReadonlyMap<string, SeenPlace>;
}

/** What a place is remembered to have held, and when. */
export interface Remembered {
  readonly at: number;
  readonly count: number;
  /** True where there were more. */
  readonly more?: boolean;
  /** The first of them. */
  readonly rows: readonly Row[];
}

/** What a place holds now; `status` as `EmptyPlaces` has it, where it holds nothing. */
export interface HeldPlace extends Omit<Remembered, 'at'> {
  readonly kind: KindId;
  readonly region: Region;
  readonly status: string;
}

/** How long what is to be remembered is gathered: milliseconds. A whole account is then written once. */
const GATHER_MILLISECONDS = 2_000;

/** What the tree remembers of the accounts that it shows: from windows before this one, and for those after it. */
export class PlaceMemory {
  readonly #known = new Map<NodePath, AccountMemory>();
  /** The places to be taken note of, with their accounts. */
  readonly #noted = new Map<NodePath, NodePath>();
  #waiting = false;

  /** @param held What a place holds now; undefined where that is not known, or not to be remembered. */
  constructor(
    readonly from: {
      readonly gateway: Pick<AccountGateway, 'reader'>;
      readonly kinds: readonly Kind[];
      readonly clock: { readonly sleep: (milliseconds: number) => Promise<void> };
      readonly memories?: PlaceMemories | undefined;
    },
    readonly held: (place: NodePath) => HeldPlace | undefined,
  ) {}

  /**
   * What is kept of an account; undefined where nothing is to be. Of an emulator's nothing is: it answers at once, and starts
   * anew as it likes. Never rejects.
   */
  async recall(source: AccountSource, accountId: string): Promise<AccountMemory | undefined> {
    const { gateway, kinds, memories } = this.from;
    if (memories === undefined || source.kind === 'emulator') return undefined;
    try {
      const account = await rememberedAs(accountId, gateway.reader(source), kinds);
      const [empty, seen] = await Promise.all([memories.empty.of(account), memories.seen.of(account)]);
      return { account, empty, seen };
    } catch {
      return undefined; // the first call says what is wrong with the endpoint
    }
  }

  /** Takes an account for the one that is meant from now on. */
  begin(path: NodePath, memory: AccountMemory | undefined): void {
    if (memory === undefined) this.#known.delete(path);
    else this.#known.set(path, memory);
  }

  forget(path: NodePath): void {
    this.#known.delete(path);
  }

  /** What a place held; undefined where nothing is known of it. */
  of(account: NodePath, kind: KindId, region: Region): Remembered | undefined {
    const memory = this.#known.get(account);
    const key = placeKey(kind, region);
    const seen = memory?.seen.get(key);
    const empty = memory?.empty.get(key);
    if (empty !== undefined && empty.at >= (seen?.at ?? 0)) return { at: empty.at, count: 0, rows: [] };
    return seen;
  }

  /** The Regions, those that held something first. */
  inOrder(account: NodePath, regions: readonly Region[]): readonly Region[] {
    const { kinds } = this.from;
    const held = (region: Region): boolean => kinds.some(({ id }) => (this.of(account, id, region)?.count ?? 0) > 0);
    return [...regions.filter(held), ...regions.filter(region => !held(region))];
  }

  /** Takes note of a place in a while, of what it holds then. */
  note(account: NodePath, place: NodePath): void {
    if (!this.#known.has(account)) return;
    this.#noted.set(place, account);
    if (this.#waiting) return;
    this.#waiting = true;
    void this.from.clock.sleep(GATHER_MILLISECONDS).then(() => this.flush());
  }

  /** Writes what is to be remembered. Never rejects. */
  async flush(): Promise<void> {
    this.#waiting = false;
    const { memories, kinds } = this.from;
    const byAccount = new Map<
      string,
      { empty: Map<string, string | null>; seen: Map<string, Omit<Remembered, 'at'>> }
    >();
    for (const [place, path] of this.#noted) {
      const account = this.#known.get(path)?.account;
      const held = this.held(place);
      const kind = kinds.find(({ id }) => id === held?.kind);
      // What AWS cannot list is in the ledger, which is all that is known of it.
      if (account === undefined || held === undefined || kind?.listable !== true) continue;
      const notes = byAccount.get(account) ?? { empty: new Map(), seen: new Map() };
      byAccount.set(account, notes);
      const key = placeKey(held.kind, held.region);
      notes.seen.set(key, held);
      if (mayBePassedOver(kind)) notes.empty.set(key, held.count === 0 ? held.status : null);
    }
    this.#noted.clear();
    await Promise.all(
      [...byAccount].map(async ([account, { empty, seen }]) => {
        await memories?.seen.note(account, seen);
        await memories?.empty.note(account, empty);
      }),
    );
  }
}

/** The partition of what is remembered of an account; undefined where nothing is. */
export function partitionIn({ empty, seen }: AccountMemory): string | undefined {
  const [first] = [...seen.keys(), ...empty.keys()];
  const region = parseRegion(first?.split(' ')[1] ?? '');
  return region === undefined ? undefined : partitionOf(region);
}
