import { awsModels } from '../awsModels.ts';
import { ALL_REGIONS } from '../regions.ts';
import { commonErrors, jsonCodes, statusesOf } from '../wire/commonErrors.ts';
import { restJson } from '../wire/restJson.ts';
import { encodeWithHeader } from '../wire/restJsonErrors.ts';
import type { EmulatorService } from '../world.ts';
import { deregisterNotificationHub } from './deregisterNotificationHub.ts';
import { errorMembers, fail, statuses } from './errors.ts';
import { CONTROL_PLANE_REGION } from './limits.ts';
import { listNotificationEvents } from './listNotificationEvents.ts';
import { listNotificationHubs } from './listNotificationHubs.ts';
import { registerNotificationHub } from './registerNotificationHub.ts';

const operations = [deregisterNotificationHub, listNotificationEvents, listNotificationHubs, registerNotificationHub];
const codes = { ...jsonCodes, internal: ['InternalServerException', 500] } as const;

/** AWS User Notifications, 2018-05-10. */
export const notifications: EmulatorService = {
  name: 'notifications',
  signingName: 'notifications',
  regions: ALL_REGIONS,
  protocol: restJson(operations, awsModels.notifications),
  operations,
  recognises: request => /^\/(notification-|event-rules|channels)/.test(request.path),
  errors: commonErrors(codes),
  statuses: { ...awsModels.notifications.errors, ...statuses, ...statusesOf(codes) },
  errorMembers,
  encodeError: (error, requestId) =>
    encodeWithHeader({ header: 'x-amzn-errortype', message: 'message' }, error, requestId),
  maxBodyBytes: 1024 * 1024,
  before(call) {
    // The text was seen in the wild; the type of the exception is not documented, ValidationException is assumed.
    // Events are read where they are stored; everything else is the control plane's.
    if (call.region !== CONTROL_PLANE_REGION && call.operation !== listNotificationEvents.name) {
      throw fail(
        'ValidationException',
        `API ${call.operation}Activity cannot be called in ${call.region}. Use ${CONTROL_PLANE_REGION} instead`,
        { reason: 'other' },
      );
    }
  },
};
