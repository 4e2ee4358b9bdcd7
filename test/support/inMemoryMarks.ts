import { type AccountMark, markedAccount } from '../../src/core/model/accountMarks.ts';
import type { StateError } from '../../src/core/model/errors.ts';
import type { MarkBook } from '../../src/core/model/ports.ts';

/** The marks of accounts in memory. */
export class InMemoryMarks implements MarkBook {
  readonly marks = new Map<string, AccountMark>();
  /** Thrown instead of an answer. */
  failure: StateError | undefined;
  /** Told each time before an account is looked up: another window may mark it right then. */
  onLook: () => void = () => undefined;

  async read(): Promise<ReadonlyMap<string, AccountMark>> {
    if (this.failure !== undefined) throw this.failure;
    return this.marks;
  }

  async of(account: Parameters<MarkBook['of']>[0]) {
    this.onLook();
    return markedAccount(await this.read(), account, 'default');
  }

  async change(key: string, change: (mark: AccountMark) => AccountMark): Promise<AccountMark> {
    const mark = change(this.marks.get(key) ?? {});
    this.marks.set(key, mark);
    return mark;
  }
}
