import { type AccountSource, sourceText } from '../../core/model/account.ts';
import { type AccessDetails, AccessError, type AccessErrorCode } from '../../core/model/errors.ts';
import { type OperationName, operations, type ServiceId } from '../../core/model/operations.ts';
import { codeOf, isRedirection, writeOutcome } from './codes.ts';
import { type Failure, readFailure } from './failure.ts';
import { redact, redactedCause } from './redact.ts';

/** The call that failed. */
export interface CallContext {
  readonly source?: AccountSource | undefined;
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  readonly service?: ServiceId | undefined;
  readonly operation?: OperationName | undefined;
  /** Texts that must not get out. */
  readonly secrets?: readonly string[] | undefined;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number;
}

/** A text that AWS writes is far shorter; what is longer comes from something else, and fills a screen. */
const LONGEST_MESSAGE = 2_000;

const shortened = (text: string): string =>
  text.length <= LONGEST_MESSAGE ? text : `${text.slice(0, LONGEST_MESSAGE)}…`;

const connectionTexts: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection was closed before an answer came.',
  EPIPE: 'The connection was closed before an answer came.',
  ENOTFOUND: 'There is no such host.',
  EAI_AGAIN: 'The name of the host could not be looked up.',
  EHOSTUNREACH: 'The host cannot be reached.',
  ENETUNREACH: 'The network cannot be reached.',
};

/** AWS's own text where there is one, else ours. */
function messageOf(failure: Failure): string {
  const { kind, message, httpStatus, contentType, networkCode = '', foreign } = failure;
  switch (kind) {
    case 'aborted':
      return 'Cancelled.';
    case 'timed-out':
      return 'No answer came in time.';
    case 'not-answered':
      return connectionTexts[networkCode] ?? `The connection failed (${networkCode}): ${message}`;
    case 'unreadable':
      if (networkCode !== '') return `The answer was cut short (HTTP ${httpStatus}).`;
      return `${foreign ?? 'The answer cannot be read'}: HTTP ${httpStatus}, ${contentType === '' ? 'without a type' : contentType}.`;
    case 'answered':
      if (isRedirection(failure)) return `The answer leads elsewhere (HTTP ${httpStatus}).`;
      return message === '' ? `AWS answered HTTP ${httpStatus} and said no more.` : message;
    case 'not-sent':
      return message;
    default:
      return kind satisfies never;
  }
}

/** The facts of the call that every AccessError from here carries. */
function callDetails(context: CallContext): AccessDetails {
  const { source, accountId, region, service, operation } = context;
  return {
    ...(source === undefined ? {} : { source: sourceText(source) }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(region === undefined ? {} : { region }),
    ...(service === undefined ? {} : { service }),
    ...(operation === undefined ? {} : { operation }),
  };
}

function answerDetails(failure: Failure): AccessDetails {
  const { awsCode, requestId, httpStatus, retryAfterSeconds, networkCode } = failure;
  return {
    ...(awsCode === undefined ? {} : { awsCode }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(networkCode === undefined ? {} : { networkCode }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}

const isWrite = (operation: OperationName | undefined): boolean =>
  operation !== undefined && operations[operation].effect !== 'read';

/** The same error with the facts of the call added; those it has already stay. */
export function withContext(error: AccessError, context: CallContext, code: AccessErrorCode = error.code): AccessError {
  const details = { ...callDetails(context), ...error.details };
  return new AccessError(code, error.message, details, { cause: error.cause });
}

/**
 * The one place where what the SDK throws becomes ours. AWS's text, code, request id and status are kept; secrets
 * are not. For a write it says whether AWS may have carried it out.
 */
export function translate(error: unknown, context: CallContext): AccessError {
  // Ours already: it comes from finding credentials, so the call itself was never sent.
  if (error instanceof AccessError) {
    const sent = withContext(error, context);
    if (!isWrite(context.operation) || sent.details.outcome !== undefined) return sent;
    return new AccessError(sent.code, sent.message, { ...sent.details, outcome: 'not-applied' }, { cause: sent.cause });
  }
  const failure = readFailure(error, context.now);
  const secrets = context.secrets ?? [];
  const details: AccessDetails = {
    ...callDetails(context),
    ...answerDetails(failure),
    ...(isWrite(context.operation) ? { outcome: writeOutcome(failure) } : {}),
  };
  return new AccessError(codeOf(failure, context.service), shortened(redact(messageOf(failure), secrets)), details, {
    cause: redactedCause(error, secrets),
  });
}
