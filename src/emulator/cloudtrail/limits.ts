/** Events of a page. @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
export const EVENTS_PER_PAGE = 50;

/** How long the event history reaches back. Days. */
export const HISTORY_DAYS = 90;

/** LookupEvents of an account in a Region in any second. */
export const LOOKUPS_PER_SECOND = 2;

/** Events that the emulator keeps for an account in a Region; AWS keeps all of its 90 days. */
export const MAX_EVENTS = 2000;
