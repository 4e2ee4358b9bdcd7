import { type AccessError, asAccessError } from '../model/errors.ts';
import type { Kind } from '../model/kind.ts';
import type { Row } from '../model/resource.ts';
import type { Scope } from '../model/scope.ts';
import type { LoadState } from './nodes.ts';

/** What a branch tells while it loads. */
export interface BranchProgress {
  /** All rows so far. */
  readonly rows: readonly Row[];
  /** Those of them that are new, or were read anew, since it last told. */
  readonly fresh: readonly Row[];
  readonly state: LoadState;
  /** Why it stopped in the middle, or null. */
  readonly error: AccessError | null;
  /** True where more rows can be loaded on demand. */
  readonly more: boolean;
  /** True where no details are awaited. */
  readonly settled: boolean;
}

/**
 * One loading of the rows of one kind in one place: pages as they arrive, details as they come, stopped at a limit until
 * more are asked for. Once cancelled it tells nothing any more, so that a late answer to an old question is dropped.
 */
export class Branch {
  readonly #controller = new AbortController();
  readonly #rows: Row[] = [];
  readonly #indexes = new Map<string, number>();
  /** The last question about each row, while its answer is awaited: an answer to an older one is dropped. */
  readonly #questions = new Map<string, number>();
  #asked = 0;
  readonly #pages: AsyncIterator<readonly Row[]>;
  readonly #scope: Scope;
  #limit: number;
  #loading = false;
  #error: AccessError | null = null;
  #finished = false;
  #cancelled = false;

  /**
   * @param limit Rows that load before more are asked for.
   * @param step How many more load then.
   * @param tell Told of a page or an end with `detail` false, of the details of one row with true.
   */
  constructor(
    readonly kind: Kind,
    makeScope: (signal: AbortSignal) => Scope,
    readonly parentRow: Row | null,
    limit: number,
    readonly step: number,
    readonly tell: (progress: BranchProgress, detail: boolean) => void,
  ) {
    this.#scope = makeScope(this.#controller.signal);
    this.#limit = limit;
    this.#pages = kind.list(this.#scope, parentRow)[Symbol.asyncIterator]();
  }

  /** Loads up to the limit. Ends when the rows are there; details may still be coming. Never rejects. */
  async load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    const details: Promise<unknown>[] = [];
    try {
      while (!this.#finished && this.#rows.length < this.#limit) {
        const page = await this.#pages.next();
        if (this.cancelled) return;
        const fresh = page.done === true ? [] : this.#take(page.value);
        if (page.done === true) this.#finished = true;
        else if (this.#rows.length < this.#limit) this.#report(fresh);
        details.push(...this.#details(fresh));
      }
    } catch (error) {
      if (this.cancelled) return;
      this.#finished = true;
      this.#error = asAccessError(error);
    } finally {
      this.#loading = false;
    }
    this.#report([]);
    await Promise.all(details);
  }

  /** Loads the next step of rows, or all of them. */
  more(toTheEnd: boolean): Promise<void> {
    if (!this.#loading) this.#limit = toTheEnd ? Number.POSITIVE_INFINITY : this.#rows.length + this.step;
    return this.load();
  }

  /** Reads one row anew. False where that takes a new listing: it is gone, or the kind cannot read one alone. */
  async reread(name: string): Promise<boolean> {
    const { reread } = this.kind;
    const index = this.#indexes.get(name);
    const row = index === undefined ? undefined : this.#rows[index];
    if (reread === undefined || row === undefined) return false;
    return this.#read(row, () => reread(this.#scope, row));
  }

  cancel(): void {
    this.#cancelled = true;
    // To abort costs more than all else of asking anew: not where nothing is under way.
    if (!this.#isOver()) this.#controller.abort();
  }

  /** Asks for nothing more, and tells that what came is not all: as an error `cancelled`. */
  stop(): void {
    if (!this.#cancelled && !this.#isOver()) this.#controller.abort();
  }

  get cancelled(): boolean {
    return this.#cancelled;
  }

  #isOver(): boolean {
    return this.#finished && this.#questions.size === 0;
  }

  #take(rows: readonly Row[]): readonly Row[] {
    const before = this.#rows.length;
    for (const row of rows) {
      // A name can stand twice, on two pages or on one: it is one thing.
      if (!this.#indexes.has(row.name)) this.#indexes.set(row.name, this.#rows.push(row) - 1);
    }
    return this.#rows.slice(before);
  }

  #details(rows: readonly Row[]): readonly Promise<boolean>[] {
    const { detail } = this.kind;
    return detail === undefined ? [] : rows.map(row => this.#read(row, () => detail(this.#scope, row)));
  }

  /** Puts what was read in the row's place. False where there is nothing any more. Never rejects. */
  async #read(row: Row, read: () => Promise<Row | null>): Promise<boolean> {
    this.#asked += 1;
    const question = this.#asked;
    this.#questions.set(row.name, question);
    let found: Row | null;
    try {
      found = await read();
    } catch (error) {
      found = { ...row, status: 'error', mood: 'failed', error: asAccessError(error) };
    }
    if (this.cancelled || this.#questions.get(row.name) !== question) return true;
    this.#questions.delete(row.name);
    if (found === null) return false;
    const index = this.#indexes.get(row.name);
    if (index !== undefined) this.#rows[index] = found;
    this.tell(this.#progress([found]), true);
    return true;
  }

  #report(fresh: readonly Row[]): void {
    this.tell(this.#progress(fresh), false);
  }

  #progress(fresh: readonly Row[]): BranchProgress {
    const state = this.#state();
    const more = !this.#finished && state === 'partial';
    return { rows: this.#rows, fresh, state, error: this.#error, more, settled: this.#questions.size === 0 };
  }

  #state(): LoadState {
    if (this.#error !== null) return this.#rows.length > 0 ? 'partial' : 'failed';
    if (this.#finished) return 'ready';
    return this.#loading || this.#rows.length < this.#limit ? 'loading' : 'partial';
  }
}
