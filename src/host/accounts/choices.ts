import type { Memento } from 'vscode';
import { type AccountSource, isAccountId, sourceFromKey, sourceKey } from '../../core/model/account.ts';
import { isObject } from '../../core/model/answer.ts';
import type { HostServices } from '../services.ts';

/** Which accounts a person chose to see. */
export interface AccountChoice {
  readonly shown: readonly AccountSource[];
  /** The emulator's accounts that were taken away by hand: others appear by themselves while it runs. */
  readonly hidden: readonly AccountSource[];
}

const KEY = 'accounts';
const IDS_KEY = 'accountIds';
const NOTICES_KEY = 'dismissedNotices';

/** What the picker was last told, kept over restarts; null before anyone chose. */
export class ChoiceMemory {
  constructor(readonly memento: Memento) {}

  get accounts(): AccountChoice | null {
    const stored = this.memento.get<unknown>(KEY);
    if (typeof stored !== 'object' || stored === null) return null;
    return { shown: sources(stored, 'shown'), hidden: sources(stored, 'hidden') };
  }

  async remember(choice: AccountChoice): Promise<void> {
    await this.memento.update(KEY, { shown: choice.shown.map(sourceKey), hidden: choice.hidden.map(sourceKey) });
  }
}

/** The account IDs that sources led to when they were last met, kept over restarts: shown before AWS is asked again. */
export class IdMemory {
  constructor(readonly memento: Memento) {}

  /** Twelve digits, or null where the source was never met. */
  of(source: AccountSource): string | null {
    const id = this.#stored[sourceKey(source)];
    return typeof id === 'string' && isAccountId(id) ? id : null;
  }

  /** Writes only what is new. */
  async remember(source: AccountSource, id: string): Promise<void> {
    if (source.kind === 'emulator' || this.of(source) === id) return;
    await this.memento.update(IDS_KEY, { ...this.#stored, [sourceKey(source)]: id });
  }

  /** Remembers the accounts that the tree meets. Returns how to stop. */
  follow({ explorer, attempt }: Pick<HostServices, 'explorer' | 'attempt'>): () => void {
    return explorer.onDidChange(paths => {
      for (const path of paths ?? explorer.roots()) {
        const node = explorer.node(path);
        if (node?.type !== 'account' || node.state !== 'ready') continue;
        const { source, accountId } = node;
        if (accountId !== null) void attempt(() => this.remember(source, accountId));
      }
    });
  }

  get #stored(): Readonly<Record<string, unknown>> {
    const stored = this.memento.get<unknown>(IDS_KEY);
    return isObject(stored) ? stored : {};
  }
}

/** The notices of services that nobody wants to see again, by account, kept over restarts. */
export class NoticeMemory {
  constructor(readonly memento: Memento) {}

  isDismissed(accountId: string, notice: string): boolean {
    return this.#stored.includes(noticeKey(accountId, notice));
  }

  async dismiss(accountId: string, notices: readonly string[]): Promise<void> {
    const keys = notices.map(notice => noticeKey(accountId, notice));
    await this.memento.update(NOTICES_KEY, [...new Set([...this.#stored, ...keys])]);
  }

  get #stored(): readonly string[] {
    const stored = this.memento.get<unknown>(NOTICES_KEY);
    return Array.isArray(stored) ? stored.filter(one => typeof one === 'string') : [];
  }
}

const noticeKey = (accountId: string, notice: string): string => `${accountId} ${notice}`;

/** An older or damaged store may hold anything: what is no key is left out. */
function sources(stored: object, member: string): readonly AccountSource[] {
  const list: unknown = Reflect.get(stored, member);
  if (!Array.isArray(list)) return [];
  return list.flatMap(key => (typeof key === 'string' ? (sourceFromKey(key) ?? []) : []));
}
