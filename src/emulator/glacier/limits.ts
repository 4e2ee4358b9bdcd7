/**
 * Vaults an account may have in one Region.
 * @see https://docs.aws.amazon.com/amazonglacier/latest/dev/creating-vaults.html
 */
export const MAX_VAULTS = 1000;

/**
 * Largest and default `limit` of ListVaults. Older documentation allowed 1,000; which one holds is not known, and a
 * client that keeps to the smaller works with both.
 * @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vaults-get.html
 */
export const VAULTS_PER_PAGE = 10;

/** The API version that the header must name. */
export const API_VERSION = '2012-06-01';

/** The events a vault can notify of. */
export const EVENTS = ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'] as const;
