import { errorsOf } from '../wire/serviceError.ts';

/** Wire codes and statuses of SNS, from its service model. */
export const statuses = {
  AuthorizationError: 403,
  InternalError: 500,
  InvalidParameter: 400,
  InvalidSecurity: 403,
  KMSAccessDenied: 400,
  KMSDisabled: 400,
  KMSNotFound: 400,
  NotFound: 404,
  Throttled: 429,
  TopicLimitExceeded: 403,
} as const;

/** Makes an error of this service. */
export const fail = errorsOf(statuses);
