import type { PlannedItem } from '../changes/bulk.ts';
import type { Outcome, Plan } from '../changes/change.ts';
import { writeRow } from '../changes/plan.ts';
import type { AppError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { KindId } from '../model/resource.ts';
import type { UnreachedAccount } from './fleetAccounts.ts';
import type { FleetFile } from './fleetFile.ts';
import { type FleetPath, hubsPath, pathIn } from './fleetPlaces.ts';
import type { FleetPlan } from './planFleet.ts';
import { sections } from './sections.ts';

/** Why it is not known whether something is as the file says. */
export type NotRead =
  | { readonly by: 'account'; readonly account: UnreachedAccount } // nothing of the account was looked at
  | { readonly by: 'error'; readonly error: AppError }
  | { readonly by: 'outcome'; readonly outcome: Outcome }; // planning the change came to another end

/** One entry of a fleet file that is not as live, or of which that is not known. */
export type Drift = { readonly path: FleetPath } & (
  | {
      readonly kind: 'differs';
      readonly of: KindId;
      /** In the shape of the file; null where nothing is set. Hubs are a list of Regions. */
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
export function driftOf(file: FleetFile, plan: FleetPlan): FleetCheck {
  const keys = new Map(plan.reached.map(({ accountId, key }) => [accountId, key]));
  const keyOf = (accountId: string): string => keys.get(accountId) ?? accountId;
  const hubs = plan.items.filter(isHub);
  const hubAccounts = [...new Set(hubs.map(({ intent }) => intent.accountId))];
  const drifts: readonly Drift[] = [
    ...plan.unreached.map(account => notRead(pathIn(account.key), { by: 'account', account })),
    ...hubAccounts.flatMap(accountId => {
      const steps = hubs.filter(({ intent }) => intent.accountId === accountId);
      return hubDrift(keyOf(accountId), steps, file);
    }),
    ...plan.items.filter(item => !isHub(item)).flatMap(item => differing(item, keyOf)),
    ...plan.unread.map(({ accountId, region, kind, name, error }) => {
      const key = keyOf(accountId);
      const part = sections.find(section => section.kind === kind)?.key;
      const path = part === undefined ? hubsPath(key) : pathIn(key, region, part, ...(name === null ? [] : [name]));
      return notRead(path, { by: 'error', error });
    }),
    ...plan.unplanned.flatMap(item => {
      const { planning } = item;
      return planning.kind === 'planned' ? [] : [notRead(pathOf(item, keyOf), { by: 'outcome', outcome: planning })];
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

const isHub = ({ intent }: PlannedItem): boolean => writeRow(intent.operation).write.kind === 'hub';

const notRead = (path: FleetPath, why: NotRead): Drift => ({ path, kind: 'not-read', why });

const plansIn = (items: readonly PlannedItem[]): readonly Plan[] =>
  items.flatMap(({ planning }) => (planning.kind === 'planned' || planning.kind === 'blocked' ? [planning.plan] : []));

/** All steps of an account's hubs as one entry: the file says the whole set. */
function hubDrift(key: string, steps: readonly PlannedItem[], file: FleetFile): readonly Drift[] {
  const wanted = file.accounts.find(account => account.key === key)?.hubs ?? [];
  const plans = plansIn(steps);
  const [first] = plans;
  if (first === undefined) return [];
  const live = Object.keys(Object(first.base.facts.hubs)).sort();
  return [{ path: hubsPath(key), kind: 'differs', of: 'hub', live, wanted: [...wanted], plans }];
}

function differing(item: PlannedItem, keyOf: (accountId: string) => string): readonly Drift[] {
  const plans = plansIn([item]);
  return plans.map(({ kind, base, goal }) => {
    return { path: pathOf(item, keyOf), kind: 'differs', of: kind, live: base.config, wanted: goal, plans };
  });
}

function pathOf({ intent }: PlannedItem, keyOf: (accountId: string) => string): FleetPath {
  const { write } = writeRow(intent.operation);
  const key = keyOf(intent.accountId);
  const part = sections.find(section => section.kind === write.kind)?.key;
  return part === undefined ? hubsPath(key) : pathIn(key, intent.region, part, write.resourceName(intent.request));
}
