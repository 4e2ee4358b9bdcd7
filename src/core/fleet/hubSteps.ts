import type { Region } from '../model/regions.ts';

/** The hubs of an account: each Region's, with its status in AWS's own word. */
export type HubStates = Readonly<Record<string, string>>;

/** One step from the hubs that are to the hubs that should be, and what is there when its turn comes. */
export interface HubStep {
  readonly operation: 'RegisterNotificationHub' | 'DeregisterNotificationHub';
  readonly region: string;
  /** The hubs, by Region with their status, as the steps before leave them. */
  readonly before: HubStates;
}

/** @see https://docs.aws.amazon.com/notifications/latest/userguide/quotas.html */
const MAX_HUBS = 3;

/**
 * The steps in their order: at least one hub is ACTIVE at every moment, and there are never more than three. What is
 * missing is registered while fewer than three exist; at three a surplus one is deregistered first. Each step rests on
 * the one before it having settled. A hub that is leaving and wanted is registered once it is gone.
 */
export function hubSteps(live: HubStates, wanted: readonly Region[]): readonly HubStep[] {
  const now = new Map(Object.entries(live).flatMap(([region, status]) => settled(region, status)));
  const steps: HubStep[] = [];
  for (;;) {
    const before = Object.fromEntries(now);
    const missing = wanted.find(region => !now.has(region));
    const surplus = surplusOf(now, wanted);
    if (missing !== undefined && now.size < MAX_HUBS) {
      steps.push({ operation: 'RegisterNotificationHub', region: missing, before });
      now.set(missing, 'ACTIVE');
    } else if (surplus !== undefined) {
      steps.push({ operation: 'DeregisterNotificationHub', region: surplus, before });
      now.delete(surplus);
    } else return steps;
  }
}

/** What a hub is once AWS has finished with it. */
function settled(region: string, status: string): readonly (readonly [string, string])[] {
  if (status === 'DEREGISTERING') return [];
  return [[region, status === 'REGISTERING' ? 'ACTIVE' : status]];
}

/** One that may go: not an ACTIVE one first, so that what works stays as long as it can. */
function surplusOf(now: ReadonlyMap<string, string>, wanted: readonly string[]): string | undefined {
  const surplus = [...now].filter(([region]) => !wanted.includes(region));
  const idle = surplus.find(([, status]) => status !== 'ACTIVE');
  return (idle ?? surplus[0])?.[0];
}
