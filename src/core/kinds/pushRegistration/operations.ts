import { isObject, text } from '../../model/answer.ts';
import { type Finding, finding } from '../../model/finding.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Bookkeeping, OfferedWrite } from '../../model/kind.ts';
import type { Answer, Input } from '../../model/ports.ts';
import type { Live, Row } from '../../model/resource.ts';
import { DEVICE_TYPES } from './document.ts';

const member = (request: Input, name: string): string => String(request[name] ?? '');
const contactId = (request: Input): string =>
  isObject(request.ContactConfiguration) ? String(request.ContactConfiguration.ContactId ?? '') : '';

/** The contact a registration is for: AWS gives it an id of its own only in its answer. */
const contactOf = (request: Input): string => contactId(request) || member(request, 'ContactId');

const includesRawMessage = ({ ContactConfiguration }: Input): boolean =>
  isObject(ContactConfiguration) && ContactConfiguration.IncludeRawMessage === true;

function created(request: Input, answer: Answer, where: { accountId: string; region: LedgerRegion }): Bookkeeping {
  return {
    kind: 'record',
    deviceToken: member(request, 'DeviceToken'),
    entry: {
      accountId: where.accountId,
      region: where.region,
      instanceId: member(request, 'InstanceId'),
      contactId: contactId(request),
      registrationId: text(answer, 'RegistrationId'),
      pinpointAppArn: member(request, 'PinpointAppArn'),
      deviceType: member(request, 'DeviceType'),
      ...(includesRawMessage(request) ? { includeRawMessage: true } : {}),
    },
  };
}
type LedgerRegion = Extract<Bookkeeping, { kind: 'record' }>['entry']['region'];

function deletePreset(row: Row | null): JsonObject {
  const config = row?.config;
  if (row === null || !isObject(config)) return {};
  const contact = contactId(config);
  return { InstanceId: String(config.InstanceId ?? ''), RegistrationId: row.name, ContactId: contact };
}

function deleteFindings(_request: Input, live: Live): readonly Finding[] {
  const unknown = live.config === null ? [finding('push-registration/not-recorded', 'warning')] : [];
  return [finding('push-registration/not-listable', 'information'), ...unknown];
}

/** What can be done with push registrations. */
export const pushRegistrationOperations: readonly OfferedWrite[] = [
  {
    name: 'CreatePushNotificationRegistration',
    title: t => t('Create Push Notification Registration'),
    help: t =>
      t(
        'Registers a device for push notifications about one chat contact. AWS cannot list registrations, so the answer is recorded.',
      ),
    done: (t, name) => t('Push registration created: {0}', name),
    icon: 'add',
    effect: 'create',
    kind: 'push-registration',
    startsFrom: 'instance',
    fields: [
      {
        path: ['PinpointAppArn'],
        label: 'PinpointAppArn',
        title: t => t('Application'),
        help: t =>
          t(
            'ARN of the Pinpoint (End User Messaging) application that holds the push channel, associated with the instance.',
          ),
        input: 'text',
        required: true,
        live: 'application',
      },
      {
        path: ['DeviceType'],
        label: 'DeviceType',
        title: t => t('Device type'),
        help: t => t('The push service of the device.'),
        input: 'choice',
        options: DEVICE_TYPES,
        required: true,
      },
      {
        path: ['DeviceToken'],
        label: 'DeviceToken',
        title: t => t('Device token'),
        help: t => t('The token that the push service gave the device. Sent to AWS and not stored.'),
        input: 'secret',
        required: true,
      },
      {
        path: ['ContactConfiguration', 'ContactId'],
        label: 'ContactId',
        title: t => t('Contact'),
        help: t => t('The initial contact ID of the chat.'),
        input: 'text',
        required: true,
      },
      {
        path: ['ContactConfiguration', 'IncludeRawMessage'],
        label: 'IncludeRawMessage',
        title: t => t('Include the raw message'),
        help: t => t('Whether the push notification contains the raw chat message.'),
        input: 'flag',
        required: false,
      },
      {
        path: ['ClientToken'],
        label: 'ClientToken',
        title: t => t('Idempotency token'),
        help: t => t('Makes retries safe. If empty, one is generated.'),
        input: 'text',
        required: false,
      },
    ],
    preset: row => ({
      ...(row === null ? {} : { InstanceId: row.name }),
      ContactConfiguration: { ParticipantRole: 'CUSTOMER' },
    }),
    resourceName: contactId,
    calledName: contactOf,
    goal: ({ DeviceToken: _secret, ClientToken: _token, ...rest }) => rest as JsonObject,
    findings: () => [finding('push-registration/not-listable', 'information')],
    secrets: ['DeviceToken'],
    doneCodes: [],
    idempotencyMember: 'ClientToken',
    // RegistrationId is not known before AWS answers; whoever records the change adds it from the answer.
    undo: request => ({
      kind: 'by',
      operation: 'DeletePushNotificationRegistration',
      request: { InstanceId: member(request, 'InstanceId'), ContactId: contactId(request) },
    }),
    bookkeeping: created,
  },
  {
    name: 'DeletePushNotificationRegistration',
    title: t => t('Delete Push Notification Registration'),
    help: t => t('Deletes a push registration. This can’t be undone: the device token is not stored.'),
    done: (t, name) => t('Push registration deleted: {0}', name),
    icon: 'trash',
    effect: 'delete',
    kind: 'push-registration',
    startsFrom: 'push-registration',
    fields: [],
    preset: deletePreset,
    resourceName: request => member(request, 'RegistrationId'),
    calledName: contactOf,
    goal: () => null,
    findings: deleteFindings,
    undo: () => ({ kind: 'not', reason: 'registration-token' }),
    secrets: [],
    doneCodes: ['ResourceNotFoundException'],
    bookkeeping: request => ({
      kind: 'forget',
      instanceId: member(request, 'InstanceId'),
      registrationId: member(request, 'RegistrationId'),
    }),
  },
];
