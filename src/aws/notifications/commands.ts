import { makeBuilder } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';
import type { NotificationsClientResolvedConfig } from './client.ts';
import {
  DeregisterNotificationHub$,
  type DeregisterNotificationHubCommandInput,
  type DeregisterNotificationHubCommandOutput,
  ListNotificationEvents$,
  type ListNotificationEventsCommandInput,
  type ListNotificationEventsCommandOutput,
  ListNotificationHubs$,
  type ListNotificationHubsCommandInput,
  type ListNotificationHubsCommandOutput,
  RegisterNotificationHub$,
  type RegisterNotificationHubCommandInput,
  type RegisterNotificationHubCommandOutput,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from './operations.ts';

const command = makeBuilder<NotificationsClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes>(
  {
    UseFIPS: { type: 'builtInParams', name: 'useFipsEndpoint' },
    Endpoint: { type: 'builtInParams', name: 'endpoint' },
    Region: { type: 'builtInParams', name: 'region' },
  },
  'Notifications',
  'NotificationsClient',
  getEndpointPlugin,
);

/** Registers a hub in a Region; a Region that is a hub already is answered with the hub as it is. */
export class RegisterNotificationHubCommand extends command<
  RegisterNotificationHubCommandInput,
  RegisterNotificationHubCommandOutput
>({}, () => [], 'RegisterNotificationHub', RegisterNotificationHub$) {}

/** Deregisters a hub. AWS refuses the last active one with ConflictException. */
export class DeregisterNotificationHubCommand extends command<
  DeregisterNotificationHubCommandInput,
  DeregisterNotificationHubCommandOutput
>({}, () => [], 'DeregisterNotificationHub', DeregisterNotificationHub$) {}

/** Lists the account's hubs, at most three of them. */
export class ListNotificationHubsCommand extends command<
  ListNotificationHubsCommandInput,
  ListNotificationHubsCommandOutput
>({}, () => [], 'ListNotificationHubs', ListNotificationHubs$) {}

/** Lists the events that a hub stores, in the Region of the client, the newest first. */
export class ListNotificationEventsCommand extends command<
  ListNotificationEventsCommandInput,
  ListNotificationEventsCommandOutput
>({}, () => [], 'ListNotificationEvents', ListNotificationEvents$) {}
