import { whenAborted } from '../model/aborting.ts';
import type { AccountSource, Identity } from '../model/account.ts';
import { parseArn } from '../model/arn.ts';
import { AccessError, AppError, asAccessError } from '../model/errors.ts';
import type { Kind } from '../model/kind.ts';
import type { AccountGateway, AccountReader, EmptyPlace, EmptyPlaces, Ledger } from '../model/ports.ts';
import { controlPlaneOf, mayOffer, type Region, regionsOfPartition } from '../model/regions.ts';
import type { KindId, Row } from '../model/resource.ts';
import { type Scope, scopeIn } from '../model/scope.ts';
import { Channel } from './channel.ts';
import { type Found, standing } from './found.ts';
import { mayBePassedOver, placeKey, rememberedAs } from './placeMemory.ts';

/** What there is to list: the ways to read it, and the kinds that are known. */
export interface Estate {
  readonly gateway: Pick<AccountGateway, 'reader'>;
  readonly ledger: Pick<Ledger, 'list'>;
  /** The table of kinds. */
  readonly kinds: readonly Kind[];
}

/** What is to be listed. */
export interface SweepRequest {
  readonly sources: readonly AccountSource[];
  /** Null: all Regions of the account's partition. Kinds that are free of Region are listed whatever is named here. */
  readonly regions: readonly Region[] | null;
  readonly kinds: ReadonlySet<KindId>;
  /** Where it is remembered which places held nothing; absent: nowhere. */
  readonly emptyPlaces?: EmptyPlaces | undefined;
  /** False: passes over places that held nothing within the last day, and tells since when. */
  readonly everywhere?: boolean | undefined;
  /** Only resources of this name: what hangs above them is listed, and nothing else is read. */
  readonly name?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Rows of one place whose details may be awaited at once. It only bounds memory: how many calls are under way is the
 * gateway's decision, so this is far above what it allows.
 */
const MAX_PENDING = 256;

/**
 * Lists many accounts, Regions and kinds at once: findings as they come, a failure never hiding the others. Asks for
 * nothing that the kinds asked for do not need, and nothing where AWS does not offer the service.
 * Ends early, and without a word, when the signal aborts or the reader stops reading. Never throws.
 */
export async function* sweep(estate: Estate, request: SweepRequest): AsyncGenerator<Found, void, undefined> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  const leave = request.signal === undefined ? undefined : whenAborted(request.signal, stop);
  const found = new Channel<Found>();
  const accounts = request.sources.map(source =>
    new AccountSweep(estate, request, source, stopping.signal, one => found.push(one)).run(),
  );
  void Promise.all(accounts).then(() => found.end());
  try {
    yield* found;
  } finally {
    stop();
    leave?.();
  }
}

/** What is remembered of one account, and what this listing adds. */
class Memory {
  readonly #noted = new Map<string, string | null>();

  constructor(
    readonly places: EmptyPlaces,
    readonly account: string,
    readonly known: ReadonlyMap<string, EmptyPlace>,
  ) {}

  /** A place was listed to its end: what AWS said of its emptiness, or null where it holds something. */
  note({ kind, scope }: Reachable, status: string | null): void {
    if (mayBePassedOver(kind)) this.#noted.set(placeKey(kind.id, scope.region), status);
  }

  async keep(): Promise<void> {
    await this.places.note(this.account, this.#noted);
  }
}

class AccountSweep {
  readonly #reader: AccountReader;

  constructor(
    readonly estate: Estate,
    readonly request: SweepRequest,
    readonly source: AccountSource,
    readonly signal: AbortSignal,
    readonly tell: (found: Found) => void,
  ) {
    this.#reader = estate.gateway.reader(source);
  }

