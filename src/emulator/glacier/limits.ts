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

/** Largest and default `limit` of ListJobs. @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-jobs-get.html */
export const JOBS_PER_PAGE = 50;

/** How long a job is listed after its end: AWS says at least so long. Hours. */
export const JOBS_KEPT_HOURS = 24;

/**
 * How long a job takes, by tier. Minutes; AWS says 1 to 5, 3 to 5 hours, 5 to 12 hours. An inventory takes what Standard takes.
 * @see https://docs.aws.amazon.com/amazonglacier/latest/dev/downloading-an-archive-two-steps.html
 */
export const JOB_MINUTES = { Expedited: 5, Standard: 240, Bulk: 480 } as const;

/** Size of a vault access policy. Bytes. @see https://docs.aws.amazon.com/amazonglacier/latest/dev/vault-access-policy.html */
export const MAX_POLICY_BYTES = 20 * 1024;

/** Tags of a vault. @see https://docs.aws.amazon.com/amazonglacier/latest/dev/tagging-vaults.html */
export const MAX_TAGS = 50;
