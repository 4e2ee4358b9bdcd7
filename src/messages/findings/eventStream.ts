import type { WordTable } from './document.ts';

/** Findings about event streams. */
export const eventStreamWords: WordTable = {
  'taken/event-stream': (t, d) => t('This file is read as an event stream because of “{0}”.', d('because')),
  'event-stream/end-of-support': (t, d) =>
    t(
      'Amazon Pinpoint support ended on {0}: AWS may reject this call or ignore it. Send app events to Kinesis or Firehose directly, and SMS and voice events to an event destination of AWS End User Messaging.',
      d('date'),
    ),
  'event-stream/stream-arn': (t, d) => {
    if (d('prefix') !== '')
      return t('“{0}” must be {1}NAME: that is what ARNs of this service name.', d('resource'), d('prefix'));
    return t('Events go to kinesis:…:stream/NAME or firehose:…:deliverystream/NAME, not to {0}.', d('service'));
  },
  'event-stream/role-arn': (t, d) =>
    d('service') === 'iam' && d('region') !== ''
      ? t('The ARN of a role has no Region.')
      : t('This must be the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME; it names {0}.', d('resource')),
  'event-stream/account-mismatch': (t, d) =>
    d('than') === 'stream'
      ? t('This is in account {0}, the stream in {1}.', d('own'), d('other'))
      : t('This is in account {0}, the application in {1}.', d('own'), d('other')),
  'event-stream/region-mismatch': (t, d) =>
    t('The stream is in {0}, the application in {1}: this is not documented to work.', d('region'), d('wanted')),
  'event-stream/app-id': (t, d) =>
    d('id') === ''
      ? t('This application belongs to account {0} in {1}, but the request goes elsewhere.', d('account'), d('region'))
      : t('“{0}” is not an application ID, which has 32 hexadecimal digits. Is it the application’s name?', d('id')),
  'event-stream/external-id': t => t('AWS removed “ExternalId” from the request.'),
  'event-stream/output-as-input': (t, d) =>
    t('This is output of GetEventStream ({0}). PutEventStream takes only DestinationStreamArn and RoleArn.', d('keys')),
  'event-stream/replaces': (t, d) =>
    d('by') === '' && d('at') === ''
      ? t('This replaces the stream {0}.', d('before'))
      : t('This replaces the stream {0}, set by {1} on {2}.', d('before'), d('by') || '?', d('at') || '?'),
};
