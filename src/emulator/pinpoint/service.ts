import { awsModels } from '../awsModels.ts';
import { PINPOINT_REGIONS } from '../regions.ts';
import { commonErrors, jsonCodes, statusesOf } from '../wire/commonErrors.ts';
import { restJson } from '../wire/restJson.ts';
import { encodeWithHeader } from '../wire/restJsonErrors.ts';
import type { EmulatorService } from '../world.ts';
import { channelOperations } from './channel.ts';
import { createApp } from './createApp.ts';
import { deleteApp } from './deleteApp.ts';
import { deleteEventStream } from './deleteEventStream.ts';
import { statuses } from './errors.ts';
import { getApp } from './getApp.ts';
import { getApps } from './getApps.ts';
import { getEventStream } from './getEventStream.ts';
import { MAX_BODY_BYTES } from './limits.ts';
import { putEventStream } from './putEventStream.ts';
import { retired } from './retired.ts';
import { sendMessages } from './sendMessages.ts';

const lasting = [createApp, deleteApp, getApp, getApps, sendMessages, ...channelOperations];
const streams = [deleteEventStream, getEventStream, putEventStream];
const codes = {
  ...jsonCodes,
  throttled: ['TooManyRequestsException', 429],
  serialization: ['BadRequestException', 400],
  tooLarge: ['PayloadTooLargeException', 413],
  internal: ['InternalServerErrorException', 500],
} as const;

/**
 * Amazon Pinpoint (now AWS End User Messaging), 2016-12-01; it signs as `mobiletargeting`.
 * @param isRetired event streams answer as after the end of Pinpoint; applications and channels live on.
 */
export function pinpoint(isRetired: boolean): EmulatorService {
  const operations = [...lasting, ...(isRetired ? streams.map(retired) : streams)];
  return {
    name: 'pinpoint',
    signingName: 'mobiletargeting',
    regions: PINPOINT_REGIONS,
    protocol: restJson(operations, awsModels.pinpoint),
    operations,
    recognises: request => request.path.startsWith('/v1/'),
    errors: commonErrors(codes),
    statuses: { ...awsModels.pinpoint.errors, ...statuses, ...statusesOf(codes) },
    // That the code travels in this header is inferred: no type is in the body, and clients do find one.
    encodeError: (error, requestId) =>
      encodeWithHeader({ header: 'x-amzn-errortype', message: 'Message', requestId: 'RequestID' }, error, requestId),
    maxBodyBytes: MAX_BODY_BYTES,
  };
}
