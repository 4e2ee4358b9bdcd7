import { expect, test } from 'vitest';
import { growsWithLength } from '../../../test/support/growth.ts';
import { AccessError } from '../../core/model/errors.ts';
import { codeOf, mayBeDisabledRegion } from './codes.ts';
import { readFailure } from './failure.ts';
import { redact } from './redact.ts';
import { type CallContext, translate } from './translate.ts';

const now = Date.parse('2026-11-22T00:00:00Z');
const context: CallContext = {
  source: { kind: 'profile', name: 'dev' },
  region: 'eu-west-1',
  service: 'glacier',
  operation: 'ListVaults',
  now,
};
const writing: CallContext = { ...context, operation: 'SetVaultNotifications' };

const answered = (name: string, httpStatusCode: number, more: object = {}) =>
  Object.assign(new Error('as AWS says'), {
    name,
    $fault: 'client',
    $metadata: { httpStatusCode, requestId: 'r-1' },
    $response: { statusCode: httpStatusCode, headers: { 'content-type': 'application/json' }, body: 'the body' },
    ...more,
  });
const connection = (code: string) => Object.assign(new Error(`connect ${code}`), { code });
const unreadable = (status: number, type: string) =>
  Object.assign(new SyntaxError('Unexpected token <\n  Deserialization error: to see the raw response'), {
    $metadata: { httpStatusCode: status },
    $response: { statusCode: status, headers: { 'content-type': type } },
  });
const timedOut = (message: string) => Object.assign(new Error(message), { name: 'TimeoutError' });

test.each([
  ['ThrottlingException', 400, 'throttled'],
  ['TooManyRequestsException', 429, 'throttled'],
  ['SomethingNew', 429, 'throttled'],
  ['ExpiredTokenException', 403, 'credentials-expired'],
  ['ExpiredToken', 403, 'credentials-expired'],
  ['AccessDeniedException', 403, 'access-denied'],
  ['AuthorizationErrorException', 403, 'access-denied'],
  ['NoLongerSupportedException', 400, 'not-a-customer'],
  ['ResourceNotFoundException', 404, 'not-found'],
  ['NoSuchEntityException', 404, 'not-found'],
  ['NotFoundException', 404, 'not-found'],
  ['ConflictException', 409, 'conflict'],
  ['ServiceQuotaExceededException', 402, 'quota-exceeded'],
  ['LimitExceededException', 400, 'quota-exceeded'],
  ['InvalidParameterValueException', 400, 'invalid-request'],
  ['ValidationException', 400, 'invalid-request'],
  ['InternalServerException', 500, 'service-failure'],
  ['ServiceUnavailableException', 500, 'service-failure'],
  ['SomethingNew', 503, 'service-failure'],
  ['RequestTimeout', 408, 'timed-out'],
  ['ForbiddenException', 403, 'refused'],
  ['MethodNotAllowedException', 405, 'refused'],
  ['UnrecognizedClientException', 403, 'credentials-invalid'],
  ['InvalidSignatureException', 403, 'credentials-invalid'],
  ['SomethingNew', 404, 'refused'],
  ['Unknown', 302, 'unexpected-answer'],
  ['Unknown', 307, 'unexpected-answer'],
  ['PermanentRedirect', 301, 'refused'],
  ['Unknown', 400, 'invalid-request'],
  ['Unknown', 403, 'refused'],
  ['Unknown', 404, 'not-found'],
  ['Unknown', 410, 'refused'],
  ['Unknown', 429, 'throttled'],
  ['Unknown', 502, 'service-failure'],
] as const)('%s with HTTP %i is %s', (name, status, code) => {
  const error = translate(answered(name, status), context);
  expect(error).toBeInstanceOf(AccessError);
  expect(error.code).toBe(code);
  expect(error.details.awsCode).toBe(name === 'Unknown' ? undefined : name);
});

