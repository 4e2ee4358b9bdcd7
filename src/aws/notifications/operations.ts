import type { $SchemaRef, MetadataBearer, StaticOperationSchema, StaticStructureSchema } from '@smithy/types';

/** One hub as AWS tells it, each member as far as it does. */
export interface NotificationHubOverview {
  readonly notificationHubRegion?: string;
  /** `status` is `REGISTERING`, `ACTIVE`, `DEREGISTERING` or `INACTIVE`; `reason` is often empty. */
  readonly statusSummary?: { readonly status?: string; readonly reason?: string };
  readonly creationTime?: Date;
  readonly lastActivationTime?: Date;
}

/** Names the hub by the Region that it is to be in; the call itself goes to the control plane's Region. */
export interface RegisterNotificationHubCommandInput {
  readonly notificationHubRegion: string;
}

/** The hub as it now is, usually `REGISTERING`. */
export interface RegisterNotificationHubCommandOutput extends NotificationHubOverview, MetadataBearer {}

/** Names the hub by its Region. */
export interface DeregisterNotificationHubCommandInput {
  readonly notificationHubRegion: string;
}

/** The hub as it now is, without its times. */
export interface DeregisterNotificationHubCommandOutput extends NotificationHubOverview, MetadataBearer {}

/** The page that is wanted. */
export interface ListNotificationHubsCommandInput {
  /** The service's model allows 3 and nothing else. */
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** One page of hubs; without `nextToken` it is the last. */
export interface ListNotificationHubsCommandOutput extends MetadataBearer {
  readonly notificationHubs?: readonly NotificationHubOverview[];
  readonly nextToken?: string;
}

/** One event that a hub stores, as far as we look at it. */
export interface NotificationEventOverview {
  readonly arn?: string;
  readonly creationTime?: Date;
}

/** Which events, the newest first; regional: the Region of the client is the hub's. */
export interface ListNotificationEventsCommandInput {
  /** 1 to 100. */
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** One page of events; without `nextToken` it is the last. */
export interface ListNotificationEventsCommandOutput extends MetadataBearer {
  readonly notificationEvents?: readonly NotificationEventOverview[];
  readonly nextToken?: string;
}

/** What the client takes. */
export type ServiceInputTypes =
  | RegisterNotificationHubCommandInput
  | DeregisterNotificationHubCommandInput
  | ListNotificationHubsCommandInput
  | ListNotificationEventsCommandInput;

/** What the client gives. */
export type ServiceOutputTypes =
  | RegisterNotificationHubCommandOutput
  | DeregisterNotificationHubCommandOutput
  | ListNotificationHubsCommandOutput
  | ListNotificationEventsCommandOutput;

// The wire form of the service in the runtime's schema tuples: kind, namespace, name, traits, member names, member
// types, number of required members. Source: the service model `notifications` 2018-05-10 (REST-JSON 1).

/** The namespace of the service's model. */
export const NAMESPACE = 'com.amazonaws.notifications';
const STRING = 0;
const NUMBER = 1;
const DATE_TIME = 5;
/** The trait of a member that stands in the path. */
const IN_PATH = 1;

type Members = Readonly<Record<string, $SchemaRef>>;

const struct = (name: string, members: Members, required = 0): StaticStructureSchema => [
  3,
  NAMESPACE,
  name,
  0,
  Object.keys(members),
  Object.values(members),
  required,
];

const status = struct('NotificationHubStatusSummary', { status: STRING, reason: STRING }, 2);
const hub: Members = {
  notificationHubRegion: STRING,
  statusSummary: () => status,
  creationTime: DATE_TIME,
  lastActivationTime: DATE_TIME,
};
const overview = struct('NotificationHubOverview', hub, 3);

const operation = (
  name: string,
  method: string,
  path: string,
  httpStatus: number,
  input: StaticStructureSchema,
  output: StaticStructureSchema,
): StaticOperationSchema => [9, NAMESPACE, name, { http: [method, path, httpStatus] }, () => input, () => output];

/** `POST /notification-hubs`, 201. */
export const RegisterNotificationHub$: StaticOperationSchema = operation(
  'RegisterNotificationHub',
  'POST',
  '/notification-hubs',
  201,
  struct('RegisterNotificationHubRequest', { notificationHubRegion: STRING }, 1),
  struct('RegisterNotificationHubResponse', hub, 3),
);

/** `DELETE /notification-hubs/{notificationHubRegion}`, 200. */
export const DeregisterNotificationHub$: StaticOperationSchema = operation(
  'DeregisterNotificationHub',
  'DELETE',
  '/notification-hubs/{notificationHubRegion}',
  200,
  struct('DeregisterNotificationHubRequest', { notificationHubRegion: [STRING, IN_PATH] }, 1),
  struct('DeregisterNotificationHubResponse', { notificationHubRegion: STRING, statusSummary: () => status }, 2),
);

/** `GET /notification-hubs`, 200. */
export const ListNotificationHubs$: StaticOperationSchema = operation(
  'ListNotificationHubs',
  'GET',
  '/notification-hubs',
  200,
  struct('ListNotificationHubsRequest', {
    maxResults: [NUMBER, { httpQuery: 'maxResults' }],
    nextToken: [STRING, { httpQuery: 'nextToken' }],
  }),
  struct(
    'ListNotificationHubsResponse',
    { notificationHubs: [1, NAMESPACE, 'NotificationHubs', 0, () => overview], nextToken: STRING },
    1,
  ),
);

const event = struct('NotificationEventOverview', { arn: STRING, creationTime: DATE_TIME }, 2);

/** `GET /notification-events`, 200; of an event only what tells when it was. */
export const ListNotificationEvents$: StaticOperationSchema = operation(
  'ListNotificationEvents',
  'GET',
  '/notification-events',
  200,
  struct('ListNotificationEventsRequest', {
    maxResults: [NUMBER, { httpQuery: 'maxResults' }],
    nextToken: [STRING, { httpQuery: 'nextToken' }],
  }),
  struct(
    'ListNotificationEventsResponse',
    { notificationEvents: [1, NAMESPACE, 'NotificationEvents', 0, () => event], nextToken: STRING },
    1,
  ),
);
