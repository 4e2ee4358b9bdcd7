import type { Meaning } from './meaning.ts';

/**
 * User Notifications.
 * @see https://docs.aws.amazon.com/notifications/latest/APIReference/API_DeregisterNotificationHub.html
 */
export const hubMeanings: readonly Meaning[] = [
  {
    id: 'hub/last',
    operations: ['DeregisterNotificationHub'],
    text: /last ACTIVE notification hub/i,
    cause: t => t('An account that has notification hubs must keep at least one active.'),
    next: t => t('Register a hub in another Region first, then deregister this one.'),
  },
  {
    id: 'hub/settling',
    operations: ['RegisterNotificationHub', 'DeregisterNotificationHub'],
    codes: ['conflict'],
    cause: t => t('The hub may still be registering or deregistering. AWS accepts no changes until that has finished.'),
    next: t => t('Wait until it has settled, usually seconds and up to 20 minutes, then try again.'),
  },
  {
    id: 'hub/quota',
    operations: ['RegisterNotificationHub'],
    codes: ['quota-exceeded'],
    cause: t => t('An account can have three notification hubs, one per Region.'),
    next: t => t('Deregister a hub that is no longer needed, then register this one.'),
  },
  {
    id: 'hub/control-plane',
    service: 'notifications',
    text: /cannot be called in (?<asked>[a-z]{2,4}(?:-[a-z]+)+-\d)\b.*\buse (?<right>[a-z]{2,4}(?:-[a-z]+)+-\d)\b/is,
    cause: (t, d) => t('Hubs are only managed through {0}; this call went to {1}.', d('right'), d('asked')),
    next: t => t('Check the endpoint that the profile or AWS_ENDPOINT_URL sets for User Notifications.'),
  },
  {
    id: 'hub/service-linked-role',
    operations: ['RegisterNotificationHub'],
    codes: ['access-denied'],
    text: /iam:CreateServiceLinkedRole/i,
    cause: t =>
      t('The first hub of an account creates a service-linked role, which this identity is not allowed to do.'),
    next: t => t('Request the permission iam:CreateServiceLinkedRole for notifications.amazonaws.com.'),
  },
];
