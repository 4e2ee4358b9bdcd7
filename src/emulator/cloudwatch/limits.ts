/** Queries of one GetMetricData. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const MAX_QUERIES = 500;

/** Data points of one answer, and the default. */
export const MAX_DATAPOINTS = 100_800;

/** How long a metric is kept minute by minute; for longer only in periods of five minutes and more. Days. */
export const MINUTES_KEPT_DAYS = 15;
