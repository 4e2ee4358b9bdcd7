import type { Collection } from '../state/collection.ts';
import type { World } from '../world.ts';
import type { Hub } from './notificationsDocument.ts';

/**
 * What a hub is at this time: REGISTERING becomes ACTIVE, or INACTIVE where the account has not enabled its Region;
 * DEREGISTERING becomes nothing. Undefined is gone.
 */
export function settled(hub: Hub, now: Date, isOptedIn: boolean): Hub | undefined {
  if (hub.settlesAt === undefined || Date.parse(hub.settlesAt) > now.getTime()) return hub;
  const { settlesAt, ...rest } = hub;
  if (hub.status === 'DEREGISTERING') return undefined;
  if (hub.status !== 'REGISTERING') return rest;
  if (!isOptedIn) return { ...rest, status: 'INACTIVE', reason: 'The Region is not enabled for this account' };
  return { ...rest, status: 'ACTIVE', reason: '', lastActivationTime: settlesAt };
}

/** Brings every hub to what it is at this time, and takes out those that are gone. */
export function settleHubs(hubs: Collection<Hub>, now: Date, isOptedIn: (region: string) => boolean): void {
  for (const [region, hub] of hubs.page('', Number.MAX_SAFE_INTEGER).items) {
    const next = settled(hub, now, isOptedIn(region));
    if (next === undefined) hubs.delete(region);
    else if (next !== hub) hubs.set(region, next);
  }
}

/** Brings the hubs of all accounts to what they are at this time. */
export function settleAll(world: Pick<World, 'notifications' | 'isOptedIn'>, now: Date): void {
  for (const [account, , { hubs }] of world.notifications.all()) {
    settleHubs(hubs, now, region => world.isOptedIn(account, region));
  }
}
