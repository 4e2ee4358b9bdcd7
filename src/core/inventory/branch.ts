import { type AccessError, asAccessError, isCancelled } from '../model/errors.ts';
import type { Kind, Scope } from '../model/kind.ts';
import type { Row } from '../model/resource.ts';
import type { LoadState } from './nodes.ts';

/** What a branch tells while it loads. */
export interface BranchProgress {
  readonly rows: readonly Row[];
  readonly state: LoadState;
  /** Why it stopped in the middle, or null. */
  readonly error: AccessError | null;
  /** True where more rows can be loaded on demand. */
  readonly more: boolean;
}

/**
 * One loading of the rows of one kind in one place: pages as they arrive, details as they come, stopped at `limit` rows
 * until more are asked for. Once cancelled it tells nothing any more, so that a late answer to an old question is dropped.
 */
export class Branch {
  readonly #controller = new AbortController();
  readonly #rows: Row[] = [];
  readonly #places = new Map<string, number>();
  readonly #pages: AsyncIterator<readonly Row[]>;
  readonly #scope: Scope;
  #limit: number;
  #error: AccessError | null = null;
  #finished = false;

  constructor(
    readonly kind: Kind,
    makeScope: (signal: AbortSignal) => Scope,
    readonly parentRow: Row | null,
    readonly step: number,
    readonly tell: (progress: BranchProgress, changed: Row | null) => void,
  ) {
    this.#scope = makeScope(this.#controller.signal);
    this.#limit = step;
    this.#pages = kind.list(this.#scope, parentRow)[Symbol.asyncIterator]();
  }

  /** Loads up to the limit. Ends when the rows are there; details may still be coming. Never rejects. */
  async load(): Promise<void> {
    const details: Promise<void>[] = [];
    try {
      while (!this.#finished && this.#rows.length < this.#limit) {
        const page = await this.#pages.next();
        if (this.cancelled) return;
        if (page.done === true) this.#finished = true;
        else details.push(...this.#take(page.value));
        if (!this.#finished) this.#report('loading');
      }
      this.#report(this.#finished ? 'ready' : 'partial');
    } catch (error) {
      this.#fail(error);
    }
    await Promise.all(details);
  }

  /** Loads the next step of rows. */
  more(): Promise<void> {
    this.#limit = this.#rows.length + this.step;
    return this.load();
  }

  cancel(): void {
    this.#controller.abort();
  }

  get cancelled(): boolean {
    return this.#controller.signal.aborted;
  }

  #take(rows: readonly Row[]): readonly Promise<void>[] {
    const fresh = rows.filter(row => !this.#places.has(row.name));
    for (const row of fresh) this.#places.set(row.name, this.#rows.push(row) - 1);
    const detail = this.kind.detail;
    return detail === undefined ? [] : fresh.map(row => this.#detail(detail, row));
  }

  async #detail(detail: NonNullable<Kind['detail']>, row: Row): Promise<void> {
    let read: Row;
    try {
      read = await detail(this.#scope, row);
    } catch (error) {
      if (isCancelled(error)) return;
      read = { ...row, status: 'error', mood: 'failed', error: asAccessError(error) };
    }
    if (this.cancelled) return;
    const place = this.#places.get(row.name);
    if (place !== undefined) this.#rows[place] = read;
    this.tell(this.#progress(this.#state()), read);
  }

  #fail(error: unknown): void {
    if (this.cancelled) return;
    this.#finished = true;
    this.#error = asAccessError(error);
    this.#report(this.#state());
  }

  #state(): LoadState {
    if (this.#error !== null) return this.#rows.length > 0 ? 'partial' : 'failed';
    if (this.#finished) return 'ready';
    return this.#rows.length < this.#limit ? 'loading' : 'partial';
  }

  #report(state: LoadState): void {
    this.tell(this.#progress(state), null);
  }

  #progress(state: LoadState): BranchProgress {
    return { rows: this.#rows, state, error: this.#error, more: !this.#finished && state === 'partial' };
  }
}
