import { readChannel } from './channel.ts';

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-channels-gcm.html */
export const getGcmChannel = readChannel({
  operation: 'GetGcmChannel',
  platform: 'GCM',
  member: 'gcm',
  own: channel => ({ HasFcmServiceCredentials: channel.hasFcmServiceCredentials ?? false }),
});
