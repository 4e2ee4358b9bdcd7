import { EventEmitter, type Memento, Uri } from 'vscode';
import { type AccountSource, isAccountId, sourceFromKey, sourceKey } from '../../core/model/account.ts';
import { isObject } from '../../core/model/answer.ts';
import { parseRegion } from '../../core/model/regions.ts';
import { Owner } from '../disposables.ts';
import { liveResource } from '../manifest/liveResource.ts';
import type { DocumentTarget, DocumentTargets } from '../services.ts';

const KEY = 'documentTargets';

/**
 * The account and Region that a person chose for a document: kept in the workspace's state. It feeds lint and completion
 * and preselects; no write is ever confirmed by it.
 */
export class KeptTargets extends Owner implements DocumentTargets {
  readonly #changed = this.own(new EventEmitter<Uri>());
  readonly #state: Memento;

  /** Told the document whose target changed. */
  readonly onDidChange = this.#changed.event;

  constructor(state: Memento) {
    super();
    this.#state = state;
  }

  get(uri: Uri): DocumentTarget | undefined {
    return liveResource(uri) ?? targetOf(this.#stored()[uri.toString()]);
  }

  /** All documents that have a target. */
  all(): readonly (readonly [Uri, DocumentTarget])[] {
    return Object.entries(this.#stored()).flatMap(([uri, stored]) => {
      const target = targetOf(stored);
      return target === undefined ? [] : [[Uri.parse(uri), target] as const];
    });
  }

  async set(uri: Uri, target: DocumentTarget | undefined): Promise<void> {
    const { [uri.toString()]: _before, ...others } = this.#stored();
    const stored =
      target === undefined ? others : { ...others, [uri.toString()]: { ...target, source: keyOf(target.source) } };
    await this.#state.update(KEY, stored);
    this.#changed.fire(uri);
  }

  #stored(): Readonly<Record<string, unknown>> {
    const stored = this.#state.get<unknown>(KEY);
    return isObject(stored) ? stored : {};
  }
}

const keyOf = (source: AccountSource | null): string | null => (source === null ? null : sourceKey(source));

/** An older or damaged store may hold anything. */
function targetOf(stored: unknown): DocumentTarget | undefined {
  if (!isObject(stored)) return undefined;
  const { source, accountId, region } = stored;
  return {
    source: typeof source === 'string' ? (sourceFromKey(source) ?? null) : null,
    accountId: typeof accountId === 'string' && isAccountId(accountId) ? accountId : null,
    region: typeof region === 'string' ? (parseRegion(region) ?? null) : null,
  };
}
