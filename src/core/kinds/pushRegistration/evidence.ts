import { isObject } from '../../model/answer.ts';
import type { KindEvidence } from '../../model/evidence.ts';
import { lastChangePiece, names } from '../lastChange.ts';

const lastChange = lastChangePiece(
  'push-registration/last-change',
  () => 'CreatePushNotificationRegistration',
  (event, { name, config }) => {
    const contact = config?.ContactConfiguration;
    const contactId = isObject(contact) && typeof contact.ContactId === 'string' ? contact.ContactId : undefined;
    return names(event, 'registrationId', name) || (contactId !== undefined && names(event, 'contactId', contactId));
  },
);

/** What tells of a registration: AWS counts no messages to a device. */
export const pushRegistrationEvidence: KindEvidence = { kind: 'push-registration', pieces: [lastChange] };
