import type { AccountSource } from '../../core/model/account.ts';
import type { MarkableAccount } from '../../core/model/accountMarks.ts';
import type { AccountUnit, AccountUnits, UnitReading } from '../../core/model/organization.ts';
import type { Clock, UnitBook } from '../../core/model/ports.ts';
import type { ShownUnits } from '../services.ts';

/** The organizational units of accounts as this window shows them: as they were last read, whoever listed them. */
export class UnitsView implements ShownUnits {
  readonly #book: UnitBook;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #configuredId: (source: AccountSource) => string | null;
  readonly #listeners = new Set<() => void>();
  #units: AccountUnits = new Map();

  /** @param configuredId The id that the config names for an account that nobody opened yet, or null. */
  constructor(book: UnitBook, clock: Pick<Clock, 'now'>, configuredId: (source: AccountSource) => string | null) {
    this.#book = book;
    this.#clock = clock;
    this.#configuredId = configuredId;
  }

  get all(): AccountUnits {
    return this.#units;
  }

  of({ source, accountId }: MarkableAccount): AccountUnit | undefined {
    const id = 'accountId' in source ? source.accountId : (accountId ?? this.#configuredId(source));
    return id === null ? undefined : this.#units.get(id);
  }

  /** Reads them anew. Throws StateError; what was shown stays. */
  async load(): Promise<void> {
    this.#units = await this.#book.list();
    for (const listener of this.#listeners) listener();
  }

  async keep(reading: UnitReading): Promise<void> {
    await this.#book.keep(reading, new Date(this.#clock.now()).toISOString());
    await this.load();
  }

  async forget(): Promise<void> {
    await this.#book.forget();
    await this.load();
  }

  onDidChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
