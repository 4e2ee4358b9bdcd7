import createSchema from '../../../../schemas/requests/CreatePushNotificationRegistration.json';
import deleteSchema from '../../../../schemas/requests/DeletePushNotificationRegistration.json';
import type { Keys } from '../../lint/model/keys.ts';
import type { KindLint } from '../../lint/model/kindLint.ts';
import { type Role, shapeOf } from '../../lint/model/shape.ts';
import { nearest } from '../../model/similar.ts';
import { DEVICE_TYPES, pushRegistrationDocument } from './document.ts';
import { rule as appAccount } from './rules/app-account/rule.ts';
import { rule as appArn } from './rules/app-arn/rule.ts';
import { rule as appRegion } from './rules/app-region/rule.ts';
import { rule as clientToken } from './rules/client-token/rule.ts';
import { rule as contactId } from './rules/contact-id/rule.ts';
import { rule as deviceType } from './rules/device-type/rule.ts';
import { rule as instanceArn } from './rules/instance-arn/rule.ts';
import { rule as missingInstance } from './rules/missing-instance/rule.ts';
import { rule as participantRole } from './rules/participant-role/rule.ts';
import { rule as sandboxProd } from './rules/sandbox-prod/rule.ts';
import { rule as tokenInFile } from './rules/token-in-file/rule.ts';
import { rule as tokenLength } from './rules/token-length/rule.ts';
import { rule as tokenShape } from './rules/token-shape/rule.ts';

const roles: Readonly<Record<string, Role>> = { PinpointAppArn: 'arn', DeviceToken: 'secret' };
const create = shapeOf(createSchema, roles);
const request = { writtenAs: 'request', shape: create } as const;

const CONTACT_KEYS = ['ContactId', 'IncludeRawMessage', 'ParticipantRole'];

/**
 * Every push service has a device's token and its type. They are ours with what only AWS has beside them, or where the
 * type is one that AWS names; in another case than AWS's, only where nothing else stands there.
 */
function deciding(keys: Keys): string | undefined {
  if (keys.holdsArn('PinpointAppArn')) return keys.written('PinpointAppArn');
  if (keys.text('DeviceToken') === undefined) return undefined;
  const contact = keys.inside('ContactConfiguration');
  if (contact?.mostlyOf(CONTACT_KEYS) === true) return keys.written('ContactConfiguration');
  const type = keys.text('DeviceType');
  if (type === undefined) return undefined;
  const exact = keys.written('DeviceToken') === 'DeviceToken' && keys.written('DeviceType') === 'DeviceType';
  const isOurs = exact
    ? nearest(type, DEVICE_TYPES) !== undefined
    : keys.size === 2 && DEVICE_TYPES.some(known => known === type);
  return isOurs ? keys.written('DeviceToken') : undefined;
}

/** What the linter knows of push registrations. */
export const pushRegistrationLint: KindLint = {
  kind: 'push-registration',
  service: 'connect',
  document: pushRegistrationDocument,
  roles,
  recognise: () => request,
  keys: ['InstanceId', 'ClientToken', 'PinpointAppArn', 'DeviceToken', 'DeviceType', 'ContactConfiguration'],
  deciding,
  body: create,
  operations: {
    CreatePushNotificationRegistration: create,
    DeletePushNotificationRegistration: shapeOf(deleteSchema, roles),
  },
  claimedKeys: ['InstanceId'],
  rules: [
    missingInstance,
    instanceArn,
    appArn,
    appAccount,
    appRegion,
    deviceType,
    tokenLength,
    tokenShape,
    tokenInFile,
    sandboxProd,
    participantRole,
    contactId,
    clientToken,
  ],
};