  /** Never rejects. */
  async run(): Promise<void> {
    let identity: Identity;
    try {
      identity = await this.#reader.identity({ signal: this.signal });
    } catch (error) {
      for (const kind of this.estate.kinds) this.#failed({ kind, scope: null, parent: null }, error, false);
      return;
    }
    const listings = this.#reachable(identity);
    const memory = await this.#memory(identity.accountId, listings);
    const passesOver = this.request.everywhere === false ? memory : undefined;
    const left = listings.filter(one => !this.#isKnownEmpty(one, passesOver));
    await Promise.all(left.map(one => this.#list(one, status => memory?.note(one, status))));
    await memory?.keep();
  }

  /** What is remembered of an account's places that can be listed by Region. Never rejects. */
  async #memory(accountId: string, listings: readonly Reachable[]): Promise<Memory | undefined> {
    const { emptyPlaces } = this.request;
    if (emptyPlaces === undefined) return undefined;
    try {
      const kinds = listings.map(({ kind }) => kind);
      const account = await rememberedAs(accountId, this.#reader, kinds);
      return new Memory(emptyPlaces, account, await emptyPlaces.of(account));
    } catch {
      return undefined; // the first call says what is wrong with the endpoint
    }
  }

  /** True for a place that held nothing when it was last listed; that is told instead of asking. */
  #isKnownEmpty({ kind, scope }: Reachable, memory: Memory | undefined): boolean {
    const empty = memory?.known.get(placeKey(kind.id, scope.region));
    if (empty === undefined || !mayBePassedOver(kind)) return false;
    const { accountId, region } = scope;
    for (const asked of [kind, ...this.#allBelow(kind)].filter(one => this.#isAsked(one))) {
      const place = { source: this.source, accountId, region, kind: asked.id, name: null, row: null, error: null };
      this.tell({ ...place, status: empty.status, emptyAt: empty.at });
    }
    return true;
  }

  #allBelow(kind: Kind): readonly Kind[] {
    return this.#below(kind).flatMap(child => [child, ...this.#allBelow(child)]);
  }

  /** Where listing starts: kinds that hang below an account or a Region, and those that AWS cannot list: what is known of them was recorded, so they need no parent. */
  #reachable({ accountId, arn }: Identity): readonly Reachable[] {
    const partition = parseArn(arn)?.partition ?? 'aws';
    const regions = this.request.regions ?? regionsOfPartition(partition);
    return this.estate.kinds.flatMap(kind => {
      const isRoot = kind.parent === 'account' || kind.parent === 'region' || !kind.listable;
      if (!isRoot || !this.#isNeeded(kind)) return [];
      const { regional } = kind;
      const where =
        regional === null ? [controlPlaneOf(partition)] : regions.filter(region => mayOffer(regional, region));
      const { ledger } = this.estate;
      const options = { signal: this.signal };
      return where.map(region => {
        const scope = scopeIn({ accountId, region }, this.#reader, ledger, options);
        return { kind, scope, parent: null };
      });
    });
  }

  #isAsked(kind: Kind): boolean {
    return this.request.kinds.has(kind.id);
  }

  /** Asked for, or the way to something asked for. */
  #isNeeded(kind: Kind): boolean {
    return this.#isAsked(kind) || this.#below(kind).some(child => this.#isNeeded(child));
  }

  /** The kinds whose rows can be found through a row of this kind alone. */
  #below(kind: Kind): readonly Kind[] {
    return this.estate.kinds.filter(child => child.parent === kind.id && child.listable);
  }

  /**
   * Lists one kind in one place and all below it. The next page is asked for before the details of the last.
   *
   * @param tellEnd Told at the end whether there is something (null), or how AWS said that there is not.
   */
  async #list(listing: Reachable, tellEnd: (status: string | null) => void = () => undefined): Promise<void> {
    const { kind, scope, parent } = listing;
    const seen = new Set<string>();
    const pending = new Set<Promise<void>>();
    try {
      const pages = kind.list(scope, parent)[Symbol.asyncIterator]();
      let page = await pages.next();
      while (page.done !== true) {
        const next = pages.next();
        // Awaited below; until then its failure must not count as nobody's.
        next.catch(() => undefined);
        for (const row of page.value) {
          // A name can stand twice, on two pages or on one: it is one thing.
          if (seen.has(row.name)) continue;
          seen.add(row.name);
          while (pending.size >= MAX_PENDING) await Promise.race(pending);
          const work: Promise<void> = this.#row(kind, scope, row).finally(() => pending.delete(work));
          pending.add(work);
        }
        page = await next;
      }
      tellEnd(seen.size === 0 ? 'empty' : null);
    } catch (error) {
      if (error instanceof AccessError && error.code === 'not-a-customer') tellEnd(standing(error).status);
      this.#failed(listing, error, true);
    }
    await Promise.all(pending);
  }

  /** Completes a row and lists what hangs below it. Never rejects. */
  async #row(kind: Kind, scope: Scope, row: Row): Promise<void> {
    const children = this.#below(kind).filter(child => this.#isNeeded(child));
    const below = children.map(child => this.#list({ kind: child, scope, parent: row }));
    const { name = row.name } = this.request;
    if (this.#isAsked(kind) && row.name === name) await this.#complete(kind, scope, row);
    await Promise.all(below);
  }

  async #complete(kind: Kind, scope: Scope, row: Row): Promise<void> {
    try {
      const whole = kind.detail === undefined ? row : await kind.detail(scope, row);
      this.#tellRow(kind, scope, whole, { status: whole.status, error: whole.error });
    } catch (error) {
      if (!this.signal.aborted) this.#tellRow(kind, scope, row, standing(asAppError(error)));
    }
  }

  #tellRow(kind: Kind, scope: Scope, row: Row, how: Pick<Found, 'status' | 'error'>): void {
    const { accountId, region } = scope;
    this.tell({ source: this.source, accountId, region, kind: kind.id, name: row.name, row, ...how });
  }

  /** One finding for each kind that could not be listed because of it. */
  #failed({ kind, scope, parent }: Listing, error: unknown, andBelow: boolean): void {
    if (this.signal.aborted) return;
    if (this.#isAsked(kind)) {
      this.tell({
        source: this.source,
        accountId: scope?.accountId ?? null,
        region: scope?.region ?? null,
        kind: kind.id,
        // Where a row can have one of them only, that one goes by the row's name.
        name: parent !== null && kind.quota === 1 ? parent.name : null,
        row: null,
        ...standing(asAppError(error)),
      });
    }
    if (andBelow)
      for (const child of this.#below(kind)) this.#failed({ kind: child, scope, parent: null }, error, true);
  }
}

/** One kind in one place; without a scope where the account itself failed. */
interface Listing {
  readonly kind: Kind;
  readonly scope: Scope | null;
  readonly parent: Row | null;
}

type Reachable = Listing & { readonly scope: Scope };

/** The ledger fails in its own way; all else is a failure to reach AWS. */
function asAppError(error: unknown): AppError {
  return error instanceof AppError ? error : asAccessError(error);
}
