import type { Finding } from '../core/model/finding.ts';
import { plainText } from '../core/model/plainText.ts';
import type { Translate } from './translate.ts';

type Words = (t: Translate, data: (key: string) => string) => string;

/** One sentence or two for each rule. */
const WORDS: Readonly<Record<string, Words>> = {
  'document/unknown-key': (t, d) => t('“{0}” is not a member of this request.', d('key')),
  'document/missing-key': (t, d) => t('“{0}” is missing.', d('key')),
  'document/schema': (t, d) => schemaText(t, d),
  'hub/region': (t, d) => t('{0} is not among the Regions known to take hubs; AWS decides.', d('region')),
  'hub/transition': (t, d) => t('The hub in {0} is {1}. Wait until AWS has finished.', d('region'), d('status')),
  'hub/quota': (t, d) => t('AWS allows 3 hubs, and 3 exist: {0}. Deregister one first.', d('hubs')),
  'hub/first': (t, d) =>
    t('This is the first hub. An account can never be without one again: {0} can only be exchanged.', d('region')),
  'hub/last': (t, d) =>
    t('{0} is the last active hub, which AWS does not let go. Register another first.', d('region')),
  'hub/hides-events': (t, d) =>
    t(
      'Deregistering hides the notifications stored in {0}. They return when it is registered again, for 90 days.',
      d('region'),
    ),
  'vault/replaces': (t, d) => t('This replaces the topic {0}.', d('before')),
  'vault/delete-lag': t => t('Messages may still come for a while after deleting.'),
  'event-stream/end-of-support': (t, d) =>
    t('Amazon Pinpoint support ended on {0}. This call may be refused or do nothing.', d('date')),
  'event-stream/replaces': (t, d) =>
    d('by') === '' && d('at') === ''
      ? t('This replaces the stream {0}.', d('before'))
      : t('This replaces the stream {0}, set by {1} on {2}.', d('before'), d('by') || '?', d('at') || '?'),
  'instance/not-listed': t =>
    t('AWS does not list this instance any more; its registrations are only in the record on this computer.'),
  'push-registration/not-listable': t =>
    t('AWS cannot list registrations: what is shown comes from the record on this computer.'),
  'push-registration/not-recorded': t => t('This registration is not in the record on this computer.'),
  'push-registration/no-undo': t => t('Deleting cannot be undone: the device token is not kept.'),
};

/** A fault against the schema; ajv's own English where no rule of ours says it better. */
function schemaText(t: Translate, d: (key: string) => string): string {
  if (d('allowed') !== '') return t('{0}: must be one of {1}.', d('key'), d('allowed'));
  if (d('keyword') === 'pattern') return t('{0}: this has not the form that AWS takes here.', d('key'));
  if (d('keyword') === 'minItems') return t('{0}: at least one is needed.', d('key'));
  if (d('keyword') === 'minLength') return t('{0}: this is too short.', d('key'));
  return t('{0}: {1}.', d('key'), d('fault'));
}

/** A finding in words, values shown as plain text; the rule's id where it has no words. */
export function findingText(finding: Finding, t: Translate): string {
  const words = WORDS[finding.rule];
  return words === undefined ? finding.rule : words(t, key => plainText(finding.data[key] ?? ''));
}

/** A notice of a row, which is a rule's id without a place. */
export function noticeText(notice: string, t: Translate): string {
  const data: Readonly<Record<string, string>> = { date: '2026-10-30' };
  return findingText({ rule: notice, severity: 'information', place: '', data }, t);
}
