import type { Meaning } from './meaning.ts';

const CREATE = 'CreatePushNotificationRegistration';
const BOTH = [CREATE, 'DeletePushNotificationRegistration'] as const;

/**
 * Connect. AWS publishes no texts of these errors: rows go by the member that a text names.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_CreatePushNotificationRegistration.html
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/enable-push-notifications-for-mobile-chat.html
 */
export const pushRegistrationMeanings: readonly Meaning[] = [
  {
    id: 'push-registration/participant-role',
    operations: [CREATE],
    text: /\bParticipantRole\b/i,
    cause: t => t('Connect only registers customers’ devices.'),
    next: t => t('Set ParticipantRole to CUSTOMER, or leave it out.'),
  },
  {
    id: 'push-registration/device-type',
    operations: [CREATE],
    text: /\bDeviceType\b/i,
    cause: t => t('The device types are GCM, APNS and APNS_SANDBOX.'),
    next: t => t('Use GCM for Firebase (FCM), and APNS or APNS_SANDBOX for Apple devices.'),
  },
  {
    id: 'push-registration/instance-id',
    operations: BOTH,
    codes: ['invalid-request'],
    text: /\bInstanceId\b/i,
    cause: t => t('InstanceId may not be an instance ID but, for example, an ARN.'),
    next: t => t('Use only the ID: the part of the ARN after “instance/”.'),
  },
  {
    id: 'push-registration/contact',
    operations: BOTH,
    codes: ['invalid-request', 'not-found'],
    text: /\bContactId\b|\bcontact (?:id|with|not|does|is|was)\b/i,
    cause: t => t('The chat may have ended, or this may be its contact ID after a transfer.'),
    next: t => t('Use the initial contact ID of a chat that is still open.'),
    preflight: true,
  },
  {
    id: 'push-registration/not-associated',
    operations: [CREATE],
    codes: ['not-found'],
    cause: (t, d) =>
      t('The instance or the application may not be in {0}, or the two may not be associated.', d('region')),
    next: t => t('Check both IDs, and associate the application with the instance (PINPOINT_APP).'),
    preflight: true,
  },
  {
    id: 'push-registration/other-account',
    operations: [CREATE],
    codes: ['access-denied'],
    // Where AWS names the missing permission, that is the cause.
    text: /^(?!.*not authorized to perform)/is,
    cause: t => t('The application may belong to another account than the instance, which Connect does not allow.'),
    next: t => t('Use an application in the instance’s own account, or request the permission on the instance.'),
    preflight: true,
  },
  {
    id: 'push-registration/rate',
    service: 'connect',
    codes: ['throttled'],
    cause: t =>
      t('Connect takes about two requests a second from an account in a Region, for all its instances together.'),
    next: t => t('Try again in a few seconds.'),
  },
];
