import { awsModels } from '../awsModels.ts';
import { CONNECT_REGIONS } from '../regions.ts';
import { commonErrors, jsonCodes, statusesOf } from '../wire/commonErrors.ts';
import { restJson } from '../wire/restJson.ts';
import { encodeWithHeader } from '../wire/restJsonErrors.ts';
import type { EmulatorService } from '../world.ts';
import { contactOperations } from './contacts.ts';
import { createInstance } from './createInstance.ts';
import { createIntegrationAssociation } from './createIntegrationAssociation.ts';
import { createPushNotificationRegistration } from './createPushNotificationRegistration.ts';
import { deleteInstance } from './deleteInstance.ts';
import { deleteIntegrationAssociation } from './deleteIntegrationAssociation.ts';
import { deletePushNotificationRegistration } from './deletePushNotificationRegistration.ts';
import { describeInstance } from './describeInstance.ts';
import { statuses } from './errors.ts';
import { listInstances } from './listInstances.ts';
import { listIntegrationAssociations } from './listIntegrationAssociations.ts';

const operations = [
  createInstance,
  createIntegrationAssociation,
  createPushNotificationRegistration,
  deleteInstance,
  deleteIntegrationAssociation,
  deletePushNotificationRegistration,
  describeInstance,
  listInstances,
  listIntegrationAssociations,
  ...contactOperations,
];
const codes = { ...jsonCodes, internal: ['InternalServiceException', 500] } as const;

/** Amazon Connect, 2017-08-08. Its rate of 2 requests a second is not kept; a throttle fault shows the answer. */
export const connect: EmulatorService = {
  name: 'connect',
  signingName: 'connect',
  regions: CONNECT_REGIONS,
  protocol: restJson(operations, awsModels.connect),
  operations,
  recognises: request => /^\/(instance|push-notification|contacts?)(\/|$)/.test(request.path),
  errors: commonErrors(codes),
  statuses: { ...awsModels.connect.errors, ...statuses, ...statusesOf(codes) },
  encodeError: (error, requestId) =>
    encodeWithHeader({ header: 'x-amzn-errortype', message: 'Message' }, error, requestId),
  maxBodyBytes: 1024 * 1024,
};
