import type { WordTable } from './document.ts';

/** Findings about vault notifications and vault policies. */
export const vaultWords: WordTable = {
  'taken/vault-policy': (t, d) => t('This file was taken for the policy of a vault because of “{0}”.', d('because')),
  'taken/vault': (t, d) => t('This file was taken for a vault config because of “{0}”.', d('because')),
  'vault/no-events': t => t('“Events” must name at least one event.'),
  'vault/event-name': (t, d) =>
    d('meant') === ''
      ? t('Glacier knows no event “{0}”: only ArchiveRetrievalCompleted and InventoryRetrievalCompleted.', d('event'))
      : t('Glacier knows no event “{0}”. Did you mean {1}?', d('event'), d('meant')),
  'vault/duplicate-event': (t, d) => t('{0} stands here already.', d('event')),
  'vault/one-event': (t, d) => t('Only {0} is notified; {1} is not.', d('event'), d('missing')),
  'vault/output-as-input': t =>
    t('This is how GetVaultNotifications prints it. SetVaultNotifications takes the inner part alone.'),
  'vault/topic-not-sns': (t, d) =>
    d('service') === ''
      ? t('“{0}” is not the resource of a topic; a topic’s ARN ends with its name.', d('resource'))
      : t('This ARN is of {0}; the notification needs the ARN of an SNS topic.', d('service')),
  'vault/topic-fifo': t => t('AWS services are not known to publish to FIFO topics: messages may never come.'),
  'vault/topic-region': (t, d) =>
    t(
      'The topic is in {0}, the vault in {1}: Glacier takes only topics in the vault’s Region.',
      d('region'),
      d('wanted'),
    ),
  'vault/topic-partition': (t, d) =>
    t('The topic’s partition is {0}, but {1} is in {2}.', d('partition'), d('region'), d('wanted')),
  'vault/topic-unlisted': (t, d) =>
    t('There is no such topic in {0} of account {1}: it was not in the list just read.', d('region'), d('account')),
  'vault/topic-account': (t, d) =>
    t('The topic belongs to {0}, the vault to {1}: its owner must let the vault publish.', d('owner'), d('account')),
  'vault/vault-name': (t, d) =>
    d('what') === 'name'
      ? t('“{0}” cannot name a vault: 1 to 255 letters, digits, dots, hyphens and underscores can.', d('value'))
      : t('“{0}” is not an account: twelve digits without hyphens, or - for that of the credentials.', d('value')),
  'vault/vault-policy-public': (t, d) =>
    t('{0} is everybody: anyone may do {1}, and start retrievals that you pay.', d('principal'), d('action')),
  'vault/region-none': (t, d) => t('There is no Glacier in {0}.', d('region')),
  'vault/replaces': (t, d) => t('This replaces the topic {0}.', d('before')),
  'vault/delete-lag': t => t('Messages may still come for a while after deleting.'),
};
