import type { Translate } from '../../core/model/translate.ts';
import { type CheckWords, type CheckWordTable, minuteText, type Piece } from './words.ts';

/** The words of who changed something last. */
const lastChange: CheckWords = {
  says: (t, d) => {
    if (d('by') !== '') return t('Last changed by {0} with {1}.', d('by'), d('operation'));
    if (d('since') === '') return t('CloudTrail shows no {0} for it in the last 90 days.', d('operation'));
    return t(
      'The {0} that CloudTrail shows since {1} are of others. There are more, and those before were not read.',
      d('operation'),
      minuteText(d('since')),
    );
  },
};

const otherAccount = (t: Translate, d: Piece, what: string): string =>
  t('{0} is in account {1}, where its metrics are: gather evidence with a profile of that account.', what, d('owner'));

/** Why the last job of a vault proves nothing. */
function openArrival(t: Translate, d: Piece): string {
  switch (d('why')) {
    case 'no-job':
      return t(
        'No proof yet: AWS lists no job of this vault that ended in the last 14 days and should have notified {0}. Start one, and gather evidence again when it has finished.',
        d('topic'),
      );
    case 'fresh':
      return t(
        'A job ended less than ten minutes ago, so CloudWatch may not show its message yet. Gather evidence again in a few minutes.',
      );
    case 'set-since':
      return t(
        'The last job ended before the notifications were set ({0}, by {1}), so it proves nothing about them.',
        minuteText(d('when')),
        d('by'),
      );
    case 'topic-since':
      return d('count') === '0'
        ? t(
            'Nothing was published to {0} when the last job ended, but the topic or its key was changed since, at {1} by {2}. Only the next job will tell.',
            d('topic'),
            minuteText(d('when')),
            d('by'),
          )
        : t(
            'A message was published to {0} when the last job ended, but the topic or its key was changed since, at {1} by {2}. Only the next job will tell.',
            d('topic'),
            minuteText(d('when')),
            d('by'),
          );
    case 'changes-unread':
      return t(
        'Nothing was published to {0} when the last job ended, but CloudTrail’s history could not be read back to then, so the notifications, the topic or its key may have been changed since. Only the next job will tell.',
        d('topic'),
      );
    case 'shared':
      return t(
        'A message was published to {0} when the last job ended, but others publish to this topic too, so it may not be this vault’s.',
        d('topic'),
      );
    case 'others-unread':
      return t(
        'A message was published to {0} when the last job ended, but the jobs of other vaults could not be read, so it may not be this vault’s. Gather evidence for all vaults of the Region together.',
        d('topic'),
      );
    case 'fewer':
      return t(
        '{0} received {1} of the {2} messages expected when the last job ended, so this vault’s may not be among them.',
        d('topic'),
        d('count'),
        d('expected'),
      );
    default:
      return otherAccount(t, d, d('topic'));
  }
}

const listeners = (t: Translate, d: Piece): string =>
  d('subscribers') === '' ? t('Its subscribers are not known.') : t('Its subscribers: {0}.', d('subscribers'));

/** The words of what was seen to happen. */
export const evidenceWords: CheckWordTable = {
  'vault/arrival': {
    link: t => t('Arrival'),
    says: (t, d, verdict) => {
      if (verdict === 'ok') return t('A job ended, and Glacier’s message arrived at {0}.', d('topic'));
      if (verdict === 'broken') {
        return t(
          'A job ended at {0}, and nothing was published to {1}: something is stopping Glacier from publishing to it. CloudTrail may take 15 minutes to show a fix.',
          minuteText(d('ended')),
          d('topic'),
        );
      }
      return openArrival(t, d);
    },
    mend: t =>
      t(
        'Allow Glacier explicitly in the policies of the topic and of its key. If both already do, check the policies of the organization and the key’s grants, which can’t be read from here.',
      ),
  },
  'vault/delivery': {
    link: t => t('Delivery'),
    says: (t, d, verdict) => {
      if (d('why') === 'other-account') return otherAccount(t, d, d('topic'));
      if (d('count') === '0') return t('Nothing was published to {0} in the last day.', d('topic'));
      if (d('why') === 'filtered') {
        return t(
          '{0} received {1} messages in the last day, and all of them were filtered out. They may not be Glacier’s.',
          d('topic'),
          d('count'),
        );
      }
      if (d('why') === 'subscribers-since') {
        return t(
          '{0} received {1} messages in the last day and delivered none, but its subscribers were changed since, at {2} by {3}. Only the next message will tell.',
          d('topic'),
          d('count'),
          minuteText(d('when')),
          d('by'),
        );
      }
      if (verdict === 'ok') {
        return t(
          '{0} received {1} messages in the last day, and {2} deliveries succeeded.',
          d('topic'),
          d('count'),
          d('delivered'),
        );
      }
      const failed = t('{0} failed, {1} were filtered out', d('failed'), d('filtered'));
      return verdict === 'broken'
        ? t(
            '{0} received {1} messages in the last day and delivered none ({2}). {3}',
            d('topic'),
            d('count'),
            failed,
            listeners(t, d),
          )
        : t('Not every delivery from {0} succeeded in the last day ({1}). {2}', d('topic'), failed, listeners(t, d));
    },
    mend: t =>
      t(
        'Check the subscribers: does the endpoint exist and accept messages from SNS, is the subscription confirmed, and does its filter policy let the messages through?',
      ),
  },
  'vault/last-change': lastChange,
  'event-stream/intake': {
    says: (t, d) => {
      if (d('why') === 'other-account') return otherAccount(t, d, d('stream'));
      return d('count') === '0'
        ? t('{0} received no records in the last day. That proves nothing if there were no events.', d('stream'))
        : t(
            '{0} received {1} records in the last day. CloudWatch doesn’t tell who sent them.',
            d('stream'),
            d('count'),
          );
    },
  },
  'event-stream/last-change': lastChange,
  'hub/last-event': {
    says: (t, d) =>
      d('found') === 'yes'
        ? t('The hub in {0} shows events.', d('region'))
        : t('The hub in {0} shows no event. AWS keeps them for 90 days.', d('region')),
  },
  'hub/last-change': lastChange,
  'push-registration/last-change': lastChange,
};
