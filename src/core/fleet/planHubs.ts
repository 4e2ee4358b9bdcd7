import { type PlannedItem, plannedOver } from '../changes/bulk.ts';
import type { Intent, Plan } from '../changes/change.ts';
import type { Region } from '../model/regions.ts';
import type { Live } from '../model/resource.ts';
import { type HubStates, hubSteps } from './hubSteps.ts';

/** The changes from the hubs that are to the hubs that should be, in the order that AWS allows. Asks nothing. */
export function planHubs(
  place: Pick<Intent, 'source' | 'accountId' | 'region'>,
  live: HubStates,
  wanted: readonly Region[],
): readonly PlannedItem[] {
  return hubSteps(live, wanted).map(({ operation, region, before }) => {
    const request = { notificationHubRegion: region };
    const status = before[region];
    const base: Live = {
      ...{ config: status === undefined ? null : request, status: status ?? 'none' },
      ...{ updatedBy: null, updatedAt: null, facts: { hubs: before } },
    };
    return plannedOver({ ...place, operation, request }, base);
  });
}

/** What stops a hub, and passes when another one is registered or deregistered first. */
const PASSING = new Set(['hub/quota', 'hub/last']);

/** True where a plan is stopped by nothing but the hubs beside it: exchanging one for another gets there. */
export function canExchangeHubs({ findings }: Pick<Plan, 'findings'>): boolean {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.length > 0 && errors.every(({ rule }) => PASSING.has(rule));
}
