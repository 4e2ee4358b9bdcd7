import { type CheckWordTable, refusalReason, statementName } from './words.ts';

/** The words of the checks on a vault and its topic. */
export const vaultCheckWords: CheckWordTable = {
  'arn/shape': {
    link: t => t('Topic’s ARN'),
    says: (t, d) => t('“{0}” is not the ARN of a topic: nothing can be published to it.', d('value')),
    mend: t => t('Set a topic by its ARN.'),
  },
  'vault/topic-not-sns': {
    link: t => t('Kind of target'),
    says: (t, d) =>
      d('service') === ''
        ? t('“{0}” is not the name of a topic: a topic’s ARN ends with its name.', d('resource'))
        : t('The ARN is of {0}, and Glacier publishes to SNS topics.', d('service')),
    mend: t => t('Set the ARN of an SNS topic.'),
  },
  'vault/topic-partition': {
    link: t => t('Topic’s partition'),
    says: (t, d) =>
      t(
        'The topic is in partition {0}, the vault in {1}: notifications can’t cross partitions.',
        d('partition'),
        d('wanted'),
      ),
    mend: (t, d) => t('Choose a topic in {0}.', d('region')),
  },
  'vault/topic-account': {
    says: (t, d) =>
      t(
        'The topic belongs to account {0}: only its owner can see all of it, and allow account {1} to publish.',
        d('owner'),
        d('account'),
      ),
  },
  'vault/topic-region': {
    link: t => t('Topic’s Region'),
    says: (t, d) =>
      t('The topic is in {0}, the vault in {1}: Glacier only publishes within a Region.', d('region'), d('wanted')),
    mend: (t, d) => t('Choose a topic in {0}.', d('wanted')),
  },
  'vault/topic-fifo': {
    link: t => t('Kind of topic'),
    says: (t, d) => t('{0} is a FIFO topic: AWS does not document delivery from Glacier to FIFO topics.', d('topic')),
    mend: t => t('Choose a standard topic.'),
  },
  'vault/topic-unlisted': {
    link: t => t('Topic not listed'),
    says: (t, d) =>
      t(
        'Topic {0} was not among the topics of account {1} that were just listed in {2}.',
        d('topic'),
        d('account'),
        d('region'),
      ),
    mend: t => t('Check the vault to be sure, or choose another topic.'),
  },
  'vault/topic-missing': {
    link: t => t('Topic'),
    says: (t, d, verdict) =>
      verdict === 'ok'
        ? t('Topic {0} exists.', d('topic'))
        : t('Topic {0} does not exist. Glacier keeps the setting, and every notification is lost.', d('topic')),
    mend: t => t('Create the topic again under the same name, or set another topic on the vault.'),
  },
  'vault/topic-policy': {
    link: t => t('Topic policy'),
    says: (t, d, verdict) => {
      if (verdict === 'ok') return t('Glacier is allowed to publish to {0}.', d('topic'));
      if (verdict === 'broken')
        return t('Glacier is not allowed to publish to {0}. {1}', d('topic'), refusalReason(t, d));
      return d('owner') === d('account') && d('key').toLowerCase() === 'aws:sourceowner'
        ? t(
            'Glacier should be able to publish to {0}, as AWS documents for topics in the same account, but the policy does not prove it. {1}',
            d('topic'),
            refusalReason(t, d),
          )
        : t('Can’t tell whether Glacier is allowed to publish to {0}. {1}', d('topic'), refusalReason(t, d));
    },
    mend: (t, d) => {
      if (d('says') === 'denied') return t('Exclude Glacier from what {0} denies.', statementName(t, d));
      return d('owner') === d('account')
        ? t('Add this statement to the topic’s policy.')
        : t('Ask the owner of account {0} to add this statement to the topic’s policy.', d('owner'));
    },
  },
  'vault/sourceowner': {
    link: t => t('Condition key'),
    says: (t, d) =>
      t(
        'The grant in {0} requires aws:SourceOwner. For Glacier, AWS documents aws:SourceAccount.',
        statementName(t, d),
      ),
    mend: t => t('Use aws:SourceAccount instead.'),
  },
  'topic/confused-deputy': {
    link: t => t('Limits of the grant'),
    says: (t, d) =>
      t(
        '{0} lets Glacier publish for any account: anyone who knows the topic’s ARN can make Glacier send to it.',
        statementName(t, d),
      ),
    mend: t =>
      t(
        'Use aws:SourceAccount to limit the statement to the accounts whose vaults use the topic. All others lose access.',
      ),
  },
  'vault/topic-kms-aws': {
    link: t => t('Encryption'),
    says: (t, d, verdict) =>
      verdict === 'ok'
        ? t('{0} is encrypted with a key whose policy you can change.', d('topic'))
        : t(
            '{0} is encrypted with alias/aws/sns. AWS services can’t use that key, and its policy can’t be changed.',
            d('topic'),
          ),
    mend: t => t('Encrypt the topic with a customer managed key that lets Glacier use it, or turn encryption off.'),
  },
  'vault/topic-kms-grant': {
    link: t => t('Key policy'),
    says: (t, d, verdict) => {
      if (verdict === 'ok') return t('Glacier is allowed to use the topic’s key.');
      switch (d('what')) {
        case 'other-account':
          return t(
            'The key {0} belongs to account {1}, and only that account can read its policy.',
            d('key'),
            d('owner'),
          );
        case 'missing':
          return t('The topic’s key {0} does not exist.', d('key'));
        case 'aws-managed':
          return t('The topic’s key {0} is managed by AWS: its policy can’t be changed.', d('key'));
        case 'state':
          return t('The topic’s key {0} is {1}.', d('key'), d('state'));
        default:
          return verdict === 'unproven'
            ? t('Can’t tell whether Glacier is allowed to use the topic’s key. {0}', refusalReason(t, d))
            : t('Glacier is not allowed to use the topic’s key: it lacks {0}. {1}', d('actions'), refusalReason(t, d));
      }
    },
    mend: (t, d) => {
      switch (d('what')) {
        case 'other-account':
          return t('Ask the owner of account {0} to check the key’s policy.', d('owner'));
        case 'missing':
        case 'aws-managed':
          return t('Encrypt the topic with a customer managed key of your own.');
        case 'state':
          return t('Enable the key.');
        default:
          return d('says') === 'denied'
            ? t('Exclude Glacier from what {0} denies.', statementName(t, d))
            : t('Add this statement to the key’s policy.');
      }
    },
  },
  'vault/no-subscriber': {
    link: t => t('Subscribers'),
    says: (t, d, verdict) => {
      if (verdict === 'ok') return t('{0} has a confirmed subscriber.', d('topic'));
      return d('pending') === '0'
        ? t('Nobody has subscribed to {0}.', d('topic'))
        : t(
            'Nobody receives messages from {0} yet. Subscriptions waiting for confirmation: {1}.',
            d('topic'),
            d('pending'),
          );
    },
    mend: (t, d) =>
      d('pending') === '0'
        ? t('Subscribe whoever should receive the notifications.')
        : t('Confirm a subscription with the link or token that SNS sent.'),
  },
  'topic/filter-drops-all': {
    link: t => t('Filters'),
    says: (t, d, verdict) =>
      verdict === 'ok'
        ? t('A subscriber of {0} receives what Glacier publishes.', d('topic'))
        : t(
            'The filter policy of {0} drops everything that Glacier publishes, and {1} has no other subscribers.',
            d('endpoint'),
            d('topic'),
          ),
    mend: t =>
      t('Remove the subscription’s filter policy, or filter by the message body: Glacier sends no message attributes.'),
  },
  'topic/filters-unread': {
    says: (t, d) =>
      t('{0} more subscribers of {1} were not read: their filters may drop messages.', d('count'), d('topic')),
  },
  'topic/raw-delivery': {
    says: (t, d) =>
      t(
        '{0} receives Glacier’s text without the SNS envelope (raw message delivery): it must not expect one.',
        d('endpoint'),
      ),
  },
  'vault/not-customer': {
    says: t => t('This account can’t use Glacier vaults: the service is closed to accounts without existing data.'),
  },
  'vault/404-which': {
    says: (t, d) => t('Vault {0} exists and has no notifications set. AWS answers “not found” for both.', d('name')),
  },
  'vault/delete-lag': {
    says: t => t('If notifications were removed a moment ago, some may still arrive for a while.'),
  },
};
