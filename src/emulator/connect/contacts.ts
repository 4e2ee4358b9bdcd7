import { object, optional, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { instanceArn, instanceOf } from './checks.ts';
import type { Contact, Instance } from './connectDocument.ts';
import { fail, inputOf } from './errors.ts';

const contactId = string({ min: 1, max: 256 });

/** The instance that a body names. @throws {ServiceError} ResourceNotFoundException */
const instanceIn = (call: EmulatorCall): Instance => {
  const { InstanceId } = inputOf(
    object({ InstanceId: string({ min: 1, max: 100 }) }),
    call.body,
    'InvalidRequestException',
  );
  return instanceOf({ ...call, labels: { InstanceId } }, 'InvalidRequestException').instance;
};

function contactOf({ contacts }: Instance, id: string): Contact {
  const contact = contacts.get(id);
  if (contact === undefined) throw fail('ResourceNotFoundException', `Contact not found: ${id}`);
  return contact;
}

const newChat = object({
  ContactFlowId: string({ min: 1, max: 500 }),
  ParticipantDetails: object({ DisplayName: string({ min: 1, max: 256 }) }),
  ClientToken: optional(string({ max: 500 })),
});

/** Nobody ever answers the chat. @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html */
const startChatContact: EmulatorOperation = {
  name: 'StartChatContact',
  effect: 'write',
  run(call) {
    const { contacts } = instanceIn(call);
    const { ClientToken: clientToken } = inputOf(newChat, call.body, 'InvalidRequestException');
    const again = [...contacts.entries()].find(
      ([, one]) => clientToken !== undefined && one.clientToken === clientToken,
    );
    const id = again?.[0] ?? call.ids.uuid();
    const made = { channel: 'CHAT', initiationTime: call.now.toISOString() } as const;
    if (again === undefined) contacts.set(id, { ...made, ...(clientToken === undefined ? {} : { clientToken }) });
    return { body: { ContactId: id, ParticipantId: call.ids.uuid(), ParticipantToken: call.ids.hex(32) } };
  },
};

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StopContact.html */
const stopContact: EmulatorOperation = {
  name: 'StopContact',
  effect: 'write',
  run(call) {
    const instance = instanceIn(call);
    const { ContactId } = inputOf(object({ ContactId: contactId }), call.body, 'InvalidRequestException');
    const contact = contactOf(instance, ContactId);
    // That an ended contact is refused is documented under the name ContactNotFoundException.
    if (contact.disconnectTime !== undefined) throw fail('ContactNotFoundException', `Contact has ended: ${ContactId}`);
    instance.contacts.set(ContactId, { ...contact, disconnectTime: call.now.toISOString() });
    return { body: {} };
  },
};

const transfer = object({ ContactId: contactId, ContactFlowId: string({ min: 1, max: 500 }) });

/** Makes a new contact that knows which one it began as. @see https://docs.aws.amazon.com/connect/latest/APIReference/API_TransferContact.html */
const transferContact: EmulatorOperation = {
  name: 'TransferContact',
  effect: 'write',
  run(call) {
    const instance = instanceIn(call);
    const { ContactId } = inputOf(transfer, call.body, 'InvalidRequestException');
    const contact = contactOf(instance, ContactId);
    const id = call.ids.uuid();
    const { clientToken: _, ...rest } = contact;
    instance.contacts.set(id, { ...rest, initialContactId: contact.initialContactId ?? ContactId });
    return { body: { ContactId: id } };
  },
};

const seconds = (instant: string): number => Date.parse(instant) / 1000;

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_DescribeContact.html */
const describeContact: EmulatorOperation = {
  name: 'DescribeContact',
  effect: 'read',
  run(call) {
    const { id, instance } = instanceOf(call, 'InvalidRequestException');
    const ContactId = call.labels.ContactId ?? '';
    const { channel = 'CHAT', initialContactId, initiationTime, disconnectTime } = contactOf(instance, ContactId);
    return {
      body: {
        Contact: {
          Arn: `${instanceArn(call, id)}/contact/${ContactId}`,
          Id: ContactId,
          ...(initialContactId === undefined ? {} : { InitialContactId: initialContactId }),
          InitiationMethod: 'API',
          Channel: channel,
          InitiationTimestamp: seconds(initiationTime ?? '2021-01-01T00:00:00.000Z'),
          ...(disconnectTime === undefined ? {} : { DisconnectTimestamp: seconds(disconnectTime) }),
        },
      },
    };
  },
};

/** What can be done with contacts. */
export const contactOperations: readonly EmulatorOperation[] = [
  describeContact,
  startChatContact,
  stopContact,
  transferContact,
];
