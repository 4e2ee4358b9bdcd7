import type { Hub } from './notificationsDocument.ts';

/** A hub as RegisterNotificationHub and ListNotificationHubs write it. A seed may leave the times out. */
export function encodeHub(region: string, hub: Hub) {
  return {
    notificationHubRegion: region,
    statusSummary: { status: hub.status, reason: hub.reason ?? '' },
    creationTime: hub.creationTime ?? '2024-11-01T00:00:00.000Z',
    ...(hub.lastActivationTime === undefined ? {} : { lastActivationTime: hub.lastActivationTime }),
  };
}
