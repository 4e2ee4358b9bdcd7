import { type AccountSource, type Identity, sourceKey } from '../model/account.ts';
import type { AccountGateway, AccountReader } from '../model/ports.ts';
import type { Intent, Outcome, Plan, RoadNeeds } from './change.ts';
import { concurrently } from './concurrently.ts';
import { type PlanNeeds, type Planning, performPlan, planChange } from './road.ts';
import { WriterPool } from './writerPool.ts';

/**
 * Changes under way at once. As many as the limits let through to one service of one account and Region, so that no write
 * waits behind others after its re-read.
 */
const AT_ONCE = 4;

/** How far a bulk has come. */
export interface BulkProgress {
  readonly phase: 'planning' | 'performing';
  readonly ended: number;
  readonly total: number;
  /** Of those that ended, the ones that neither were done nor had nothing to do. */
  readonly failed: number;
  /** Milliseconds still to go at the pace so far, or null before anything ended. */
  readonly remainingMilliseconds: number | null;
}

/** One change of a bulk and what planning came to. */
export interface PlannedItem {
  readonly intent: Intent;
  readonly planning: Planning;
}

/** One change of a bulk and how it ended; `skipped` was never begun. */
export interface BulkItem {
  readonly intent: Intent;
  readonly outcome: Outcome | { readonly kind: 'skipped'; readonly plan: Plan };
}

/** What bulk needs of the road; the person is asked once for all. */
export type BulkNeeds = Omit<RoadNeeds, 'confirm' | 'progress'> & {
  readonly tell?: (progress: BulkProgress) => void;
};

/** Plans every change, reading at most so many at once; one that cannot be planned never hides the others. Never rejects. */
export async function planBulk(
  intents: readonly Intent[],
  needs: PlanNeeds & Pick<BulkNeeds, 'clock' | 'tell'>,
  signal?: AbortSignal,
): Promise<readonly PlannedItem[]> {
  const count = new Count('planning', intents.length, needs);
  const planNeeds = { ...needs, gateway: identifiedOnce(needs.gateway) };
  const planned = new Map<number, PlannedItem>();
  await concurrently(intents, AT_ONCE, async (intent, index) => {
    const planning = await planChange(intent, planNeeds, signal);
    planned.set(index, { intent: planning.kind === 'planned' ? planning.intent : intent, planning });
    count.ended(planning.kind === 'planned' || planning.kind === 'nothing-to-do');
  });
  return inOrder(planned, intents.length);
}

/** The plans among planned changes: what one confirmation shows. */
export function plansOf(items: readonly PlannedItem[]): readonly Plan[] {
  return items.flatMap(({ planning }) => (planning.kind === 'planned' ? [planning.plan] : []));
}

/**
 * Carries out the planned changes of a bulk that was confirmed, under one group of the journal. When the signal aborts, no
 * further change begins and those under way are followed to their end. Never rejects.
 */
export async function performBulk(
  items: readonly PlannedItem[],
  needs: BulkNeeds,
  group: string,
  signal?: AbortSignal,
): Promise<readonly BulkItem[]> {
  const count = new Count('performing', items.length, needs);
  const pool = new WriterPool(needs.gateway);
  const road = { ...needs, gateway: pool };
  const results = new Map<number, BulkItem>();
  await concurrently(items, AT_ONCE, async ({ intent, planning }, index) => {
    const outcome = planning.kind === 'planned' ? await performOne(planning, group, road, signal) : planning;
    results.set(index, { intent, outcome });
    count.ended(isFine(outcome));
  });
  await pool.close();
  return inOrder(results, items.length);
}

async function performOne(
  { intent, plan }: Extract<Planning, { kind: 'planned' }>,
  group: string,
  road: Omit<RoadNeeds, 'confirm' | 'validate'>,
  signal: AbortSignal | undefined,
): Promise<BulkItem['outcome']> {
  if (signal?.aborted === true) return { kind: 'skipped', plan };
  const outcome = await performPlan({ ...intent, group }, plan, road, signal);
  return outcome.kind === 'cancelled' ? { kind: 'skipped', plan } : outcome;
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

/** The same gateway, whose readers ask only once whose credentials they have. */
function identifiedOnce(gateway: AccountGateway): AccountGateway {
  const readers = new Map<string, AccountReader>();
  const reader = (source: AccountSource): AccountReader => {
    const known = readers.get(sourceKey(source));
    if (known !== undefined) return known;
    const inner = gateway.reader(source);
    let asked: Promise<Identity> | undefined;
    const identity: AccountReader['identity'] = options => {
      asked ??= inner.identity(options);
      return asked;
    };
    const made = { source, identity, read: inner.read.bind(inner) };
    readers.set(sourceKey(source), made);
    return made;
  };
  return { reader, openWriter: (source, options) => gateway.openWriter(source, options) };
}

/** Counts what ended and tells it. */
class Count {
  readonly #startedAt: number;
  #ended = 0;
  #failed = 0;

  constructor(
    readonly phase: BulkProgress['phase'],
    readonly total: number,
    readonly needs: Pick<BulkNeeds, 'clock' | 'tell'>,
  ) {
    this.#startedAt = needs.clock.now();
    this.#tell();
  }

  ended(isFine: boolean): void {
    this.#ended += 1;
    if (!isFine) this.#failed += 1;
    this.#tell();
  }

  #tell(): void {
    const { phase, total, needs } = this;
    const pace = this.#ended === 0 ? null : (needs.clock.now() - this.#startedAt) / this.#ended;
    const remainingMilliseconds = pace === null ? null : Math.round(pace * (total - this.#ended));
    needs.tell?.({ phase, total, ended: this.#ended, failed: this.#failed, remainingMilliseconds });
  }
}
