import { type PlannedItem, planBulk } from '../changes/bulk.ts';
import type { Intent } from '../changes/change.ts';
import { identifiedOnce } from '../changes/identifiedOnce.ts';
import type { PlanningRoad } from '../changes/road.ts';
import { withLookAhead } from '../changes/road.ts';
import type { Found } from '../inventory/found.ts';
import { sweep } from '../inventory/sweep.ts';
import type { AccountSource, Place } from '../model/account.ts';
import { type AppError, asAccessError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import type { AccountDirectory, Clock } from '../model/ports.ts';
import { CONTROL_PLANE, controlPlaneOf, parseRegion, partitionOf, type Region } from '../model/regions.ts';
import type { KindId } from '../model/resource.ts';
import { type Scope, scopeIn } from '../model/scope.ts';
import { type ReachedAccount, resolveAccounts, type UnreachedAccount } from './fleetAccounts.ts';
import type { FleetAccount, FleetFile, FleetPart, FleetRegion, FleetSet } from './fleetFile.ts';
import { checkRoomIsTaken, planSet } from './planSet.ts';
import { whyUnread } from './whyUnread.ts';

/** Something that exists where the file looks, and that the file does not name. It is left alone. */
export interface Unmanaged extends Place {
  readonly kind: KindId;
  readonly name: string;
  readonly status: string;
  readonly config: JsonObject | null;
}

/** Something that the file names and that could not be read. */
export interface Unread extends Place {
  readonly kind: KindId;
  /** Null where a whole Region could not be read. */
  readonly name: string | null;
  readonly error: AppError;
}

/** What it takes to make the accounts look as the file says. */
export interface FleetPlan {
  /** By account, its sets of names first, then by Region; planned, or blocked by a finding. Sets in the order that AWS allows. */
  readonly items: readonly PlannedItem[];
  readonly unmanaged: readonly Unmanaged[];
  readonly reached: readonly ReachedAccount[];
  readonly unreached: readonly UnreachedAccount[];
  readonly unread: readonly Unread[];
  /** What was planned and turned out otherwise: a request that rules object to, a read that failed. */
  readonly unplanned: readonly PlannedItem[];
}

/** The half of the road that cannot write, and the accounts to look among. */
export type FleetRoad = PlanningRoad & {
  readonly directory: Pick<AccountDirectory, 'list'>;
  readonly clock: Clock;
  /** True where a file reaches the sources given and no other. */
  readonly isConfined?: boolean;
};

/**
 * Compares what a fleet file says with what is live. Only reads. Accounts that cannot be reached are told, and the rest is
 * planned. Never rejects, but for StateError of the directory.
 *
 * @param given The sources among which account ids are looked for.
 */
export async function planFleet(
  file: FleetFile,
  given: readonly AccountSource[],
  road: FleetRoad,
  signal?: AbortSignal,
): Promise<FleetPlan> {
  const shared = { ...road, gateway: identifiedOnce(road.gateway) };
  const keys = file.accounts.map(({ key }) => key);
  const resolved = await resolveAccounts(keys, given, shared, signal);
  const plans = await Promise.all(
    resolved.map((account, index) => {
      const wanted = file.accounts[index];
      return 'reason' in account || wanted === undefined
        ? { ...NOTHING, unreached: 'reason' in account ? [account] : [] }
        : new AccountPlan(account, wanted, shared, signal).make();
    }),
  );
  return {
    items: plans.flatMap(plan => plan.items),
    unmanaged: plans.flatMap(plan => plan.unmanaged),
    reached: plans.flatMap(plan => plan.reached),
    unreached: plans.flatMap(plan => plan.unreached),
    unread: plans.flatMap(plan => plan.unread),
    unplanned: plans.flatMap(plan => plan.unplanned),
  };
}

const NOTHING: FleetPlan = { items: [], unmanaged: [], reached: [], unreached: [], unread: [], unplanned: [] };

class AccountPlan {
  readonly #unmanaged: Unmanaged[] = [];
  readonly #unread: Unread[] = [];

  constructor(
    readonly account: ReachedAccount,
    readonly wanted: FleetAccount,
    readonly road: FleetRoad,
    readonly signal: AbortSignal | undefined,
  ) {}

  async make(): Promise<FleetPlan> {
    const sets = await Promise.all(this.wanted.sets.map(set => this.#set(set)));
    const intents = await Promise.all(this.wanted.regions.map(region => this.#region(region)));
    const planned = await planBulk(intents.flat(), this.road, this.signal);
    const isItem = ({ planning }: PlannedItem) => planning.kind === 'planned' || planning.kind === 'blocked';
    return {
      items: [...sets.flat(), ...planned.filter(isItem)],
      unmanaged: this.#unmanaged,
      reached: [this.account],
      unreached: [],
      unread: this.#unread,
      unplanned: planned.filter(item => !isItem(item) && item.planning.kind !== 'nothing-to-do'),
    };
  }

  get #place() {
    const { source, accountId } = this.account;
    return { source, accountId };
  }

  async #set({ kind, wanted }: FleetSet): Promise<readonly PlannedItem[]> {
    const region = controlPlaneOf(partitionOf(parseRegion(wanted[0] ?? '') ?? CONTROL_PLANE));
    try {
      const scope = this.#scope(region);
      const live = await statusesIn(scope, kind);
      const server = await this.road.gateway.reader(this.account.source).server(kind.service);
      const steps = planSet({ ...this.#place, region, server }, kind, live, wanted, this.road.table);
      await checkRoomIsTaken(kind, steps, scope);
      return await withLookAhead(this.road, this.signal, seen =>
        Promise.all(steps.map(async step => ({ ...step, planning: await seen(step.planning) }))),
      );
    } catch (error) {
      this.#cannotRead(region, kind.id, null, error);
      return [];
    }
  }

  #scope(region: Region): Scope {
    const { source, accountId } = this.account;
    const { gateway, ledger } = this.road;
    return scopeIn({ accountId, region }, gateway.reader(source), ledger, { signal: this.signal });
  }

  /** The changes that a Region needs; notes what is unmanaged or cannot be read there. */
  async #region({ region, parts }: FleetRegion): Promise<readonly Intent[]> {
    const asked = new Set<KindId>(parts.map(({ kind }) => kind.id));
    const request = { sources: [this.account.source], regions: [region], kinds: asked, signal: this.signal };
    const found: Found[] = [];
    if (asked.size > 0)
      for await (const one of sweep({ ...this.road, kinds: this.road.table.rows }, request)) found.push(one);
    return parts.flatMap(part =>
      this.#part(
        region,
        part,
        found.filter(one => one.kind === part.kind.id),
      ),
    );
  }

  #part(region: Region, part: FleetPart, found: readonly Found[]): readonly Intent[] {
    const { kind, wanted } = part;
    const whole = found.find(one => one.name === null);
    if (whole !== undefined) {
      this.#cannotRead(region, kind.id, null, whyUnread(whole));
      return [];
    }
    const byName = new Map(found.map(one => [one.name ?? '', one]));
    for (const one of byOrder(found)) if (!wanted.has(one.name ?? '')) this.#leaveAlone(region, one);
    return [...wanted].flatMap(([name, config]) => {
      const one = byName.get(name);
      const why = one === undefined ? null : whyUnread(one);
      if (why !== null) {
        this.#cannotRead(region, kind.id, name, why);
        return [];
      }
      const isSame = one?.row != null && kind.same(one.row.config, config);
      const change = this.road.table.setting(kind.id, name, config);
      return isSame ? [] : [{ ...this.#place, region, ...change }];
    });
  }

  #leaveAlone(region: Region, { kind, name, row, status }: Found): void {
    if (name === null || status === 'none') return;
    this.#unmanaged.push({ ...this.#place, region, kind, name, status, config: row?.config ?? null });
  }

  #cannotRead(region: Region, kind: KindId, name: string | null, thrown: unknown): void {
    // Whoever stops a plan knows it. A question that was dismissed stopped nothing, and is a failure to read.
    if (this.signal?.aborted === true) return;
    const error = isAppError(thrown) ? thrown : asAccessError(thrown);
    this.#unread.push({ ...this.#place, region, kind, name, error });
  }
}

async function statusesIn(scope: Scope, kind: Kind): Promise<Readonly<Record<string, string>>> {
  const live: Record<string, string> = {};
  for await (const page of kind.list(scope, null)) for (const { name, status } of page) live[name] = status;
  return live;
}

const isAppError = (error: unknown): error is AppError => error instanceof Error && 'code' in error;

const byOrder = (found: readonly Found[]): readonly Found[] =>
  [...found].sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
