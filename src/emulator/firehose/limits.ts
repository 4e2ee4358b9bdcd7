/** Names on a page of ListDeliveryStreams where the request does not say. @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_ListDeliveryStreams.html */
export const DEFAULT_LIMIT = 10;

/** The largest `Limit`. */
export const MAX_LIMIT = 10_000;

/** Delivery streams an account may have in one Region. @see https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
export const MAX_DELIVERY_STREAMS = 5000;
