import { AccessError } from '../../model/errors.ts';

/** The last day of Amazon Pinpoint. @see https://docs.aws.amazon.com/pinpoint/latest/userguide/migrate.html */
export const PINPOINT_END_OF_SUPPORT = '2026-10-30';

/** The notice that every event stream carries since then. */
export const END_OF_SUPPORT_NOTICE = 'event-stream/end-of-support';

const ENDED_STATUS = new Set([405, 410]);

/**
 * True where an answer to an event-stream call reads as "this part of Pinpoint is over". AWS has not said what the ended
 * calls answer, so: 403 that is not a missing permission, 405, 410, an error without a type, a connection refused.
 */
export function readsAsRetired(error: unknown): boolean {
  if (!(error instanceof AccessError)) return false;
  const { awsCode, httpStatus, networkCode } = error.details;
  if (networkCode === 'ECONNREFUSED') return true;
  if (httpStatus === undefined) return false;
  if (ENDED_STATUS.has(httpStatus)) return true;
  const untyped = awsCode === undefined || awsCode === 'Unknown' || awsCode === 'UnknownError';
  if (httpStatus === 403) return untyped || awsCode === 'ForbiddenException';
  return untyped && httpStatus >= 400 && httpStatus < 500 && httpStatus !== 404 && httpStatus !== 429;
}
