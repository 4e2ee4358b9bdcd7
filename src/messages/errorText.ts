import { AccessError, AppError, StateError, type StateErrorCode } from '../core/model/errors.ts';
import { plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';
import { meaningOf } from './meanings/table.ts';

/** An error in words: what happened, where, what AWS said itself, and what to do next. All plain text. */
export interface ErrorText {
  /** A few words, for a tree line. */
  readonly title: string;
  /** Account, Region and operation, or empty where not known. */
  readonly where: string;
  /** What is behind it, where AWS's text does not say so itself; else empty. */
  readonly cause: string;
  /** AWS's own text with its code and request id, or empty. */
  readonly aws: string;
  readonly next: string;
}

/** An error in words. */
export function errorText(error: unknown, t: Translate): ErrorText {
  if (error instanceof AccessError && error.code === 'failed-here' && error.cause !== undefined) {
    const said = errorText(error.cause, t);
    return said.where === '' ? { ...said, where: whereText(error) } : said;
  }
  if (error instanceof AccessError) {
    const [title, next] = words(error, t);
    return { title, where: whereText(error), cause: '', aws: awsText(error), next, ...meaningOf(error, t) };
  }
  if (error instanceof StateError) {
    const [title, next] = stateWords(error.code, t);
    // Only of damage the message tells more than the title: how much of the file it is.
    const told = error.code === 'state-damaged' ? plainText(error.message) : '';
    return { title, where: plainText(error.file), cause: '', aws: told, next };
  }
  const text = error instanceof Error ? error.message : String(error);
  const title = error instanceof AppError ? plainText(text) : t('Something unexpected happened');
  return {
    title,
    where: '',
    cause: '',
    aws: error instanceof AppError ? '' : plainText(text),
    next: t('See the log for details.'),
  };
}

/** What is behind an error, what to do, and AWS's own text, each a line: AWS's text first where it is all that is known. */
export function errorDetail({ cause, aws, next }: ErrorText, t: Translate): readonly string[] {
  const lines = cause === '' ? [aws, next] : [cause, next, aws === '' ? '' : t('AWS says: {0}', aws)];
  return lines.filter(line => line !== '');
}

/** The whole error in one line. */
export function errorLine(error: unknown, t: Translate): string {
  const said = errorText(error, t);
  const head = [said.title, said.where].filter(part => part !== '').join(' · ');
  return `${head}. ${errorDetail(said, t).join(' ')}`;
}

function whereText(error: AccessError): string {
  const { source, accountId, region, operation } = error.details;
  const account = accountId === undefined ? source : source === undefined ? accountId : `${source} (${accountId})`;
  return [account, region, operation]
    .filter(part => part !== undefined)
    .map(plainText)
    .join(' · ');
}

function awsText(error: AccessError): string {
  const { awsCode, httpStatus, requestId } = error.details;
  const facts = [
    awsCode,
    httpStatus === undefined ? undefined : `HTTP ${httpStatus}`,
    requestId === undefined ? undefined : `request ${requestId}`,
  ].filter(part => part !== undefined);
  const tail = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
  return plainText(`${error.message}${tail}`);
}

function words({ code, details }: AccessError, t: Translate): readonly [title: string, next: string] {
  switch (code) {
    case 'no-credentials':
      return [t('No credentials'), t('Check the profile in the shared config, or choose another account.')];
    case 'credentials-expired':
      return [t('Credentials expired'), t('Get new credentials for this account, then refresh.')];
    case 'credentials-invalid':
      return [t('AWS rejected the credentials'), t('Check the account’s access keys and this computer’s clock.')];
    case 'sign-in-needed':
      return [t('Sign-in needed'), t('Sign in, here or with the AWS CLI, then refresh.')];
    case 'not-signed-in':
      return [t('Not signed in'), t('Sign in again when you are ready.')];
    case 'config-unreadable':
      return [t('The shared config cannot be read'), t('Fix the file, then refresh.')];
    case 'access-denied':
      return [t('Access denied'), t('Request the permission that AWS names, or use another profile.')];
    case 'throttled':
      return [t('Throttled by AWS'), t('Wait a moment, then refresh.')];
    case 'region-not-enabled':
      return [
        t('Region not enabled'),
        t(
          'Enable the Region for this account, or leave it out with Choose Regions. If it is enabled, get the session token from a Regional STS endpoint.',
        ),
      ];
    case 'not-a-customer':
      return [t('Not a Glacier customer'), t('Glacier vaults are closed to accounts that never used them.')];
    case 'not-found':
      return [t('Not found'), t('Refresh: it may have been deleted.')];
    case 'conflict':
      return [t('Conflict'), t('Refresh, check the current state, and try again.')];
    case 'quota-exceeded':
      return [t('Quota exceeded'), t('Remove one that is not needed, or ask AWS for a higher quota.')];
    case 'invalid-request':
      return [t('AWS rejected the input'), t('Correct the value named in AWS’s message.')];
    case 'unreachable':
      return [t('Can’t be reached'), wayThrough(details.networkCode, t)];
    case 'emulator-stopped':
      return [t('The local emulator is not running'), t('Start it again. One that was started here keeps its data.')];
    case 'timed-out':
      return [t('No answer in time'), t('Check your network and proxy, then refresh.')];
    case 'unexpected-answer':
      return [
        t('Unexpected response'),
        t('Check that the endpoint is really AWS: a proxy or login page may have answered.'),
      ];
    case 'service-failure':
      return [t('AWS failed'), t('Try again later.')];
    case 'refused':
      return [t('Rejected by AWS'), t('Read AWS’s message, and check the account and its permissions.')];
    case 'wrong-account':
      return [t('Another account'), t('Refresh the account to see whose it is now.')];
    case 'wrong-server':
      return [t('Another endpoint'), t('Check the profile’s endpoint_url and the variable AWS_ENDPOINT_URL.')];
    case 'failed-here':
      return [t('Something unexpected happened'), t('See the log for details.')];
    case 'cancelled':
      return [t('Cancelled'), t('Cancelling changed nothing.')];
    default:
      return code satisfies never;
  }
}

/** What to do about a connection that failed with one of Node's codes. */
function wayThrough(networkCode: string | undefined, t: Translate): string {
  // Where a Region lacks a service, the name of its endpoint leads nowhere.
  if (networkCode === 'ENOTFOUND') {
    return t('Check your network, proxy and endpoint. The service may not exist in this Region.');
  }
  if (networkCode !== undefined && /CERT|UNABLE_TO/.test(networkCode)) {
    return t(
      'A proxy may answer in its place with a certificate of its own. If you trust its authority, add it to this computer’s certificates, or name it in AWS_CA_BUNDLE for the command line.',
    );
  }
  return t('Check your network, proxy and endpoint.');
}

function stateWords(code: StateErrorCode, t: Translate): readonly [title: string, next: string] {
  switch (code) {
    case 'state-unreadable':
      return [t('The state folder cannot be read'), t('Check the file’s permissions.')];
    case 'state-unwritable':
      return [t('The state folder cannot be written'), t('Check the folder’s permissions and the free disk space.')];
    case 'state-linked':
      return [t('A file of the state folder is a link'), t('Change the file it leads to, or remove the link.')];
    case 'state-damaged':
      return [t('A file of the state folder is damaged'), t('Fix the file, or move it away to start a new one.')];
    case 'state-newer':
      return [t('A file of the state folder is from a newer version'), t('Update this window or command line.')];
    case 'state-busy':
      return [t('The state folder is busy'), t('Another process is using it. Try again.')];
    default:
      return code satisfies never;
  }
}
