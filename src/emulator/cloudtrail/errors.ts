import { errorsOf } from '../wire/serviceError.ts';

/** Codes of CloudTrail, from its service model. awsJson1.1 answers all of them with 400. */
export const statuses = {
  InvalidLookupAttributesException: 400,
  InvalidMaxResultsException: 400,
  InvalidNextTokenException: 400,
  InvalidTimeRangeException: 400,
  ThrottlingException: 400,
} as const;

/** Makes an error of this service. */
export const fail = errorsOf(statuses);
