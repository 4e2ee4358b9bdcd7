import type { FleetStep } from '../../model/kind.ts';
import type { Live } from '../../model/resource.ts';

/** At most three hubs an account, fixed. @see https://docs.aws.amazon.com/notifications/latest/userguide/quotas.html */
export const MAX_HUBS = 3;

/** The hubs of an account: each Region's, with its status in AWS's own word. */
export type HubStates = Readonly<Record<string, string>>;

/** One hub among those of its account, as a change of it sees it. */
export function hubAmong(hubs: HubStates, name: string): Live {
  const status = hubs[name];
  return {
    config: status === undefined ? null : { notificationHubRegion: name },
    status: status ?? 'none',
    updatedBy: null,
    updatedAt: null,
    facts: { hubs },
  };
}

/** The hubs that were there when one of them was read. */
export function hubsBeside({ facts }: Pick<Live, 'facts'>): readonly (readonly [region: string, status: string])[] {
  const { hubs } = facts;
  if (typeof hubs !== 'object' || hubs === null || Array.isArray(hubs)) return [];
  return Object.entries(hubs).map(([region, status]) => [region, String(status)]);
}

/** One hub as it will be once a step that concerns it or another is done. */
export function hubAfter(live: Live, name: string, step: Pick<FleetStep, 'name' | 'does'>): Live {
  const beside = hubsBeside(live).filter(([region]) => region !== step.name);
  const come = step.does === 'set' ? [[step.name, 'ACTIVE'] as const] : [];
  return hubAmong(Object.fromEntries([...beside, ...come]), name);
}

/**
 * The steps in their order: at least one hub is ACTIVE at every moment, and there are never more than three. What is
 * missing is registered while fewer than three exist; at three a surplus one is deregistered first. Each step rests on
 * the one before it having settled. A hub that is leaving and wanted is registered once it is gone.
 */
export function hubSteps(live: HubStates, wanted: readonly string[]): readonly FleetStep[] {
  const now = new Map(Object.entries(live).flatMap(([region, status]) => settled(region, status)));
  const steps: FleetStep[] = [];
  for (;;) {
    const before = Object.fromEntries(now);
    const missing = wanted.find(region => !now.has(region));
    const surplus = surplusOf(now, wanted);
    if (missing !== undefined && now.size < MAX_HUBS) {
      steps.push({ does: 'set', name: missing, before: hubAmong(before, missing) });
      now.set(missing, 'ACTIVE');
    } else if (surplus !== undefined) {
      steps.push({ does: 'unset', name: surplus, before: hubAmong(before, surplus) });
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
