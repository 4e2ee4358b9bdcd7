import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';
import {
  DeregisterNotificationHubCommand,
  ListNotificationEventsCommand,
  ListNotificationHubsCommand,
  NotificationsClient,
  RegisterNotificationHubCommand,
} from '../notifications/index.ts';

/** Makes a client of AWS User Notifications. */
export const openNotifications: OpenService = options =>
  serviceClient('notifications', new NotificationsClient(clientSettings(options)), options.requestHandler, {
    ListNotificationHubs: ListNotificationHubsCommand,
    ListNotificationEvents: ListNotificationEventsCommand,
    RegisterNotificationHub: RegisterNotificationHubCommand,
    DeregisterNotificationHub: DeregisterNotificationHubCommand,
  });
