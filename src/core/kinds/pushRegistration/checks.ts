import { isObject, optionalFlag, optionalText } from '../../model/answer.ts';
import { parseArn } from '../../model/arn.ts';
import {
  amiss,
  type Check,
  type CheckedResource,
  ifThere,
  type Judgement,
  type KindChecks,
  type Look,
  ok,
} from '../../model/check.ts';
import { AccessError } from '../../model/errors.ts';
import type { ReadOperation } from '../../model/operations.ts';
import type { Answer } from '../../model/ports.ts';
import { parseRegion, type Region } from '../../model/regions.ts';
import { OWN_FIELDS } from '../../model/resource.ts';
import { associating, associationOf } from '../remedies/association.ts';
import { outOfPlace } from '../remedies/outOfPlace.ts';

/** A registration as the ledger holds it. */
interface Registration {
  readonly instanceId: string;
  readonly contactId: string;
  readonly deviceType: string;
  readonly appArn: string;
  readonly appId: string;
  readonly appRegion: Region;
}

function registrationOf({ config, region }: CheckedResource): Registration | undefined {
  const contact = config?.ContactConfiguration;
  const member = (value: unknown): string => (typeof value === 'string' ? value : '');
  const appArn = member(config?.PinpointAppArn);
  const app = parseArn(appArn);
  if (app === undefined) return undefined;
  return {
    instanceId: member(config?.InstanceId),
    contactId: isObject(contact) ? member(contact.ContactId) : '',
    deviceType: member(config?.DeviceType),
    appArn,
    appId: app.resource.replace(/^apps\//, ''),
    appRegion: parseRegion(app.region) ?? region,
  };
}

type Judge = (registration: Registration, subject: CheckedResource, look: Look) => Promise<Judgement | undefined>;

const registrationCheck = (id: string, judge: Judge): Check => ({
  id,
  tells: 'step',
  judge: async (subject, look) => {
    const registration = registrationOf(subject);
    return registration === undefined ? undefined : judge(registration, subject, look);
  },
});

/** @see https://docs.aws.amazon.com/connect/latest/adminguide/enable-push-notifications-for-mobile-chat.html */
const noAssociation = registrationCheck('push-registration/no-association', async (registration, subject, look) => {
  const { instanceId: InstanceId, appArn, appId } = registration;
  const data = { instance: InstanceId, app: appId };
  try {
    if ((await associationOf(look.read, InstanceId, appArn)) !== undefined) return ok(data);
  } catch (error) {
    if (error instanceof AccessError && error.code === 'not-found')
      return amiss('broken', { ...data, what: 'instance' });
    throw error;
  }
  const arguments_ = ['--instance-id', InstanceId, '--integration-type', 'PINPOINT_APP', '--integration-arn', appArn];
  const cli = ['connect', 'create-integration-association', ...arguments_, '--region', subject.region];
  const { region } = subject;
  const request = associating(InstanceId, appArn);
  const isHere = outOfPlace(appArn, subject).length === 0;
  const change = isHere ? ({ operation: 'CreateIntegrationAssociation', region, request } as const) : null;
  return amiss('broken', { ...data, what: 'association' }, { cli, change });
});

/** The channel that serves each type of device, and the member of the answer that holds it. */
const CHANNELS: Readonly<Record<string, { readonly read: ReadOperation; readonly member: string }>> = {
  GCM: { read: 'GetGcmChannel', member: 'GCMChannelResponse' },
  APNS: { read: 'GetApnsChannel', member: 'APNSChannelResponse' },
  APNS_SANDBOX: { read: 'GetApnsSandboxChannel', member: 'APNSSandboxChannelResponse' },
};

/** The channel; null for one that was never opened, undefined for a type of device that has none. */
async function channelOf(
  { deviceType, appId, appRegion }: Registration,
  look: Look,
): Promise<Answer | null | undefined> {
  const channel = CHANNELS[deviceType];
  if (channel === undefined) return undefined;
  const answer = await ifThere(look.read(channel.read, { ApplicationId: appId }, appRegion));
  if (answer === undefined) return null;
  const response = answer[channel.member];
  if (!isObject(response)) throw new AccessError('unexpected-answer', `The answer holds no ${channel.member}.`);
  return response;
}

/** Whether a channel says that it holds something to sign in with. Its `Credential` is never looked at: it is a key. */
function hasCredential(channel: Answer): boolean | undefined {
  const told = ['HasCredential', 'HasTokenKey', 'HasFcmServiceCredentials'].map(member =>
    optionalFlag(channel, member),
  );
  if (told.includes(true)) return true;
  return told.every(one => one === null) ? undefined : false;
}

const channelOff = registrationCheck('push-registration/channel-off', async (registration, _subject, look) => {
  const data = { app: registration.appId, type: registration.deviceType };
  const channel = await channelOf(registration, look);
  if (channel === undefined) return undefined;
  if (channel === null) return amiss('broken', { ...data, what: 'missing' });
  if (optionalFlag(channel, 'Enabled') === false) return amiss('broken', { ...data, what: 'disabled' });
  return hasCredential(channel) === false ? amiss('broken', { ...data, what: 'credential' }) : ok(data);
});

/** Google ended the server keys of Firebase Cloud Messaging in 2024. */
const fcmLegacy = registrationCheck('push-registration/fcm-legacy', async (registration, _subject, look) => {
  if (registration.deviceType !== 'GCM') return undefined;
  const channel = await channelOf(registration, look);
  if (channel === undefined || channel === null) return undefined;
  const isKey = optionalText(channel, 'DefaultAuthenticationMethod') === 'KEY';
  const hasService = optionalFlag(channel, 'HasFcmServiceCredentials') === true;
  return isKey && !hasService ? amiss('warning', { app: registration.appId }) : undefined;
});

const contact = registrationCheck('push-registration/contact', async (registration, _subject, look) => {
  const { instanceId: InstanceId, contactId: ContactId } = registration;
  const data = { contact: ContactId };
  const answer = await ifThere(look.read('DescribeContact', { InstanceId, ContactId }));
  if (answer === undefined) return amiss('warning', { ...data, what: 'missing' });
  const found = answer.Contact;
  if (!isObject(found)) throw new AccessError('unexpected-answer', 'The answer holds no Contact.');
  const channel = optionalText(found, 'Channel') ?? 'CHAT';
  const initial = optionalText(found, 'InitialContactId') ?? ContactId;
  if (channel !== 'CHAT') return amiss('warning', { ...data, what: 'channel', channel });
  if (initial !== ContactId) return amiss('warning', { ...data, what: 'initial', initial });
  const ended = optionalText(found, 'DisconnectTimestamp');
  return ended === null ? ok(data) : amiss('warning', { ...data, what: 'ended', at: ended });
});

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html */
const LONGEST_CHAT_MS = 7 * 24 * 60 * 60_000;

/** By its age alone, so that it is told as well where contacts may not be read. */
const outlived: Check = {
  id: 'push-registration/ledger',
  tells: 'note',
  judge: async ({ name, fields }, look) => {
    const at = fields.get(OWN_FIELDS.recorded) ?? '';
    return look.now() - Date.parse(at) > LONGEST_CHAT_MS ? ok({ registration: name, at }) : undefined;
  },
};

/** From the chat over the instance and the application to the channel that pushes. */
export const pushRegistrationChecks: KindChecks = {
  kind: 'push-registration',
  unset: [],
  whyUnlisted: {},
  memberOf: id => (id === 'push-registration/contact' ? null : 'PinpointAppArn'),
  leadsTo: () => [],
  checks: [contact, noAssociation, channelOff, fcmLegacy, outlived],
};
