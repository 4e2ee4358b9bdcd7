import { object, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { instanceLabel, instanceOf } from './checks.ts';
import { fail, inputOf } from './errors.ts';

const input = object({
  ...instanceLabel,
  RegistrationId: string({ min: 1, max: 256 }),
  contactId: string({ min: 1, max: 256 }),
});

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_DeletePushNotificationRegistration.html */
export const deletePushNotificationRegistration: EmulatorOperation = {
  name: 'DeletePushNotificationRegistration',
  effect: 'write',
  run(call) {
    const given = { ...call.labels, contactId: call.query.get('contactId') };
    const { RegistrationId, contactId } = inputOf(input, given, 'InvalidParameterException');
    const { instance } = instanceOf(call, 'InvalidParameterException');
    // That the contact must be the registration's own is inferred from its being required.
    if (instance.registrations.get(RegistrationId)?.contactId !== contactId) {
      throw fail('ResourceNotFoundException', `Registration not found: ${RegistrationId}`);
    }
    instance.registrations.delete(RegistrationId);
    return { body: {} };
  },
};
