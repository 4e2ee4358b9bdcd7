/**
 * Hubs an account may have.
 * @see https://docs.aws.amazon.com/notifications/latest/userguide/notifications-quotas.html
 */
export const MAX_HUBS = 3;

/** `maxResults` of ListNotificationHubs: the service model allows this value alone. */
export const HUBS_PER_PAGE = 3;

/** How long a hub is REGISTERING. Seconds; AWS takes seconds as a rule, up to 20 minutes were allowed for. */
export const REGISTERING_SECONDS = 2;

/** How long a hub is DEREGISTERING before it is gone. Seconds; AWS states no figure. */
export const DEREGISTERING_SECONDS = 2;

/** Only Region of the control plane in AWS's own partition. */
export const CONTROL_PLANE_REGION = 'us-east-1';

/** `maxResults` of ListNotificationEvents. @see https://docs.aws.amazon.com/notifications/latest/APIReference/API_ListNotificationEvents.html */
export const MAX_EVENTS_PER_PAGE = 100;

/** What ListNotificationEvents shows where it is not told how many. */
export const DEFAULT_EVENTS_PER_PAGE = 20;

/** How long events are stored. Days. */
export const EVENT_DAYS = 90;
