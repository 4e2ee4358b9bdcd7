/** The facts of a failed call, read from whatever was thrown, with nothing of the request in them. */
export interface Failure {
  /** AWS's error code; undefined where the answer carried none, or where there was no answer. */
  readonly awsCode: string | undefined;
  readonly message: string;
  readonly httpStatus: number | undefined;
  readonly requestId: string | undefined;
  readonly contentType: string;
  readonly retryAfterSeconds: number | undefined;
  /** Node's code of a failed connection, such as `ECONNRESET`, or `HPE_…` where what came is no HTTP. */
  readonly networkCode: string | undefined;
  /** What shows that an answer is not AWS's, where that was found out before it was read. */
  readonly foreign: string | undefined;
  readonly kind: 'aborted' | 'timed-out' | 'answered' | 'unreadable' | 'not-answered' | 'not-sent';
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const member = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);
const textMember = (value: unknown, name: string): string | undefined => {
  const found = member(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
};
const numberMember = (value: unknown, name: string): number | undefined => {
  const found = member(value, name);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
};

const header = (error: unknown, name: string): string | undefined =>
  textMember(member(member(error, '$response'), 'headers'), name);

/** The runtime's names for errors that are not AWS's codes. */
const OWN_NAMES = new Set(['Error', 'TypeError', 'SyntaxError', 'RangeError', 'TimeoutError', 'AbortError', 'Unknown']);
const NO_TEXT = new Set(['UnknownError', 'Unknown', '']);
/** The system's, HTTP's, TLS's, and what OpenSSL says of a certificate. Node has others, such as of a module that is missing. */
const isConnectionCode = (code: string): boolean =>
  /^(E[A-Z]{3,}|EAI_[A-Z]+|ERR_[A-Z0-9_]+|HPE_[A-Z_]+|UNABLE_TO_[A-Z_]+|INVALID_(CA|PURPOSE))$/.test(code) ||
  (/^[A-Z]+(_[A-Z]+)*$/.test(code) && code.split('_').includes('CERT'));

/** `Retry-After`, which is whole seconds or a date. */
function retryAfter(error: unknown, now: number): number | undefined {
  const value = header(error, 'retry-after');
  if (value === undefined) return undefined;
  if (/^\d{1,10}(\.\d+)?$/.test(value)) return Number(value);
  // Other texts would be read as times, too: `-5` as one in 2001, `wait 2099` as one to wait for.
  const at = /\bGMT$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}

function kindOf(error: unknown, httpStatus: number | undefined, networkCode: string | undefined): Failure['kind'] {
  const name = textMember(error, 'name');
  if (name === 'AbortError') return 'aborted';
  if (name === 'TimeoutError' && (networkCode === undefined || networkCode === 'ETIMEDOUT')) return 'timed-out';
  if (networkCode !== undefined) return httpStatus === undefined ? 'not-answered' : 'unreadable';
  if (httpStatus === undefined) return 'not-sent';
  // Only an exception made from an answer's own error knows whose fault it was; a header may still name the error where
  // the body can't be read.
  return member(error, '$fault') === undefined && headerCode(error, httpStatus) === undefined
    ? 'unreadable'
    : 'answered';
}

/** The code that a refusal's header names, without its namespace and what may follow. */
function headerCode(error: unknown, httpStatus: number): string | undefined {
  const value = httpStatus < 300 ? undefined : header(error, 'x-amzn-errortype');
  return /^(?:[^#]*#)?(?<code>[A-Za-z][A-Za-z0-9.]*)/.exec(value ?? '')?.groups?.code;
}

/**
 * The code of an exception that was made from an answer. Those of the query protocol hold what they were made from: where that
 * names no error, the SDK gives a 404 a name of its own, `NotFound` or what the service calls it.
 */
function namedIn(error: unknown): string | undefined {
  const told = member(error, 'Error');
  return isRecord(told) && told.Code === undefined ? undefined : textMember(error, 'name');
}

function networkCodeOf(error: unknown): string | undefined {
  const code = textMember(error, 'code') ?? textMember(member(error, 'cause'), 'code');
  return code !== undefined && isConnectionCode(code) ? code : undefined;
}

/**
 * Reads what the SDK (or anything below it) threw.
 * @param now milliseconds since 1970-01-01 UTC, against which a `Retry-After` date is held
 */
export function readFailure(error: unknown, now: number): Failure {
  const httpStatus =
    numberMember(member(error, '$metadata'), 'httpStatusCode') ??
    numberMember(member(error, '$response'), 'statusCode');
  const networkCode = networkCodeOf(error);
  const kind = kindOf(error, httpStatus, networkCode);
  const name = textMember(error, 'name');
  const isRead = member(error, '$fault') !== undefined;
  const named = isRead ? namedIn(error) : headerCode(error, httpStatus ?? 0);
  const text = kind === 'answered' && !isRead ? '' : error instanceof Error ? error.message : String(error);
  const message = text.split('\n  Deserialization error:', 1)[0]?.trim() ?? '';
  return {
    awsCode: kind === 'answered' && named !== undefined && !OWN_NAMES.has(named) ? named : undefined,
    message: NO_TEXT.has(message) ? '' : message,
    httpStatus,
    requestId:
      textMember(member(error, '$metadata'), 'requestId') ??
      header(error, 'x-amzn-requestid') ??
      textMember(error, 'RequestId'),
    contentType: (header(error, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '',
    retryAfterSeconds: retryAfter(error, now),
    networkCode,
    foreign: name === 'ForeignAnswer' ? text : undefined,
    kind,
  };
}
