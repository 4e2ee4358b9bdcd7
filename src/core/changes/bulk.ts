import type { KindTable } from '../kinds/kindTable.ts';
import type { Live } from '../model/resource.ts';
import type { Intent, Outcome, Plan, Road } from './change.ts';
import { concurrentlyInLanes } from './concurrently.ts';
import { identifiedOnce } from './identifiedOnce.ts';
import { hasErrors, makePlan } from './plan.ts';
import {
  type PlannedChange,
  type Planning,
  type PlanningRoad,
  performPlan,
  planUnseen,
  withLookAhead,
} from './road.ts';
import { WriterPool } from './writerPool.ts';

/**
 * Changes under way at once in one lane: as many as the limits let through to one service of one account and Region, so
 * that no write waits behind others after its re-read.
 */
const AT_ONCE = 4;

/** What shares a limit: a service of an account in a Region. Hubs that take minutes to settle hold up nothing else. */
function laneOf({ accountId, region, operation }: Intent, table: KindTable): string {
  return [accountId, region, table.writeRow(operation).kind.service].join('\n');
}

/** How far a bulk has come. */
export interface BulkProgress {
  readonly phase: 'planning' | 'performing';
  readonly ended: number;
  readonly total: number;
  /** Of those that ended, the ones that neither were done nor had nothing to do. */
  readonly failed: number;
  /**
   * Milliseconds still to go at the pace so far; null before anything ended, and while a step is left that AWS may take
   * minutes over, whose pace the others do not tell.
   */
  readonly remainingMilliseconds: number | null;
}

/** One change of a bulk and what planning came to. */
export interface PlannedItem {
  readonly intent: Intent;
  readonly planning: Planning;
  /** True where it was planned over what changes before it are yet to bring about. */
  readonly isAhead?: boolean;
}

/** One change of a bulk and how it ended; `skipped` was not begun, or stopped before anything was sent. */
export interface BulkItem {
  readonly intent: Intent;
  readonly outcome: Outcome | { readonly kind: 'skipped'; readonly plan: Plan | null };
}

/** The road of many changes: the person was asked once for all. */
export type BulkRoad = Omit<Road, 'progress'> & {
  readonly tell?: (progress: BulkProgress) => void;
  /** The name of the fleet file that all of it is from. */
  readonly file?: string | undefined;
};

/**
 * Plans every change, reading at most so many at once; one that cannot be planned never hides the others. What must not
 * overtake another is planned over what those before it leave, as far as they can be made; of steps of one account all or none
 * can be planned. Never rejects.
 */
export async function planBulk(
  intents: readonly Intent[],
  road: PlanningRoad & Pick<BulkRoad, 'clock' | 'tell'>,
  signal?: AbortSignal,
): Promise<readonly PlannedItem[]> {
  const count = new Count('planning', intents.length, road);
  const planNeeds = { ...road, gateway: identifiedOnce(road.gateway) };
  const planned = new Map<number, PlannedItem>();
  const chains = chainsOf(
    intents.map(intent => ({ intent })),
    road.table,
  );
  await withLookAhead(road, signal, seen =>
    concurrentlyInLanes(chains, laneOfChain(road.table), AT_ONCE, async chain => {
      const made: PlannedChange[] = [];
      let failed: Planning | undefined;
      for (const { index, item } of chain) {
        const planning = await seen(await planUnseen(item.intent, planNeeds, signal, made));
        const isAhead = made.length > 0;
        if (planning.kind === 'planned') made.push(planning);
        if (planning.kind === 'failed') failed = planning;
        planned.set(index, { intent: planning.kind === 'planned' ? planning.intent : item.intent, planning, isAhead });
        count.ended(planning.kind === 'planned' || planning.kind === 'nothing-to-do');
      }
      // A hub is not given up for another that cannot be planned.
      if (failed === undefined || !isStep(chain[0].item.intent, road.table)) return;
      for (const { index, item } of chain) {
        if (planned.get(index)?.planning.kind === 'planned') planned.set(index, { ...item, planning: failed });
      }
    }),
  );
  return inOrder(planned, intents.length);
}

/** A change planned over what will be there when its turn comes. Asks nothing. */
export function plannedOver(intent: Intent, base: Live, table: KindTable): PlannedItem {
  const plan = makePlan(table.writeRow(intent.operation), intent, base);
  return { intent, planning: hasErrors(plan) ? { kind: 'blocked', plan } : { kind: 'planned', intent, plan } };
}

/** True where a change that is kept was planned over one that is not: what it was shown to do is another now. */
export function restsOnOthers(items: readonly PlannedItem[], kept: readonly PlannedItem[], table: KindTable): boolean {
  const isKept = new Set(kept);
  return chainsOf(items, table).some(chain => {
    const out = chain.findIndex(({ item }) => item.planning.kind === 'planned' && !isKept.has(item));
    return out >= 0 && chain.slice(out).some(({ item }) => isKept.has(item));
  });
}

/** The plans among planned changes: what one confirmation shows. */
export function plansOf(items: readonly PlannedItem[]): readonly Plan[] {
  return items.flatMap(({ planning }) => (planning.kind === 'planned' ? [planning.plan] : []));
}

/**
 * Carries out the planned changes of a bulk that was confirmed, under one group of the journal. Changes that must
 * not overtake each other follow in the order given and stop at the first that is not done, since the next may rest on it.
 * When the signal aborts, no further change begins and those under way are followed to their end.
 * Never rejects.
 */
