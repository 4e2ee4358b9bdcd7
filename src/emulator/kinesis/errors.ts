import { errorsOf } from '../wire/serviceError.ts';

/** Codes of Kinesis, from its service model. awsJson1.1 answers all of them with 400. */
export const statuses = {
  AccessDeniedException: 400,
  ExpiredNextTokenException: 400,
  InvalidArgumentException: 400,
  LimitExceededException: 400,
  ResourceInUseException: 400,
  ResourceNotFoundException: 400,
  ValidationException: 400,
} as const;

/** Makes an error of this service. */
export const fail = errorsOf(statuses);
