/** Where a hub stands: only an `ACTIVE` one takes events. */
export const NotificationHubStatus = {
  ACTIVE: 'ACTIVE',
  DEREGISTERING: 'DEREGISTERING',
  INACTIVE: 'INACTIVE',
  REGISTERING: 'REGISTERING',
} as const;

/** One of the words in {@link NotificationHubStatus}. */
export type NotificationHubStatus = (typeof NotificationHubStatus)[keyof typeof NotificationHubStatus];

/** Why a request was found invalid: a field of it, or something else. */
export const ValidationExceptionReason = {
  FIELD_VALIDATION_FAILED: 'fieldValidationFailed',
  OTHER: 'other',
} as const;

/** One of the words in {@link ValidationExceptionReason}. */
export type ValidationExceptionReason = (typeof ValidationExceptionReason)[keyof typeof ValidationExceptionReason];

/** A field that AWS refused, and why. */
export interface ValidationExceptionField {
  name: string | undefined;
  message: string | undefined;
}

/** A hub's status, with AWS's reason for it (often empty). */
export interface NotificationHubStatusSummary {
  status: NotificationHubStatus | undefined;
  reason: string | undefined;
}

/** One hub, as ListNotificationHubs gives it. */
export interface NotificationHubOverview {
  notificationHubRegion: string | undefined;
  statusSummary: NotificationHubStatusSummary | undefined;
  creationTime: Date | undefined;
  lastActivationTime?: Date | undefined;
}

/** What RegisterNotificationHub takes. */
export interface RegisterNotificationHubRequest {
  /** The Region the hub is to be in; the call itself goes to us-east-1. */
  notificationHubRegion: string | undefined;
}

/** What RegisterNotificationHub gives: the hub as it now is, usually `REGISTERING`. */
export interface RegisterNotificationHubResponse extends NotificationHubOverview {}

/** What DeregisterNotificationHub takes. */
export interface DeregisterNotificationHubRequest {
  notificationHubRegion: string | undefined;
}

/** What DeregisterNotificationHub gives. */
export interface DeregisterNotificationHubResponse {
  notificationHubRegion: string | undefined;
  statusSummary: NotificationHubStatusSummary | undefined;
}

/** What ListNotificationHubs takes. */
export interface ListNotificationHubsRequest {
  /** The service's model allows 3 and nothing else. */
  maxResults?: number | undefined;
  nextToken?: string | undefined;
}

/** What ListNotificationHubs gives; without `nextToken` on the last page. */
export interface ListNotificationHubsResponse {
  notificationHubs: NotificationHubOverview[] | undefined;
  nextToken?: string | undefined;
}
