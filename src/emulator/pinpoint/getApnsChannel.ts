import { readChannel } from './channel.ts';

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-channels-apns.html */
export const getApnsChannel = readChannel({
  operation: 'GetApnsChannel',
  platform: 'APNS',
  member: 'apns',
  own: channel => ({ HasTokenKey: channel.hasTokenKey ?? false }),
});
