/**
 * The client of AWS User Notifications under the public names of `@aws-sdk/client-notifications`, so that the
 * published package can take its place by changing one import. It holds what is used here and no more.
 */
export { NotificationsClient, type NotificationsClientConfig, NotificationsServiceException } from './client.ts';
export {
  DeregisterNotificationHubCommand,
  ListNotificationEventsCommand,
  ListNotificationHubsCommand,
  RegisterNotificationHubCommand,
} from './commands.ts';
