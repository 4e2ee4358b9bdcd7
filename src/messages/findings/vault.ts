import type { WordTable } from './document.ts';

/** Findings about vault notifications and vault policies. */
export const vaultWords: WordTable = {
  'taken/vault-policy': (t, d) => t('This file is read as a vault policy because of “{0}”.', d('because')),
  'taken/vault': (t, d) => t('This file is read as a vault config because of “{0}”.', d('because')),
  'vault/no-events': t => t('“Events” must contain at least one event.'),
  'vault/event-name': (t, d) =>
    d('meant') === ''
      ? t('“{0}” is not a Glacier event: use ArchiveRetrievalCompleted or InventoryRetrievalCompleted.', d('event'))
      : t('“{0}” is not a Glacier event. Did you mean {1}?', d('event'), d('meant')),
  'vault/duplicate-event': (t, d) => t('{0} is already in the list.', d('event')),
  'vault/one-event': (t, d) => t('Only {0} sends a notification; {1} does not.', d('event'), d('missing')),
  'vault/output-as-input': t =>
    t('This is output of GetVaultNotifications. SetVaultNotifications takes only the inner part.'),
  'vault/topic-not-sns': (t, d) =>
    d('service') === ''
      ? t('“{0}” is not the resource of a topic; a topic’s ARN ends with its name.', d('resource'))
      : t('This ARN is of {0}; the notification needs the ARN of an SNS topic.', d('service')),
  'vault/topic-fifo': t => t('Choose a standard topic: AWS does not document delivery from Glacier to FIFO topics.'),
  'vault/topic-region': (t, d) =>
    t(
      'The topic is in {0}, the vault in {1}: Glacier only accepts topics in the vault’s Region.',
      d('region'),
      d('wanted'),
    ),
  'vault/topic-partition': (t, d) =>
    t('The topic’s partition is {0}, but {1} is in {2}.', d('partition'), d('region'), d('wanted')),
  'vault/topic-unlisted': (t, d) =>
    t('No such topic in {0} of account {1}: it was not in the list just read.', d('region'), d('account')),
  'vault/topic-account': (t, d) =>
    t(
      'The topic belongs to {0}, the vault to {1}: the topic’s owner must allow the vault to publish.',
      d('owner'),
      d('account'),
    ),
  'vault/vault-name': (t, d) =>
    d('what') === 'name'
      ? t('“{0}” is not a vault name: use 1 to 255 letters, digits, dots, hyphens and underscores.', d('value'))
      : t('“{0}” is not an account: twelve digits without hyphens, or - for that of the credentials.', d('value')),
  'vault/vault-policy-public': (t, d) =>
    t('{0} is everybody: anyone may do {1} and start retrievals that you pay for.', d('principal'), d('action')),
  'vault/region-none': (t, d) => t('Glacier is not available in {0}.', d('region')),
  'vault/replaces': (t, d) => t('This replaces the topic {0}.', d('before')),
  'vault/delete-lag': t => t('Messages may still come for a while after deleting.'),
};
