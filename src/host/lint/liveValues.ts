import { type Choice, liveChoices } from '../../core/inventory/choices.ts';
import { kindOf } from '../../core/kinds/table.ts';
import { type AccountSource, sourceKey } from '../../core/model/account.ts';
import { isCancelled } from '../../core/model/errors.ts';
import type { ChoiceId, Scope } from '../../core/model/kind.ts';
import type { Region } from '../../core/model/regions.ts';
import type { KindId } from '../../core/model/resource.ts';

/** How long a list that AWS gave is offered again before it is asked for anew, in milliseconds. */
const FRESH_MS = 60_000;

/** What is offered: values for a field, or the names of a kind's resources. */
export type ValueOffer = { readonly choice: ChoiceId } | { readonly kind: KindId };

/** Where values are from: an account that a person chose, and a Region. */
export interface Where {
  readonly source: AccountSource;
  readonly accountId: string;
  readonly region: Region;
}

/** What could be listed, and what kept from listing the rest. */
export interface Listed {
  readonly values: readonly Choice[];
  readonly failure: unknown;
}

/** Values as AWS lists them, each list kept for a minute. */
export class LiveValues {
  readonly #kept = new Map<string, { readonly until: number; readonly listed: Promise<Listed> }>();

  /**
   * @param scopeOf Where to read, once it is clear that something has to be read.
   * @param now Milliseconds.
   */
  constructor(
    readonly scopeOf: (where: Where, signal: AbortSignal) => Promise<Scope>,
    readonly now: () => number = Date.now,
  ) {}

  /** The values there are. What cannot be read is no failure of those that can. */
  async list(offer: ValueOffer, where: Where, signal: AbortSignal): Promise<Listed> {
    const key = JSON.stringify([offer, sourceKey(where.source), where.accountId, where.region]);
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.until > this.now()) {
      const listed = await kept.listed;
      // Whoever asked first gave up while this question still waits.
      return isCancelled(listed.failure) && !signal.aborted ? this.list(offer, where, signal) : listed;
    }
    const listed = this.#read(offer, where, signal);
    const own = { until: this.now() + FRESH_MS, listed };
    this.#kept.set(key, own);
    const { failure } = await listed;
    // What failed or was given up is asked again the next time.
    if (failure !== undefined && this.#kept.get(key) === own) this.#kept.delete(key);
    return listed;
  }

  async #read(offer: ValueOffer, where: Where, signal: AbortSignal): Promise<Listed> {
    const values: Choice[] = [];
    try {
      const scope = await this.scopeOf(where, signal);
      for await (const page of 'choice' in offer ? liveChoices(offer.choice, scope) : names(offer.kind, scope)) {
        values.push(...page);
      }
      return { values, failure: undefined };
    } catch (failure) {
      return { values: isCancelled(failure) ? [] : values, failure };
    }
  }
}

async function* names(kind: KindId, scope: Scope): AsyncIterable<readonly Choice[]> {
  for await (const rows of kindOf(kind).list(scope, null)) {
    yield rows.map(({ name, label }) => ({ value: name, label, description: label === name ? '' : name }));
  }
}
