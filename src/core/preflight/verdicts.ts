import { type AccountSource, sourceKey } from '../model/account.ts';
import type { Listed } from '../model/check.ts';
import { type JsonObject, sameJson } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import type { Region } from '../model/regions.ts';
import type { KindId } from '../model/resource.ts';
import { type ChainStep, causeOf, type Report, type ReportVerdict, verdictOf } from './report.ts';

/** What is said of a resource: by its last check, or by what is listed of it. */
export interface CheckedVerdict {
  readonly verdict: ReportVerdict;
  /** Milliseconds since 1970-01-01 UTC; null where nothing was asked for it. */
  readonly checkedAt: number | null;
  /** Why: the first link that does not hold; null for none. */
  readonly cause: ChainStep | null;
}

/** True where a verdict is worth a word. */
export const isAmissVerdict = ({ verdict }: CheckedVerdict): boolean => verdict !== 'ok' && verdict !== 'none';

/** What is listed of a resource tells by itself, without a call; undefined where nothing is amiss. */
export function listedVerdict(
  { listedChecks = [] }: Pick<Kind, 'listedChecks'>,
  listed: Listed,
): CheckedVerdict | undefined {
  const steps = listedChecks.flatMap(({ id, judge }) => {
    const judgement = judge(listed);
    return judgement === undefined ? [] : [{ rule: id, ...judgement, read: [], needs: null, error: null }];
  });
  const cause = causeOf({ steps });
  return cause && { verdict: verdictOf(steps), checkedAt: null, cause };
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

/** Where verdicts are others by now. */
export type VerdictPlace = Pick<CheckedTarget, 'source' | 'region' | 'kind'>;

const keyOf = ({ source, region, kind, name }: Omit<CheckedTarget, 'status' | 'config'>): string =>
  JSON.stringify([sourceKey(source), region, kind, name]);

/**
 * What checks have said in this window. A verdict is about what was there when it was given: where the status is another
 * by now, or something else is set, there is none.
 */
export class CheckedVerdicts {
  readonly #known = new Map<string, CheckedVerdict & Pick<CheckedTarget, 'status' | 'config'>>();
  readonly #untold: VerdictPlace[] = [];
  readonly #listeners = new Set<(places: readonly VerdictPlace[]) => void>();

  /** Takes a report down. Places that could not be listed are none. */
  record(report: Report, checkedAt: number): void {
    const { source, region, kind, name, verdict, status, config } = report;
    if (region === null || name === null) return;
    const cause = causeOf(report) ?? report.steps.find(step => step.verdict !== 'ok') ?? null;
    this.#untold.push({ source, region, kind });
    this.#known.set(keyOf({ source, region, kind, name }), { verdict, checkedAt, cause, status, config });
  }

  /** Tells whoever shows verdicts where there are others: in these places, and wherever a report was taken down. */
  announce(listed: readonly VerdictPlace[] = []): void {
    const places = [...this.#untold.splice(0), ...listed];
    for (const listener of this.#listeners) listener(places);
  }

  /** What the last check said of a resource as it is now; undefined where none did. */
  of(target: CheckedTarget): CheckedVerdict | undefined {
    const known = this.#known.get(keyOf(target));
    const isSame = known?.status === target.status && sameJson(known.config, target.config);
    return isSame ? known : undefined;
  }

  /** Returns how to stop. */
  onDidChange(listener: (places: readonly VerdictPlace[]) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
