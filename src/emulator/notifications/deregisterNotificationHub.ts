import type { EmulatorOperation } from '../world.ts';
import { hubRegionOf, openHubs } from './checks.ts';
import { fail } from './errors.ts';
import { DEREGISTERING_SECONDS } from './limits.ts';

/** @see https://docs.aws.amazon.com/notifications/latest/APIReference/API_DeregisterNotificationHub.html */
export const deregisterNotificationHub: EmulatorOperation = {
  name: 'DeregisterNotificationHub',
  effect: 'write',
  run(call) {
    const region = hubRegionOf(call.labels);
    const { hubs } = openHubs(call);
    const hub = hubs.get(region);
    if (hub === undefined) {
      throw fail('ResourceNotFoundException', `Notification hub not found in ${region}`, { resourceId: region });
    }
    // Documented as not allowed, without an error named; the same for a hub that is on its way out already.
    if (hub.status === 'REGISTERING' || hub.status === 'DEREGISTERING') {
      throw fail('ConflictException', `Notification hub in ${region} is ${hub.status}`, { resourceId: region });
    }
    const active = [...hubs.values()].filter(one => one.status === 'ACTIVE').length;
    if (hub.status === 'ACTIVE' && active === 1) {
      throw fail('ConflictException', 'Cannot deregister last ACTIVE notification hub', { resourceId: region });
    }
    const settlesAt = new Date(call.now.getTime() + DEREGISTERING_SECONDS * 1000).toISOString();
    hubs.set(region, { ...hub, status: 'DEREGISTERING', reason: '', settlesAt });
    return { body: { notificationHubRegion: region, statusSummary: { status: 'DEREGISTERING', reason: '' } } };
  },
};
