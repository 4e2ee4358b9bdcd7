/** Streams on a page of ListStreams, whatever `Limit` allows. @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreams.html */
export const STREAMS_PER_PAGE = 100;

/** Data streams in on-demand mode an account may have in one Region; AWS bounds provisioned ones by their shards. */
export const MAX_ON_DEMAND_STREAMS = 50;

/** Retention of a new stream. Hours. */
export const DEFAULT_RETENTION_HOURS = 24;
