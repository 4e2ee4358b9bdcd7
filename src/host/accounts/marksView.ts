import {
  type AccountMark,
  type AccountMarks,
  type MarkableAccount,
  markedAccount,
} from '../../core/model/accountMarks.ts';
import { StateError } from '../../core/model/errors.ts';
import type { MarkBook } from '../../core/model/ports.ts';
import type { ShownMarks } from '../services.ts';

/** The marks of accounts as this window shows them: as they were last read, whoever wrote them. */
export class MarksView implements ShownMarks {
  readonly #book: MarkBook;
  readonly #defaultProfile: string;
  readonly #listeners = new Set<() => void>();
  #marks: AccountMarks = new Map();
  #problem: StateError | null = null;

  /** @param defaultProfile The profile that the default chain takes. */
  constructor(book: MarkBook, defaultProfile: string) {
    this.#book = book;
    this.#defaultProfile = defaultProfile;
  }

  get all(): AccountMarks {
    return this.#marks;
  }

  get problem(): StateError | null {
    return this.#problem;
  }

  of(account: MarkableAccount) {
    return markedAccount(this.#marks, account, this.#defaultProfile);
  }

  async load(): Promise<void> {
    try {
      this.#marks = await this.#book.read();
      this.#problem = null;
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      // What was marked when it could be read is still shown so: nothing is written meanwhile.
      this.#problem = error;
    }
    for (const listener of this.#listeners) listener();
  }

  async change(key: string, change: (mark: AccountMark) => AccountMark): Promise<void> {
    await this.#book.change(key, change);
    await this.load();
  }

  onDidChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
