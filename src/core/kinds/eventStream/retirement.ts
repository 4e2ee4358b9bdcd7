import { AccessError } from '../../model/errors.ts';
import type { Lifecycle } from '../../model/kind.ts';

/** The last day of Amazon Pinpoint. @see https://docs.aws.amazon.com/pinpoint/latest/userguide/migrate.html */
export const PINPOINT_END_OF_SUPPORT = '2026-10-30';

/** What each change of an event stream says since then. */
export const END_OF_SUPPORT_NOTICE = 'event-stream/end-of-support';

/** What an account is told that has event streams, or had some. */
export const pinpointEnded: Lifecycle = {
  id: 'pinpoint/ended',
  title: t => t('Pinpoint ended on {0}', PINPOINT_END_OF_SUPPORT),
  detail: t =>
    t(
      'Its event streams may no longer deliver anything. Push, SMS and voice continue as AWS End User Messaging. See the Pinpoint exit report for replacements.',
    ),
  isOver: true,
  concerns: ({ status }) => status === 'set' || status === 'retired',
};

/**
 * True where an answer to an event-stream call reads as "this part of Pinpoint is over". AWS has not said what the ended
 * calls answer. Only an error that AWS names may mean it, under the id that AWS gives each request: one that forbids the
 * call without being a missing permission, one that knows no such method, or one that says that the thing is gone for good
 * (410). All else may be a proxy's.
 */
export function readsAsRetired(error: unknown): boolean {
  if (!(error instanceof AccessError)) return false;
  const { awsCode, httpStatus, requestId } = error.details;
  // Other servers name errors too, by words of their own or by a number.
  if (requestId === undefined || awsCode === undefined || !/^[A-Z]\w*Exception$/.test(awsCode)) return false;
  return awsCode === 'ForbiddenException' || awsCode === 'MethodNotAllowedException' || httpStatus === 410;
}
