import { readChannel } from './channel.ts';

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-channels-apns_sandbox.html */
export const getApnsSandboxChannel = readChannel({
  operation: 'GetApnsSandboxChannel',
  platform: 'APNS_SANDBOX',
  member: 'apnsSandbox',
  own: channel => ({ HasTokenKey: channel.hasTokenKey ?? false }),
});
