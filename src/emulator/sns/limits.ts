/** Topics on a page of ListTopics, and subscriptions on one of ListSubscriptionsByTopic. */
export const ITEMS_PER_PAGE = 100;

/** Standard topics an account may have in one Region. @see https://docs.aws.amazon.com/general/latest/gr/sns.html */
export const MAX_TOPICS = 100_000;

/** FIFO topics an account may have in one Region. */
export const MAX_FIFO_TOPICS = 1000;

/** Largest message. @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const MAX_MESSAGE_BYTES = 262_144;
