import { errorsOf } from '../wire/serviceError.ts';

/** Codes of Firehose, from its service model. awsJson1.1 answers all of them with 400. */
export const statuses = {
  InvalidArgumentException: 400,
  InvalidKMSResourceException: 400,
  LimitExceededException: 400,
  ResourceInUseException: 400,
  ResourceNotFoundException: 400,
} as const;

/** Makes an error of this service. */
export const fail = errorsOf(statuses);
