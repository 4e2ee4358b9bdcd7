import type { Meaning } from './meaning.ts';

/**
 * Glacier. Its own texts come from reports of other tools' users; AWS documents none of them.
 * @see https://docs.aws.amazon.com/amazonglacier/latest/dev/configuring-notifications.html
 */
export const vaultMeanings: readonly Meaning[] = [
  {
    id: 'vault/topic-region',
    operations: ['SetVaultNotifications'],
    text: /topics must be in the local AWS region(?:: *arn:[^:\s]*:sns:(?<other>[a-z0-9-]+):)?/i,
    cause: (t, d) =>
      d('other') === ''
        ? t('A vault can only notify topics in its own Region.')
        : t('A vault can only notify topics in its own Region, and this topic is in {0}.', d('other')),
    next: (t, d) => t('Choose a topic in {0}.', d('region')),
  },
  {
    id: 'vault/none-set',
    operations: ['GetVaultNotifications'],
    codes: ['not-found'],
    text: /No notification configuration is set/i,
    cause: t => t('The vault exists, but has no notifications.'),
    next: t => t('Set notifications on it, or choose another vault.'),
  },
  {
    id: 'vault/not-a-customer',
    service: 'glacier',
    codes: ['not-a-customer'],
    cause: t => t('AWS closed Glacier vaults to new customers on 2025-12-15.'),
    next: t => t('For objects in the S3 Glacier storage classes, use S3 event notifications.'),
  },
];
