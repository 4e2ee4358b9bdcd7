import type { PlannedItem } from '../changes/bulk.ts';
import type { Outcome, Plan } from '../changes/change.ts';
import type { KindTable } from '../kinds/kindTable.ts';
import type { AppError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { FleetSection } from '../model/kind.ts';
import type { Region } from '../model/regions.ts';
import type { KindId } from '../model/resource.ts';
import type { UnreachedAccount } from './fleetAccounts.ts';
import type { FleetFile, FleetSet } from './fleetFile.ts';
import { type FleetPath, pathIn, setPath } from './fleetPlaces.ts';
import type { FleetPlan } from './planFleet.ts';

/** Why it is not known whether something is as the file says. */
export type NotRead =
  | { readonly by: 'account'; readonly account: UnreachedAccount } // nothing of the account was looked at
  | { readonly by: 'error'; readonly error: AppError }
  | { readonly by: 'outcome'; readonly outcome: Outcome }; // planning the change came to another end

/** One entry of a fleet file that is not as live, or of which that is not known. */
export type Drift = { readonly path: FleetPath } & (
  | {
      readonly kind: 'differs';
      /** Configs by name, or the names of a whole set. */
      readonly as: FleetSection['as'];
      /** In the shape of the file; null where nothing is set. A set is a list of names. */
      readonly live: Json;
      readonly wanted: Json;
      /** What keeps it from being applied as the file says, and what is said of that. */
      readonly plans: readonly Plan[];
    }
  | { readonly kind: 'not-read'; readonly why: NotRead }
);

/** What a check found: everything that is not listed is as the file says. */
export interface FleetCheck {
  readonly drifts: readonly Drift[];
  /** The accounts, and in each the Regions, that were looked at; what could not be read in them is among the drifts. */
  readonly looked: readonly FleetPath[];
}

/** What a plan says of each entry of its file. The plan must be of this file. */
export function driftOf(file: FleetFile, plan: FleetPlan, table: KindTable): FleetCheck {
  const keys = new Map(plan.reached.map(({ accountId, key }) => [accountId, key]));
  const keyOf = (accountId: string): string => keys.get(accountId) ?? accountId;
  const pathOf = ({ intent }: PlannedItem): FleetPath => {
    const { id } = table.ofOperation(intent.operation);
    const name = table.writeRow(intent.operation).write.resourceName(intent.request);
    return resourcePath(table, keyOf(intent.accountId), intent.region, id, name);
  };
  const isOfSet = ({ intent }: PlannedItem): boolean =>
    table.ofOperation(intent.operation).document?.fleet?.as === 'names';
  const sets = plan.reached.flatMap(({ key, accountId }) => {
    const wanted = file.accounts.find(account => account.key === key)?.sets ?? [];
    const steps = plan.items.filter(item => item.intent.accountId === accountId && isOfSet(item));
    return wanted.flatMap(set => setDrift(key, set, steps));
  });
  const drifts: readonly Drift[] = [
    ...plan.unreached.map(account => notRead(pathIn(account.key), { by: 'account', account })),
    ...sets,
    ...plan.items.filter(item => !isOfSet(item)).flatMap(item => differing(item, pathOf(item))),
    ...plan.unread.map(({ accountId, region, kind, name, error }) =>
      notRead(resourcePath(table, keyOf(accountId), region, kind, name), { by: 'error', error }),
    ),
    ...plan.unplanned.flatMap(item => {
      const { planning } = item;
      return planning.kind === 'planned' ? [] : [notRead(pathOf(item), { by: 'outcome', outcome: planning })];
    }),
  ];
  const looked = plan.reached.flatMap(({ key }) => {
    const regions = file.accounts.find(account => account.key === key)?.regions ?? [];
    return [pathIn(key), ...regions.map(({ region }) => pathIn(key, region))];
  });
  return { drifts, looked };
}

/** True where an entry is, or is in, what a path names. */
export const isWithin = (path: FleetPath, outer: FleetPath): boolean => outer.every((key, at) => path[at] === key);

const notRead = (path: FleetPath, why: NotRead): Drift => ({ path, kind: 'not-read', why });

const plansIn = (items: readonly PlannedItem[]): readonly Plan[] =>
  items.flatMap(({ planning }) => (planning.kind === 'planned' || planning.kind === 'blocked' ? [planning.plan] : []));

/** All steps towards a set as one entry: the file says it whole. */
function setDrift(key: string, { kind, wanted }: FleetSet, steps: readonly PlannedItem[]): readonly Drift[] {
  const { fleet } = kind.document;
  const plans = plansIn(steps).filter(plan => plan.kind === kind.id);
  const [first] = plans;
  if (first === undefined) return [];
  const live = [...fleet.names(first.base)].sort();
  return [{ path: setPath(key, fleet.key), kind: 'differs', as: 'names', live, wanted: [...wanted], plans }];
}

function differing(item: PlannedItem, path: FleetPath): readonly Drift[] {
  const plans = plansIn([item]);
  return plans.map(({ base, goal }) => ({
    ...{ path, kind: 'differs', as: 'configs' },
    ...{ live: base.config, wanted: goal, plans },
  }));
}

/** Where in the file a resource stands, or with null all of its kind in a Region. */
function resourcePath(table: KindTable, key: string, region: Region, kind: KindId, name: string | null): FleetPath {
  const { fleet } = table.documentOf(kind);
  if (fleet === undefined) return pathIn(key);
  if (fleet.as === 'names') return setPath(key, fleet.key);
  return pathIn(key, region, fleet.key, ...(name === null ? [] : [name]));
}
