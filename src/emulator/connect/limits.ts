/**
 * Instances an account may have in one Region. AWS starts accounts at 2 and raises it on request; the emulator plays
 * one that was raised, so that lists can be paged.
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
 */
export const MAX_INSTANCES = 100;

/** Largest and default `maxResults` of ListInstances. */
export const INSTANCES_PER_PAGE = 10;

/** Largest and default `maxResults` of ListIntegrationAssociations. */
export const ASSOCIATIONS_PER_PAGE = 100;
