import type { Memento } from 'vscode';
import { type AccountSource, sourceFromKey, sourceKey } from '../core/model/account.ts';

/** Which accounts a person chose to see. */
export interface AccountChoice {
  readonly shown: readonly AccountSource[];
  /** The emulator's accounts that were taken away by hand: others appear by themselves while it runs. */
  readonly hidden: readonly AccountSource[];
}

const KEY = 'accounts';

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

/** An older or damaged store may hold anything: what is no key is left out. */
function sources(stored: object, member: string): readonly AccountSource[] {
  const list: unknown = Reflect.get(stored, member);
  if (!Array.isArray(list)) return [];
  return list.flatMap(key => (typeof key === 'string' ? (sourceFromKey(key) ?? []) : []));
}
