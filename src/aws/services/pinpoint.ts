import {
  DeleteEventStreamCommand,
  GetApnsChannelCommand,
  GetApnsSandboxChannelCommand,
  GetAppCommand,
  GetAppsCommand,
  GetEventStreamCommand,
  GetGcmChannelCommand,
  PinpointClient,
  PutEventStreamCommand,
} from '@aws-sdk/client-pinpoint';
import { isObject } from '../../core/model/answer.ts';
import type { Answer } from '../../core/model/ports.ts';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** A GCM channel may hold the project's server key, which nothing here has a use for. */
function withoutServerKey(answer: Answer): Answer {
  const { GCMChannelResponse: channel } = answer;
  if (!isObject(channel)) return answer;
  const { Credential: _, ...rest } = channel;
  return { ...answer, GCMChannelResponse: rest };
}

/** Makes a client of Pinpoint, which lives on as End User Messaging Push. */
export const openPinpoint: OpenService = options => {
  const client = serviceClient('pinpoint', new PinpointClient(clientSettings(options)), options.requestHandler, {
    GetApps: GetAppsCommand,
    GetApp: GetAppCommand,
    GetEventStream: GetEventStreamCommand,
    GetApnsChannel: GetApnsChannelCommand,
    GetApnsSandboxChannel: GetApnsSandboxChannelCommand,
    GetGcmChannel: GetGcmChannelCommand,
    PutEventStream: PutEventStreamCommand,
    DeleteEventStream: DeleteEventStreamCommand,
  });
  return {
    ...client,
    async send(operation, input, parts) {
      const answer = await client.send(operation, input, parts);
      return operation === 'GetGcmChannel' ? withoutServerKey(answer) : answer;
    },
  };
};
