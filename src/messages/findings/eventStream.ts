import type { WordTable } from './document.ts';

/** Findings about event streams. */
export const eventStreamWords: WordTable = {
  'taken/event-stream': (t, d) => t('This file was taken for an event stream because of “{0}”.', d('because')),
  'event-stream/end-of-support': (t, d) =>
    t(
      'Amazon Pinpoint support ended on {0}: this call may be refused or do nothing. Events of apps now go to Kinesis or Firehose directly, those of SMS and voice to an event destination of AWS End User Messaging.',
      d('date'),
    ),
  'event-stream/stream-arn': (t, d) => {
    if (d('prefix') !== '')
      return t('“{0}” must be {1}NAME, as this ARN is of its service.', d('resource'), d('prefix'));
    return t('Events go to kinesis:…:stream/NAME or firehose:…:deliverystream/NAME, not to {0}.', d('service'));
  },
  'event-stream/role-arn': (t, d) =>
    d('service') === 'iam' && d('region') !== ''
      ? t('A role’s ARN has no Region.')
      : t('This must be the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME; it names {0}.', d('resource')),
  'event-stream/account-mismatch': (t, d) =>
    d('than') === 'stream'
      ? t('This is in account {0}, the stream in {1}.', d('own'), d('other'))
      : t('This is in account {0}, the application in {1}.', d('own'), d('other')),
  'event-stream/region-mismatch': (t, d) =>
    t('The stream is in {0}, the application in {1}: that this works is not documented.', d('region'), d('wanted')),
  'event-stream/app-id': (t, d) =>
    d('id') === ''
      ? t('This application is of account {0} in {1}, and the request goes elsewhere.', d('account'), d('region'))
      : t('“{0}” is not the id of an application, which has 32 hexadecimal digits. Is it its name?', d('id')),
  'event-stream/external-id': t => t('AWS removed “ExternalId” from the request.'),
  'event-stream/output-as-input': (t, d) =>
    t(
      'This is what GetEventStream printed ({0}). PutEventStream takes DestinationStreamArn and RoleArn alone.',
      d('keys'),
    ),
  'event-stream/replaces': (t, d) =>
    d('by') === '' && d('at') === ''
      ? t('This replaces the stream {0}.', d('before'))
      : t('This replaces the stream {0}, set by {1} on {2}.', d('before'), d('by') || '?', d('at') || '?'),
};