export async function performBulk(
  items: readonly PlannedItem[],
  road: BulkRoad,
  group: string,
  signal?: AbortSignal,
): Promise<readonly BulkItem[]> {
  const count = new Count('performing', items.length, road, items.filter(isLong(road.table)).length);
  const pool = new WriterPool(road.gateway);
  const pooled = { ...road, gateway: pool };
  const results = new Map<number, BulkItem>();
  const { table } = road;
  await concurrentlyInLanes(chainsOf(items, table), laneOfChain(table), AT_ONCE, async chain => {
    let stopped = false;
    for (const { index, item } of chain) {
      const outcome: BulkItem['outcome'] = stopped ? skippedOf(item) : await performItem(item, group, pooled, signal);
      results.set(index, { intent: item.intent, outcome });
      count.ended(isFine(outcome), isLong(table)(item));
      stopped ||= !isFine(outcome);
    }
  });
  await pool.close();
  return inOrder(results, items.length);
}

interface Link<T> {
  readonly index: number;
  readonly item: T;
}

type Chain<T> = readonly [Link<T>, ...Link<T>[]];

const laneOfChain =
  (table: KindTable) =>
  ([first]: Chain<Pick<PlannedItem, 'intent'>>): string =>
    laneOf(first.item.intent, table);

/** True where later changes of the account rest on this one. */
export function isStep({ operation }: Pick<Intent, 'operation'>, table: KindTable): boolean {
  return table.writeRow(operation).kind.inOrderWithin === 'account';
}

/** The items by what they must not overtake. */
function chainsOf<T extends Pick<PlannedItem, 'intent'>>(items: readonly T[], table: KindTable): readonly Chain<T>[] {
  const chains = new Map<string, [Link<T>, ...Link<T>[]]>();
  for (const [index, item] of items.entries()) {
    const { accountId, region, operation, request } = item.intent;
    const { write } = table.writeRow(operation);
    const name = isStep(item.intent, table) ? [] : [write.resourceName(request)];
    const key = [accountId, region, write.kind, ...name].join('\n');
    const chain = chains.get(key);
    if (chain === undefined) chains.set(key, [{ index, item }]);
    else chain.push({ index, item });
  }
  return [...chains.values()];
}

const skippedOf = ({ planning }: PlannedItem): BulkItem['outcome'] => ({
  kind: 'skipped',
  plan: 'plan' in planning ? planning.plan : null,
});

/**
 * Performs one item. What was planned over what changes before it had yet to bring about is planned anew now that it is
 * there, and made only over what was shown.
 */
async function performItem(
  item: PlannedItem,
  group: string,
  road: BulkRoad,
  signal: AbortSignal | undefined,
): Promise<BulkItem['outcome']> {
  if (signal?.aborted === true && item.planning.kind !== 'nothing-to-do') return skippedOf(item);
  const planning =
    item.isAhead === true && item.planning.kind === 'planned'
      ? await planUnseen({ ...item.intent, over: item.planning.plan.base.config }, road, signal)
      : item.planning;
  if (planning.kind !== 'planned') return planning.kind === 'cancelled' ? skippedOf(item) : planning;
  const from = road.file === undefined ? {} : { file: road.file };
  const outcome = await performPlan({ ...planning.intent, group, ...from }, planning.plan, road, signal);
  return outcome.kind === 'cancelled' && outcome.plan === undefined ? skippedOf(item) : outcome;
}

/** True where nothing is left to do for an item. */
export function isFine({ kind }: BulkItem['outcome']): boolean {
  return kind === 'done' || kind === 'nothing-to-do';
}

/** The changes to plan again after a bulk: those that ended otherwise than done. */
export function unfinished(items: readonly BulkItem[]): readonly Intent[] {
  return items.filter(({ outcome }) => !isFine(outcome)).map(({ intent }) => intent);
}

const inOrder = <T>(results: ReadonlyMap<number, T>, length: number): readonly T[] =>
  Array.from({ length }, (_, index) => results.get(index)).filter(one => one !== undefined);

/** True for what may take minutes: a change of which AWS tells by its status that it is still at it. */
const isLong =
  (table: KindTable) =>
  ({ intent, planning }: PlannedItem): boolean =>
    planning.kind !== 'nothing-to-do' && table.writeRow(intent.operation).kind.settling.length > 0;

/** Counts what ended and tells it. */
class Count {
  readonly #startedAt: number;
  #ended = 0;
  #failed = 0;
  /** How many that may take minutes are left. */
  #long: number;

  constructor(
    readonly phase: BulkProgress['phase'],
    readonly total: number,
    readonly road: Pick<BulkRoad, 'clock' | 'tell'>,
    long = 0,
  ) {
    this.#long = long;
    this.#startedAt = road.clock.elapsed();
    this.#tell();
  }

  ended(isFine: boolean, wasLong = false): void {
    this.#ended += 1;
    if (wasLong) this.#long -= 1;
    if (!isFine) this.#failed += 1;
    this.#tell();
  }

  #tell(): void {
    const { phase, total, road } = this;
    const pace = this.#ended === 0 || this.#long > 0 ? null : (road.clock.elapsed() - this.#startedAt) / this.#ended;
    const remainingMilliseconds = pace === null ? null : Math.round(pace * (total - this.#ended));
    road.tell?.({ phase, total, ended: this.#ended, failed: this.#failed, remainingMilliseconds });
  }
}
