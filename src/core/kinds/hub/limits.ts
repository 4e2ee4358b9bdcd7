/** At most three hubs an account, fixed. @see https://docs.aws.amazon.com/notifications/latest/userguide/quotas.html */
export const MAX_HUBS = 3;
