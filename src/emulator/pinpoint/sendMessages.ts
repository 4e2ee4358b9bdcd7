import { anything, map, object, optional, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { appOf, bodyOf } from './checks.ts';
import { fail } from './errors.ts';

/** The push channels that an application can have here, by their type; of the others none is known. */
const MEMBERS = new Map([
  ['GCM', 'gcm'],
  ['APNS', 'apns'],
  ['APNS_SANDBOX', 'apnsSandbox'],
] as const);

const TYPES = [
  ...['PUSH', 'GCM', 'APNS', 'APNS_SANDBOX', 'APNS_VOIP', 'APNS_VOIP_SANDBOX', 'ADM', 'SMS', 'VOICE', 'EMAIL'],
  ...['BAIDU', 'CUSTOM', 'IN_APP'],
];

const messageRequest = object({
  Addresses: optional(map(object({ ChannelType: string({ oneOf: TYPES }) }))),
  MessageConfiguration: object({ DefaultPushNotificationMessage: optional(anything) }),
});

/**
 * Sends nothing, and answers as if it had, where the channel is there: no address leaves the emulator, nor is it kept.
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-messages.html
 */
export const sendMessages: EmulatorOperation = {
  name: 'SendMessages',
  effect: 'write',
  run(call) {
    const { id, app } = appOf(call);
    const { Addresses: addresses = new Map() } = bodyOf(messageRequest, call.body);
    const results = [...addresses].map(([address, { ChannelType: type }]) => {
      const member = [...MEMBERS].find(([one]) => one === type)?.[1];
      const channel = member === undefined ? undefined : app[member];
      // That a missing channel refuses the whole call is chosen: AWS documents its text alone.
      if (channel === undefined) throw fail('BadRequestException', `${type} channel not found`);
      // How AWS words a channel that is disabled is unknown.
      const sent = channel.enabled === false ? refused(`${type} channel is disabled`) : DELIVERED;
      return [address, { ...sent, MessageId: call.ids.uuid() }] as const;
    });
    return { body: { ApplicationId: id, RequestId: call.ids.uuid(), Result: Object.fromEntries(results) } };
  },
};

const DELIVERED = { DeliveryStatus: 'SUCCESSFUL', StatusCode: 200, StatusMessage: 'Message accepted' };
const refused = (StatusMessage: string) => ({ DeliveryStatus: 'PERMANENT_FAILURE', StatusCode: 400, StatusMessage });
