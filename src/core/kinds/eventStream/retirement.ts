import { AccessError } from '../../model/errors.ts';

/** The last day of Amazon Pinpoint. @see https://docs.aws.amazon.com/pinpoint/latest/userguide/migrate.html */
export const PINPOINT_END_OF_SUPPORT = '2026-10-30';

/** The notice that every event stream carries since then. */
export const END_OF_SUPPORT_NOTICE = 'event-stream/end-of-support';

/**
 * True where an answer to an event-stream call reads as "this part of Pinpoint is over". AWS has not said what the ended
 * calls answer. Only an error that AWS names may mean it: one that forbids the call without being a missing permission, one
 * that knows no such method, or one that says that the thing is gone for good (410). What bears no name may be a proxy's.
 */
export function readsAsRetired(error: unknown): boolean {
  if (!(error instanceof AccessError)) return false;
  const { awsCode, httpStatus } = error.details;
  if (awsCode === undefined) return false;
  return awsCode === 'ForbiddenException' || awsCode === 'MethodNotAllowedException' || httpStatus === 410;
}
