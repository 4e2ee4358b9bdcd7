import { type AccountSource, sourceKey } from '../model/account.ts';
import { type JsonObject, sameJson } from '../model/json.ts';
import type { Region } from '../model/regions.ts';
import type { KindId } from '../model/resource.ts';
import type { Report, ReportVerdict } from './report.ts';

/** What the last check of a resource said. */
export interface CheckedVerdict {
  readonly verdict: ReportVerdict;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly checkedAt: number;
}

/** Which resource is meant, and what is set of it now. */
export interface CheckedTarget {
  readonly source: AccountSource;
  readonly region: Region;
  readonly kind: KindId;
  readonly name: string;
  readonly status: string;
  readonly config: JsonObject | null;
}

const keyOf = ({ source, region, kind, name }: Omit<CheckedTarget, 'status' | 'config'>): string =>
  JSON.stringify([sourceKey(source), region, kind, name]);

/**
 * What checks have said in this window. A verdict is about what was there when it was given: where the status is another
 * by now, or something else is set, there is none.
 */
export class CheckedVerdicts {
  readonly #known = new Map<string, CheckedVerdict & Pick<CheckedTarget, 'status' | 'config'>>();
  readonly #listeners = new Set<() => void>();

  /** Takes a report down. Places that could not be listed are none. */
  record({ source, region, kind, name, verdict, status, config }: Report, checkedAt: number): void {
    if (region === null || name === null) return;
    this.#known.set(keyOf({ source, region, kind, name }), { verdict, checkedAt, status, config });
  }

  /** Tells whoever shows verdicts that there are others. */
  announce(): void {
    for (const listener of this.#listeners) listener();
  }

  /** What the last check said of a resource as it is now; undefined where none did. */
  of(target: CheckedTarget): CheckedVerdict | undefined {
    const known = this.#known.get(keyOf(target));
    const isSame = known?.status === target.status && sameJson(known.config, target.config);
    return isSame ? known : undefined;
  }

  /** Returns how to stop. */
  onDidChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