test.each([
  [connection('ECONNREFUSED'), 'unreachable', 'not-applied'],
  [connection('ENOTFOUND'), 'unreachable', 'not-applied'],
  [connection('EAI_AGAIN'), 'unreachable', 'not-applied'],
  [connection('CERT_HAS_EXPIRED'), 'unreachable', 'not-applied'],
  [connection('SELF_SIGNED_CERT_IN_CHAIN'), 'unreachable', 'not-applied'],
  [connection('DEPTH_ZERO_SELF_SIGNED_CERT'), 'unreachable', 'not-applied'],
  [connection('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), 'unreachable', 'not-applied'],
  [connection('ERR_TLS_CERT_ALTNAME_INVALID'), 'unreachable', 'not-applied'],
  [connection('ERR_SSL_WRONG_VERSION_NUMBER'), 'unreachable', 'unknown'],
  [connection('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'), 'unreachable', 'unknown'],
  [connection('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), 'unreachable', 'unknown'],
  [connection('INVALID_CA'), 'unreachable', 'unknown'],
  [Object.assign(connection('ECONNRESET'), { name: 'TimeoutError' }), 'unreachable', 'unknown'],
  [connection('EPIPE'), 'unreachable', 'unknown'],
  [timedOut('the request socket did not establish a connection with the server'), 'timed-out', 'not-applied'],
  [Object.assign(timedOut('a request has exceeded'), { code: 'ETIMEDOUT' }), 'timed-out', 'unknown'],
  [Object.assign(new Error('stop'), { name: 'AbortError' }), 'cancelled', 'unknown'],
  [unreadable(200, 'text/html; charset=utf-8'), 'unexpected-answer', 'unknown'],
  [unreadable(403, 'text/html'), 'unexpected-answer', 'not-applied'],
  [unreadable(503, 'text/html'), 'service-failure', 'unknown'],
  [Object.assign(unreadable(200, 'application/json'), { code: 'ECONNRESET' }), 'unexpected-answer', 'unknown'],
  [answered('InternalServerException', 500), 'service-failure', 'unknown'],
  [answered('ThrottlingException', 400), 'throttled', 'not-applied'],
  [answered('AccessDeniedException', 403), 'access-denied', 'not-applied'],
  [new Error('No value provided for input HTTP label: vaultName.'), 'invalid-request', 'not-applied'],
  [new AccessError('no-credentials', 'none'), 'no-credentials', 'not-applied'],
  [Object.assign(new Error('Parse Error'), { code: 'HPE_INVALID_CONSTANT' }), 'unreachable', 'unknown'],
  [
    Object.assign(new Error('Cannot find module ./chunk.js'), { code: 'MODULE_NOT_FOUND' }),
    'failed-here',
    'not-applied',
  ],
  ['a thrown text', 'failed-here', 'not-applied'],
])('a write that failed by %s is %s, %s', (thrown, code, outcome) => {
  const error = translate(thrown, writing);
  expect([error.code, error.details.outcome]).toEqual([code, outcome]);
  expect(translate(thrown, context).details.outcome).toBeUndefined();
});

test('keeps what AWS said and the call it said it to', () => {
  const error = translate(answered('ConflictException', 409), { ...writing, accountId: '111122223333' });
  expect(error.message).toBe('as AWS says');
  expect(error.details).toEqual({
    source: 'profile dev',
    accountId: '111122223333',
    region: 'eu-west-1',
    service: 'glacier',
    operation: 'SetVaultNotifications',
    awsCode: 'ConflictException',
    requestId: 'r-1',
    httpStatus: 409,
    outcome: 'not-applied',
  });
  expect(error.cause).toMatchObject({ name: 'ConflictException', message: 'as AWS says' });
  expect(error.cause).not.toHaveProperty('$response');
});

test('says in words what an unreadable answer was', () => {
  expect(translate(unreadable(200, 'text/html; charset=utf-8'), context).message).toBe(
    'The answer cannot be read: HTTP 200, text/html.',
  );
  expect(translate(connection('ENOTFOUND'), context).message).toBe('There is no such host.');
  expect(translate(answered('Unknown', 410, { message: 'UnknownError' }), context).message).toBe(
    'AWS answered HTTP 410 and said no more.',
  );
});

test.each([
  ['3', 3],
  ['Sun, 22 Nov 2026 00:00:10 GMT', 10],
  ['Sat, 21 Nov 2026 00:00:10 GMT', 0],
  ['soon', undefined],
  ['-5', undefined],
  ['wait 2099', undefined],
  ['9'.repeat(400), undefined],
])('Retry-After %s is read as %s seconds', (value, seconds) => {
  const error = answered('ThrottlingException', 429, { $response: { headers: { 'retry-after': value } } });
  expect(translate(error, context).details.retryAfterSeconds).toBe(seconds);
});

test('takes secrets out of text, cause and stack, in every form', () => {
  const secret = 'to"ken/+=<1>';
  const said = `bad ${secret} and ${JSON.stringify({ t: secret })} and ${encodeURIComponent(secret)} and to&quot;ken/+=&lt;1&gt;`;
  const error = translate(answered('InvalidParameterException', 400, { message: said }), {
    ...writing,
    secrets: [secret],
  });
  const everything = `${error.message} ${error.stack} ${String(error.cause)} ${error.cause instanceof Error ? error.cause.stack : ''}`;
  expect(error.message).toBe('bad [redacted] and {"t":"[redacted]"} and [redacted] and [redacted]');
  expect(everything).not.toMatch(/ken\/|ken%2F/);
});

test('does not tear a text apart for a secret that is hardly one', () => {
  expect(redact('an answer', ['a', '', 'swe'])).toBe('an answer');
});

test('kinesis calls its request rate a limit', () => {
  expect(codeOf(readFailure(answered('LimitExceededException', 400), now), 'kinesis')).toBe('throttled');
});

test.each([
  ['UnrecognizedClientException', true],
  ['OptInRequired', true],
  ['InvalidClientTokenId', true],
  ['AccessDeniedException', false],
  [undefined, false],
])('%s may mean a Region that is not enabled: %s', (code, may) => {
  expect(mayBeDisabledRegion(code)).toBe(may);
});

test('a code is told in time that grows with its length', () => {
  const telling = (words: number) => {
    const error = connection('CERT_'.repeat(words));
    return () => readFailure(error, now);
  };
  expect(growsWithLength(telling, 400, 4_000)).toBe(true);
});
