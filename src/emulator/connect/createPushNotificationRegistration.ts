import { boolean, object, optional, type ShapeOf, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { instanceOf } from './checks.ts';
import type { Instance, Registration } from './connectDocument.ts';
import { fail, inputOf } from './errors.ts';

const input = object({
  ClientToken: optional(string({ max: 500 })),
  PinpointAppArn: string(),
  DeviceToken: string({ min: 1, max: 500 }),
  DeviceType: string({ oneOf: ['GCM', 'APNS', 'APNS_SANDBOX'] }),
  ContactConfiguration: object({
    ContactId: string({ min: 1, max: 256 }),
    ParticipantRole: optional(string({ oneOf: ['AGENT', 'CUSTOMER', 'SYSTEM', 'CUSTOM_BOT', 'SUPERVISOR'] })),
    IncludeRawMessage: optional(boolean),
  }),
});

type Input = ShapeOf<typeof input>;

const APP_ARN = /^arn:aws[a-z-]*:mobiletargeting:[a-z0-9-]+:(?<account>\d{12}):apps\/[0-9A-Za-z]+$/;

/**
 * What AWS demands beyond the shape. Documented: only CUSTOMER is accepted, and the application must be of the
 * instance's account; which errors say so is not. Whether the application exists, is in the instance's Region or has
 * the channel is not looked at, since nothing tells that AWS does.
 * @throws {ServiceError}
 */
function check(call: EmulatorCall, given: Input, instance: Instance): void {
  const { ParticipantRole } = given.ContactConfiguration;
  if (ParticipantRole !== undefined && ParticipantRole !== 'CUSTOMER') {
    throw fail('InvalidParameterException', `ParticipantRole must be CUSTOMER, not ${ParticipantRole}`);
  }
  const app = APP_ARN.exec(given.PinpointAppArn)?.groups;
  if (app === undefined) throw fail('InvalidParameterException', 'PinpointAppArn is not the ARN of an application');
  if (app.account !== call.account) {
    throw fail('ResourceNotFoundException', `Pinpoint app not found: ${given.PinpointAppArn}`);
  }
  const isAssociated = [...instance.associations.values()].some(
    one => one.integrationType === 'PINPOINT_APP' && one.integrationArn === given.PinpointAppArn,
  );
  if (instance.requireAssociation === true && !isAssociated) {
    throw fail(
      'InvalidParameterException',
      `The application is not associated with the instance: ${given.PinpointAppArn}`,
    );
  }
}

function toRegistration(given: Input): Registration {
  const { ContactId, ParticipantRole, IncludeRawMessage } = given.ContactConfiguration;
  return {
    pinpointAppArn: given.PinpointAppArn,
    deviceToken: given.DeviceToken,
    deviceType: given.DeviceType,
    contactId: ContactId,
    participantRole: ParticipantRole ?? 'CUSTOMER',
    includeRawMessage: IncludeRawMessage ?? false,
    ...(given.ClientToken === undefined ? {} : { clientToken: given.ClientToken }),
  };
}

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_CreatePushNotificationRegistration.html */
export const createPushNotificationRegistration: EmulatorOperation = {
  name: 'CreatePushNotificationRegistration',
  effect: 'write',
  run(call) {
    const { id, instance } = instanceOf(call, 'InvalidParameterException');
    const given = inputOf(input, call.body, 'InvalidParameterException');
    check(call, given, instance);
    const registration = toRegistration(given);
    const { registrations } = call.world.connect.open(call.account, call.region).instances.get(id) ?? instance;
    const token = given.ClientToken;
    const same =
      token === undefined ? undefined : [...registrations.entries()].find(([, one]) => one.clientToken === token);
    // A token used again with another input: AWS does not document its answer.
    if (same !== undefined && JSON.stringify(same[1]) !== JSON.stringify(registration)) {
      throw fail('InvalidParameterException', 'ClientToken was used before with other parameters');
    }
    const registrationId = same?.[0] ?? call.ids.uuid();
    if (same === undefined) registrations.set(registrationId, registration);
    return { body: { RegistrationId: registrationId } };
  },
};
