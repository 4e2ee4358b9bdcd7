import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { hubRegionOf, openHubs } from './checks.ts';
import { encodeHub } from './encodeHub.ts';
import { fail } from './errors.ts';
import { MAX_HUBS, REGISTERING_SECONDS } from './limits.ts';
import type { Hub } from './notificationsDocument.ts';

function register(call: EmulatorCall, region: string): Hub {
  const { hubs, strictRegister } = openHubs(call);
  const existing = hubs.get(region);
  if (existing?.status === 'DEREGISTERING') {
    throw fail('ConflictException', `Notification hub in ${region} is DEREGISTERING`, { resourceId: region });
  }
  if (existing !== undefined) {
    if (strictRegister !== true) return existing;
    throw fail('ConflictException', `Notification hub already exists in ${region}`, { resourceId: region });
  }
  // AWS does not say whether a DEREGISTERING hub counts; all that are not gone do here.
  if (hubs.size >= MAX_HUBS) {
    throw fail('ServiceQuotaExceededException', `Notification hub limit exceeded. Limit: ${MAX_HUBS}`, {
      resourceType: 'NotificationHub',
      resourceId: region,
      serviceCode: 'notifications',
    });
  }
  const hub: Hub = {
    status: 'REGISTERING',
    reason: '',
    creationTime: call.now.toISOString(),
    settlesAt: new Date(call.now.getTime() + REGISTERING_SECONDS * 1000).toISOString(),
  };
  hubs.set(region, hub);
  return hub;
}

/** @see https://docs.aws.amazon.com/notifications/latest/APIReference/API_RegisterNotificationHub.html */
export const registerNotificationHub: EmulatorOperation = {
  name: 'RegisterNotificationHub',
  effect: 'write',
  run(call) {
    const region = hubRegionOf(call.body);
    return { status: 201, body: encodeHub(region, register(call, region)) };
  },
};
