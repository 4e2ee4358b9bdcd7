/**
 * Projects an account may have; here counted in each Region.
 * @see https://docs.aws.amazon.com/pinpoint/latest/developerguide/quotas.html
 */
export const MAX_APPS = 100;

/** Apps on a page where the request does not say. AWS documents neither this nor the most; both are ours. */
export const DEFAULT_PAGE_SIZE = 100;
/** The most apps on a page. */
export const MAX_PAGE_SIZE = 1000;

/** Largest request body: 7 MB. */
export const MAX_BODY_BYTES = 7 * 1024 * 1024;
