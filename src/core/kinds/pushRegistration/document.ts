import type { KindDocument } from '../../model/kind.ts';

/** How push registrations are written in files: AWS gives each its id, and a device token is no part of what is set. */
export const pushRegistrationDocument: KindDocument = {
  suffix: 'push-registration',
  bodyFiles: [],
  set: 'CreatePushNotificationRegistration',
  unset: 'DeletePushNotificationRegistration',
  verb: { alone: t => t('Register device…'), named: t => t('Register device…') },
  nameMember: null,
  bodyMember: null,
  live: false,
};

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_CreatePushNotificationRegistration.html */
export const DEVICE_TYPES = ['GCM', 'APNS', 'APNS_SANDBOX'] as const;
