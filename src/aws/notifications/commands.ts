import { makeBuilder } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';
import type { MetadataBearer } from '@smithy/types';
import type { NotificationsClientResolvedConfig } from './client.ts';
import type {
  DeregisterNotificationHubRequest,
  DeregisterNotificationHubResponse,
  ListNotificationHubsRequest,
  ListNotificationHubsResponse,
  RegisterNotificationHubRequest,
  RegisterNotificationHubResponse,
} from './models.ts';
import { DeregisterNotificationHub$, ListNotificationHubs$, RegisterNotificationHub$ } from './schemas.ts';

/** Input of {@link RegisterNotificationHubCommand}. */
export interface RegisterNotificationHubCommandInput extends RegisterNotificationHubRequest {}
/** Output of {@link RegisterNotificationHubCommand}. */
export interface RegisterNotificationHubCommandOutput extends RegisterNotificationHubResponse, MetadataBearer {}
/** Input of {@link DeregisterNotificationHubCommand}. */
export interface DeregisterNotificationHubCommandInput extends DeregisterNotificationHubRequest {}
/** Output of {@link DeregisterNotificationHubCommand}. */
export interface DeregisterNotificationHubCommandOutput extends DeregisterNotificationHubResponse, MetadataBearer {}
/** Input of {@link ListNotificationHubsCommand}. */
export interface ListNotificationHubsCommandInput extends ListNotificationHubsRequest {}
/** Output of {@link ListNotificationHubsCommand}. */
export interface ListNotificationHubsCommandOutput extends ListNotificationHubsResponse, MetadataBearer {}

/** Every input of the client. */
export type ServiceInputTypes =
  | RegisterNotificationHubCommandInput
  | DeregisterNotificationHubCommandInput
  | ListNotificationHubsCommandInput;

/** Every output of the client. */
export type ServiceOutputTypes =
  | RegisterNotificationHubCommandOutput
  | DeregisterNotificationHubCommandOutput
  | ListNotificationHubsCommandOutput;

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
