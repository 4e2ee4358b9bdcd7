import type { OperationName, ServiceId } from './operations.ts';

/** The one family of errors this product throws: told apart by code, never by message. */
export class AppError<Code extends string = string> extends Error {
  constructor(
    readonly code: Code,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.name = `AppError [${code}]`;
  }
}

/** Why AWS could not be asked, or what it answered instead. */
export type AccessErrorCode =
  | 'no-credentials' // the profile or the chain holds none
  | 'credentials-expired' // temporary credentials ran out; getting new ones cures it
  | 'credentials-invalid' // AWS does not know the keys, or the signature made with them
  | 'sign-in-needed' // an SSO or login session is missing or over; signing in cures it
  | 'not-signed-in' // a person who was asked to sign in refused, or was not there in time
  | 'config-unreadable' // the shared config could not be read or parsed
  | 'access-denied' // the caller lacks a permission
  | 'throttled' // AWS asked us to slow down, and went on asking
  | 'region-not-enabled' // the account has not opted in to this Region, or the session token is none for it: AWS says the same; no failure
  | 'not-a-customer' // Glacier is closed to accounts without earlier data; a state, no failure
  | 'not-found' // AWS says that the thing does not exist
  | 'conflict' // AWS says that the thing is in a state that forbids this
  | 'quota-exceeded' // AWS says that a quota is used up
  | 'invalid-request' // AWS refuses the input
  | 'unreachable' // no connection, or no such host: also how a service missing in a Region looks
  | 'emulator-stopped' // our local emulator does not run any more; starting it cures it
  | 'timed-out' // no answer in time
  | 'unexpected-answer' // an answer that is not this service's: HTML, cut short, wrong types
  | 'service-failure' // AWS failed (5xx)
  | 'refused' // AWS refused in a way that fits none of the above
  | 'wrong-account' // the credentials belong to another account by now; nothing was asked of it
  | 'wrong-server' // the calls go to AWS instead of an emulator, or the other way round; nothing was asked of it
  | 'failed-here' // not AWS but this computer or this program failed; the cause says how
  | 'cancelled'; // we stopped asking; not shown as an error

/** The facts that go with an AccessError. Free of secrets: the AWS side redacts before it fills this in. */
export interface AccessDetails {
  /** `profile NAME`, `default` or `emulator`. */
  readonly source?: string;
  readonly accountId?: string;
  readonly region?: string;
  readonly service?: ServiceId;
  readonly operation?: OperationName;
  /** AWS's own error code, such as `ConflictException`; absent where the answer carried none. */
  readonly awsCode?: string;
  readonly requestId?: string;
  readonly httpStatus?: number;
  /** The network's own code where no answer came, such as `ECONNREFUSED`. */
  readonly networkCode?: string;
  /** Seconds that AWS asked us to wait. */
  readonly retryAfterSeconds?: number;
  /** True for `credentials-invalid` where STS, which was asked as well, did not say whether it takes them. */
  readonly isDoubtful?: true;
  /**
   * For a write: `not-applied` when AWS cannot have carried it out (it refused it, or it was never sent),
   * `unknown` when it may have (the connection was lost after sending, a 5xx, a timeout).
   */
  readonly outcome?: 'not-applied' | 'unknown';
}

/** A call to AWS that did not give what it should. The message is AWS's own text, or ours where there is none. */
export class AccessError extends AppError<AccessErrorCode> {
  constructor(
    code: AccessErrorCode,
    message: string,
    readonly details: AccessDetails = {},
    options?: { readonly cause?: unknown },
  ) {
    super(code, message, options);
  }
}

/** True for our own stop, which is no error. */
export function isCancelled(error: unknown): boolean {
  return (
    (error instanceof AccessError && error.code === 'cancelled') ||
    (error instanceof Error && error.name === 'AbortError')
  );
}

const PASSING: ReadonlySet<AccessErrorCode> = new Set(['throttled', 'service-failure', 'timed-out', 'unreachable']);

/** True for a failure that the same question, asked a little later, may well not meet again. */
export function isPassing({ code }: AccessError): boolean {
  return PASSING.has(code);
}

/** AWS's codes for an access key that it does not know. It gives them too where a Region is not enabled; that has a code of ours. */
const UNKNOWN_KEY_CODES: ReadonlySet<string | undefined> = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
]);

/** True where AWS no longer takes credentials, and others may be found: they ran out, or it does not know them any more. */
export function areCredentialsOver({ code, details }: AccessError): boolean {
  if (code === 'credentials-expired') return true;
  return code === 'credentials-invalid' && UNKNOWN_KEY_CODES.has(details.awsCode) && details.isDoubtful !== true;
}

/** Any thrown thing as an AccessError: what AWS has no part in becomes `failed-here`, with its own text and as cause. */
export function asAccessError(error: unknown, details: AccessDetails = {}): AccessError {
  if (error instanceof AccessError) return error;
  if (isCancelled(error)) return new AccessError('cancelled', 'Cancelled.', details, { cause: error });
  const text = error instanceof Error ? error.message : String(error);
  return new AccessError('failed-here', text, details, { cause: error });
}

/** Why something in the state folder (ledger, journal, locks, emulator's address) could not be used. */
export type StateErrorCode =
  | 'state-unreadable' // the file or folder is there and cannot be read
  | 'state-unwritable' // the file or folder cannot be written: permissions, a full disk
  | 'state-linked' // the file is a link to one that is kept elsewhere, which is not ours to change
  | 'state-damaged' // the file holds something that we never wrote
  | 'state-newer' // the file was written by a newer version of this product
  | 'state-busy'; // another process kept its lock longer than we wait

/** The state folder failed us. The message names what happened; `file` is the path, free of secrets. */
export class StateError extends AppError<StateErrorCode> {
  constructor(
    code: StateErrorCode,
    message: string,
    readonly file: string,
    options?: { readonly cause?: unknown },
  ) {
    super(code, message, options);
  }
}

/** What was thrown, as one of the two errors that a change or a look at one can end with. */
export function asKnownError(error: unknown): AccessError | StateError {
  return error instanceof StateError ? error : asAccessError(error);
}
