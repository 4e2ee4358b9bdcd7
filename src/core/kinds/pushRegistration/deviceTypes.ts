/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_CreatePushNotificationRegistration.html */
export const DEVICE_TYPES = ['GCM', 'APNS', 'APNS_SANDBOX'] as const;
