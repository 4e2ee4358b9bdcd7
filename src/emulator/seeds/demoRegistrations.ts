/** A push registration of the demo estate. AWS can't list registrations: whoever shows the demo writes these down first. */
export interface DemoRegistration {
  readonly account: string;
  readonly region: string;
  readonly instanceId: string;
  readonly registrationId: string;
  readonly contactId: string;
  readonly deviceType: 'GCM' | 'APNS' | 'APNS_SANDBOX';
  readonly pinpointAppArn: string;
  /** No real token: it says so itself. */
  readonly deviceToken: string;
}

/** The two accounts of the demo estate; both are from AWS's documentation. */
export const PRODUCTION = '111122223333';
export const STAGING = '444455556666';

/** The demo's Connect instances. */
export const SUPPORT_INSTANCE = '8f2d6b1e-3c94-4a57-9d10-5e7b2a6c4f31';
export const FAILED_INSTANCE = 'c41a7e90-5b28-4d63-8f7e-0a92d3b6e815';
export const STAGING_INSTANCE = '27e5c8d4-9a13-4f60-b2c7-61d8e4f0a953';

/** The demo's Pinpoint applications that registrations name. */
export const SHOP_APP = '5f1c0d8e7b2a49368e4d1f6a0b9c7d52';
export const STAGING_APP = 'a83e6b4c1d9f47208c5e2b7d0f1a6394';

const shopAppArn = `arn:aws:mobiletargeting:us-east-1:${PRODUCTION}:apps/${SHOP_APP}`;
const stagingAppArn = `arn:aws:mobiletargeting:ap-southeast-2:${STAGING}:apps/${STAGING_APP}`;

/** Every registration of the demo estate. */
export const demoRegistrations: readonly DemoRegistration[] = [
  {
    account: PRODUCTION,
    region: 'us-east-1',
    instanceId: SUPPORT_INSTANCE,
    registrationId: 'b7d1f3a2-6c58-4e09-a1d4-93f0c2e7b586',
    contactId: '1d4e7a90-2b3c-4f56-8a9b-0c1d2e3f4a51',
    deviceType: 'GCM',
    pinpointAppArn: shopAppArn,
    deviceToken: 'example-not-a-real-token-android-1',
  },
  {
    account: PRODUCTION,
    region: 'us-east-1',
    instanceId: SUPPORT_INSTANCE,
    registrationId: 'e90c4b6d-17f2-4a83-b5e6-2d8a7c1f3094',
    contactId: '9c8b7a65-4d3e-4f21-b0a9-8c7d6e5f4a32',
    deviceType: 'APNS',
    pinpointAppArn: shopAppArn,
    deviceToken: 'example-not-a-real-token-iphone-1',
  },
  {
    account: STAGING,
    region: 'ap-southeast-2',
    instanceId: STAGING_INSTANCE,
    registrationId: '3a5f8e12-d4c7-4b90-9e61-7f0b2c8d5a46',
    contactId: '6e5d4c3b-2a19-4087-b6c5-d4e3f2a1b009',
    deviceType: 'APNS_SANDBOX',
    pinpointAppArn: stagingAppArn,
    deviceToken: 'example-not-a-real-token-iphone-test-1',
  },
];
