/**
 * The client of AWS User Notifications under the public names of `@aws-sdk/client-notifications`, so that the
 * published package can take its place by changing one import.
 */
export { NotificationsClient, type NotificationsClientConfig } from './client.ts';
export {
  DeregisterNotificationHubCommand,
  type DeregisterNotificationHubCommandInput,
  type DeregisterNotificationHubCommandOutput,
  ListNotificationHubsCommand,
  type ListNotificationHubsCommandInput,
  type ListNotificationHubsCommandOutput,
  RegisterNotificationHubCommand,
  type RegisterNotificationHubCommandInput,
  type RegisterNotificationHubCommandOutput,
} from './commands.ts';
export * from './errors.ts';
export * from './models.ts';
export { type NotificationsPaginationConfiguration, paginateListNotificationHubs } from './paginator.ts';
