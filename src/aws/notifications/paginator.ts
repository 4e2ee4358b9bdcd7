import { createPaginator } from '@smithy/core';
import type { PaginationConfiguration, Paginator } from '@smithy/types';
import { NotificationsClient } from './client.ts';
import {
  ListNotificationHubsCommand,
  type ListNotificationHubsCommandInput,
  type ListNotificationHubsCommandOutput,
} from './commands.ts';

/** What a paginator of this client is given besides the input. */
export interface NotificationsPaginationConfiguration extends PaginationConfiguration {
  client: NotificationsClient;
}

/** The pages of ListNotificationHubs, one after the other. Writes the token into the input: give it a fresh one. */
export const paginateListNotificationHubs: (
  config: NotificationsPaginationConfiguration,
  input: ListNotificationHubsCommandInput,
) => Paginator<ListNotificationHubsCommandOutput> = createPaginator(
  NotificationsClient,
  ListNotificationHubsCommand,
  'nextToken',
  'nextToken',
  'maxResults',
);
