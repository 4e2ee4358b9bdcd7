import type { AccessError, AccessErrorCode } from '../../core/model/errors.ts';
import type { ServiceId } from '../../core/model/operations.ts';
import { isAlwaysEnabled, parseRegion, partitionOf } from '../../core/model/regions.ts';
import type { Failure } from './failure.ts';

/**
 * AWS's error codes by what they mean to us.
 * Sources: the errors of each service's model, and the "Common Errors" page of each API reference.
 */
const byCode: ReadonlyMap<string, AccessErrorCode> = new Map(
  (
    [
      [
        'throttled',
        `BandwidthLimitExceeded PriorRequestNotComplete ProvisionedThroughputExceededException RequestLimitExceeded
         RequestThrottled RequestThrottledException SlowDown ThrottledException Throttling ThrottlingException
         TooManyRequestsException`,
      ],
      [
        'credentials-invalid',
        `IncompleteSignature InvalidClientTokenId InvalidSignatureException MissingAuthenticationToken
         MissingAuthenticationTokenException SignatureDoesNotMatch UnrecognizedClientException`,
      ],
      ['credentials-expired', 'ExpiredToken ExpiredTokenException TokenRefreshRequired'],
      [
        'access-denied',
        `AccessDenied AccessDeniedException AuthorizationError AuthorizationErrorException NotAuthorized
         UnauthorizedOperation`,
      ],
      ['not-a-customer', 'NoLongerSupportedException'],
      ['not-found', 'NoSuchEntity NoSuchEntityException NotFound NotFoundException ResourceNotFoundException'],
      ['conflict', 'ConflictException ResourceConflictException ResourceInUseException IdempotencyException'],
      ['quota-exceeded', 'LimitExceededException ServiceQuotaExceededException'],
      [
        'invalid-request',
        `BadRequest BadRequestException InvalidArgumentException InvalidInput InvalidInputException InvalidParameter
         InvalidParameterException InvalidParameterValueException InvalidRequestException MalformedPolicyDocument
         MissingParameterValueException PayloadTooLargeException SerializationException ValidationError
         ValidationException`,
      ],
      ['timed-out', 'RequestTimeout RequestTimeoutException'],
      [
        'service-failure',
        `InternalError InternalErrorException InternalFailure InternalServerErrorException InternalServerException
         InternalServiceException PolicyEvaluation ServiceFailure ServiceFailureException ServiceUnavailable
         ServiceUnavailableException`,
      ],
    ] as const satisfies readonly (readonly [AccessErrorCode, string])[]
  ).flatMap(([code, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map(name => [name, code] as const),
  ),
);

/** What a status means where AWS gave no code that we know; Pinpoint often gives none. */
const byStatus: Readonly<Record<number, AccessErrorCode>> = {
  400: 'invalid-request',
  402: 'quota-exceeded',
  404: 'not-found',
  408: 'timed-out',
  409: 'conflict',
  413: 'invalid-request',
  429: 'throttled',
};

/** True where something on the way leads elsewhere; AWS's own redirections have a code. */
export const isRedirection = ({ awsCode, httpStatus = 0 }: Failure): boolean =>
  awsCode === undefined && httpStatus >= 300 && httpStatus < 400;

/**
 * True for a 404 of something on the way, which tells nothing of what was asked for: AWS gives each answer an id. Other servers
 * call it NotFound, too.
 */
const isForeign404 = ({ awsCode = 'NotFound', httpStatus, requestId }: Failure): boolean =>
  httpStatus === 404 && awsCode === 'NotFound' && requestId === undefined;

/** Our code for what AWS answered. */
function answeredCode(failure: Failure, service: ServiceId | undefined): AccessErrorCode {
  const { awsCode, httpStatus = 0 } = failure;
  // Kinesis calls its request rate a limit; everywhere else the word means a quota.
  if (awsCode === 'LimitExceededException' && service === 'kinesis') return 'throttled';
  if (isForeign404(failure)) return 'unexpected-answer';
  const known = awsCode === undefined ? undefined : byCode.get(awsCode);
  if (known !== undefined) return known;
  if (httpStatus >= 500) return 'service-failure';
  if (isRedirection(failure)) return 'unexpected-answer';
  // A code that we do not know says more than its status: shown as it is.
  return (awsCode === undefined || httpStatus === 429 ? byStatus[httpStatus] : undefined) ?? 'refused';
}

/** The SDK's words where a request lacks what its path is made from; whatever else keeps it from sending is not the input. */
const NO_VALUE = /^(?:No|Empty) value provided for input HTTP label/;

/** Our code for any failure. */
export function codeOf(failure: Failure, service: ServiceId | undefined): AccessErrorCode {
  switch (failure.kind) {
    case 'aborted':
      return 'cancelled';
    case 'timed-out':
      return 'timed-out';
    case 'not-answered':
      return 'unreachable';
    case 'not-sent':
      return NO_VALUE.test(failure.message) ? 'invalid-request' : 'failed-here';
    case 'unreadable':
      return (failure.httpStatus ?? 0) >= 500 ? 'service-failure' : 'unexpected-answer';
    case 'answered':
      return answeredCode(failure, service);
    default:
      return failure.kind satisfies never;
  }
}

/** Codes that AWS also uses where an account has not opted in to a Region. */
const DISABLED_REGION_CODES = new Set(['UnrecognizedClientException', 'OptInRequired', 'InvalidClientTokenId']);

/** True where the code may mean that the Region is not enabled; whether it does, STS tells. */
export function mayBeDisabledRegion(awsCode: string | undefined): boolean {
  return awsCode !== undefined && DISABLED_REGION_CODES.has(awsCode);
}

/**
 * True where STS takes the credentials and a Region of their partition that is surely enabled does not: it may have yet to hear of
 * a new key.
 */
export function mayBeNewKey({ code, details }: AccessError, region: string, partition: string): boolean {
  if (!mayBeDisabledRegion(details.awsCode) || details.awsCode === 'OptInRequired') return false;
  const of = parseRegion(region);
  if (of === undefined || partitionOf(of) !== partition) return false;
  return code === 'refused' || (code === 'region-not-enabled' && isAlwaysEnabled(of));
}

/** Node's codes of a connection that never came about, so that nothing can have been sent. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * Node's codes of a certificate that is not trusted, before which nothing is sent. What else OpenSSL finds wrong, it finds in the
 * answer to a request as well: a broken record, or words of something on the way.
 */
const DISTRUSTED = /^(?!ERR_SSL_).*(CERT|UNABLE_TO)/;

/** Node's codes of a connection that broke, or of a name server that was not there for a moment. */
const PASSING = new Set(['ECONNRESET', 'EPIPE', 'EAI_AGAIN']);

/** True for a failure that the next attempt may well not meet: a broken connection, or a 5xx other than 501. */
export function isTransient({ kind, networkCode = '', httpStatus = 0 }: Failure): boolean {
  if (kind === 'not-answered') return PASSING.has(networkCode);
  if (kind === 'unreadable' && PASSING.has(networkCode)) return true;
  return (kind === 'answered' || kind === 'unreadable') && httpStatus >= 500 && httpStatus !== 501;
}

/** Whether a write that failed like this may have been carried out all the same. */
export function writeOutcome(failure: Failure): 'not-applied' | 'unknown' {
  switch (failure.kind) {
    case 'not-sent':
      return 'not-applied';
    case 'answered':
      return (failure.httpStatus ?? 0) >= 500 || failure.httpStatus === 408 ? 'unknown' : 'not-applied';
    case 'unreadable': {
      const status = failure.httpStatus ?? 0;
      return status >= 300 && status < 500 && status !== 408 ? 'not-applied' : 'unknown';
    }
    case 'not-answered':
      return NEVER_CONNECTED.has(failure.networkCode ?? '') || DISTRUSTED.test(failure.networkCode ?? '')
        ? 'not-applied'
        : 'unknown';
    case 'timed-out':
      return /did not establish a connection/.test(failure.message) ? 'not-applied' : 'unknown';
    case 'aborted':
      return 'unknown';
    default:
      return failure.kind satisfies never;
  }
}
