import { TypeRegistry } from '@smithy/core/schema';
import type { $SchemaRef, StaticErrorSchema, StaticOperationSchema, StaticStructureSchema } from '@smithy/types';
import {
  AccessDeniedException,
  ConflictException,
  InternalServerException,
  NotificationsServiceException,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  ThrottlingException,
  ValidationException,
} from './errors.ts';

// The wire form of the service in the runtime's schema tuples: kind, namespace, name, traits, member names, member
// types, number of required members. Source: the service model `notifications` 2018-05-10 (REST-JSON 1).

const NAMESPACE = 'com.amazonaws.notifications';
const BASE_NAMESPACE = `smithy.ts.sdk.synthetic.${NAMESPACE}`;
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
const field = struct('ValidationExceptionField', { name: STRING, message: STRING }, 2);

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

type ErrorConstructor = { readonly name: string };

const errors = TypeRegistry.for(NAMESPACE);
const baseErrors = TypeRegistry.for(BASE_NAMESPACE);

const error = (name: string, fault: 'client' | 'server', httpError: number, members: Members): StaticErrorSchema => {
  const all: Members = { message: STRING, ...members };
  return [-3, NAMESPACE, name, { error: fault, httpError }, Object.keys(all), Object.values(all)];
};

const modelled: readonly (readonly [StaticErrorSchema, ErrorConstructor])[] = [
  [error('AccessDeniedException', 'client', 403, {}), AccessDeniedException],
  [error('ConflictException', 'client', 409, { resourceId: STRING }), ConflictException],
  [error('InternalServerException', 'server', 500, {}), InternalServerException],
  [error('ResourceNotFoundException', 'client', 404, { resourceId: STRING }), ResourceNotFoundException],
  [
    error('ServiceQuotaExceededException', 'client', 402, {
      resourceType: STRING,
      resourceId: STRING,
      serviceCode: STRING,
      quotaCode: STRING,
    }),
    ServiceQuotaExceededException,
  ],
  [
    error('ThrottlingException', 'client', 429, {
      serviceCode: STRING,
      quotaCode: STRING,
      retryAfterSeconds: [NUMBER, { httpHeader: 'Retry-After' }],
    }),
    ThrottlingException,
  ],
  [
    error('ValidationException', 'client', 400, {
      reason: STRING,
      fieldList: [1, NAMESPACE, 'ValidationExceptionFieldList', 0, () => field],
    }),
    ValidationException,
  ],
];

baseErrors.registerError(
  [-3, BASE_NAMESPACE, 'NotificationsServiceException', 0, [], []],
  NotificationsServiceException,
);
for (const [schema, errorClass] of modelled) errors.registerError(schema, errorClass);

/** The errors the client knows: the modelled ones, and the base for all others. */
export const errorTypeRegistries: TypeRegistry[] = [baseErrors, errors];
