import type { CommonErrors } from './service.ts';
import { ServiceError } from './serviceError.ts';

/** The code and HTTP status of each error that any service may answer. */
export type CommonCodes = { readonly [K in keyof CommonErrors]: readonly [code: string, status: number] };

/**
 * The codes of services that speak JSON.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/CommonErrors.html
 */
export const jsonCodes: CommonCodes = {
  missingAuthentication: ['MissingAuthenticationTokenException', 403],
  incompleteSignature: ['IncompleteSignatureException', 400],
  invalidSignature: ['InvalidSignatureException', 403],
  disabledRegion: ['UnrecognizedClientException', 403],
  throttled: ['ThrottlingException', 429],
  serialization: ['SerializationException', 400],
  tooLarge: ['RequestEntityTooLargeException', 413],
  internal: ['InternalFailure', 500],
};

/**
 * The codes of services that speak awsQuery.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
export const queryCodes: CommonCodes = {
  missingAuthentication: ['MissingAuthenticationToken', 403],
  incompleteSignature: ['IncompleteSignature', 400],
  invalidSignature: ['SignatureDoesNotMatch', 403],
  disabledRegion: ['InvalidClientTokenId', 403],
  throttled: ['Throttling', 400],
  serialization: ['MalformedQueryString', 400],
  tooLarge: ['RequestEntityTooLarge', 413],
  internal: ['InternalFailure', 500],
};

/** Turns codes into the makers of the errors. */
export function commonErrors(codes: CommonCodes): CommonErrors {
  const make =
    ([code, status]: readonly [string, number]) =>
    (text: string): ServiceError =>
      new ServiceError(code, status, text);
  return {
    missingAuthentication: make(codes.missingAuthentication),
    incompleteSignature: make(codes.incompleteSignature),
    invalidSignature: make(codes.invalidSignature),
    disabledRegion: make(codes.disabledRegion),
    throttled: make(codes.throttled),
    serialization: make(codes.serialization),
    tooLarge: make(codes.tooLarge),
    internal: make(codes.internal),
  };
}

/** The same codes as a status table, for faults that name one of them. */
export const statusesOf = (codes: CommonCodes): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.values(codes));

/**
 * Statuses of the errors that any service may answer and the emulator never does of itself; faults name them.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/CommonErrors.html
 */
export const anyServiceStatuses: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  AccessDeniedException: 403,
  ExpiredToken: 403,
  ExpiredTokenException: 403,
  InternalFailure: 500,
  InvalidClientTokenId: 403,
  OptInRequired: 403,
  RequestExpired: 400,
  ServiceUnavailable: 503,
  UnrecognizedClientException: 403,
  ValidationError: 400,
};

/** The status a code has somewhere in these tables, the first that knows it; 400 where none does. */
export function statusFor(code: string, tables: readonly Readonly<Record<string, number>>[]): number {
  return tables.find(table => Object.hasOwn(table, code))?.[code] ?? 400;
}
