import { boolean, object, optional, type ShapeOf, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { appOf, bodyOf } from './checks.ts';
import { fail } from './errors.ts';
import type { App, Channel } from './pinpointDocument.ts';

/** What tells one kind of push channel from another. */
interface ChannelKind {
  /** As its operations are named: `Gcm`. */
  readonly name: string;
  readonly platform: string;
  readonly member: 'apns' | 'apnsSandbox' | 'gcm';
  /** The members that only this kind has. Never a credential: AWS may show a server key here, the emulator has none. */
  own(channel: Channel): Readonly<Record<string, unknown>>;
  /** What a request that sets the channel up says of its credentials, which are not kept. */
  told(request: ShapeOf<typeof channelRequest>): Channel;
}

const channelRequest = object({
  Enabled: optional(boolean),
  DefaultAuthenticationMethod: optional(string()),
  ApiKey: optional(string()),
  ServiceJson: optional(string()),
  Certificate: optional(string()),
  PrivateKey: optional(string()),
  TokenKey: optional(string()),
});

const apple = (platform: string, name: string, member: 'apns' | 'apnsSandbox'): ChannelKind => ({
  ...{ name, platform, member },
  own: channel => ({ HasTokenKey: channel.hasTokenKey ?? false }),
  told: ({ Certificate, TokenKey }) => ({
    hasCredential: Certificate !== undefined || TokenKey !== undefined,
    hasTokenKey: TokenKey !== undefined,
  }),
});

const kinds: readonly ChannelKind[] = [
  apple('APNS', 'Apns', 'apns'),
  apple('APNS_SANDBOX', 'ApnsSandbox', 'apnsSandbox'),
  {
    ...{ name: 'Gcm', platform: 'GCM', member: 'gcm' },
    own: channel => ({ HasFcmServiceCredentials: channel.hasFcmServiceCredentials ?? false }),
    told: ({ ApiKey, ServiceJson }) => ({
      hasCredential: ApiKey !== undefined || ServiceJson !== undefined,
      hasFcmServiceCredentials: ServiceJson !== undefined,
    }),
  },
];

function encodeChannel(call: EmulatorCall, kind: ChannelKind, id: string, channel: Channel) {
  const creationDate = channel.creationDate ?? '2019-06-01T00:00:00.000Z';
  return {
    ApplicationId: id,
    CreationDate: creationDate,
    ...(channel.defaultAuthenticationMethod === undefined
      ? {}
      : { DefaultAuthenticationMethod: channel.defaultAuthenticationMethod }),
    Enabled: channel.enabled ?? true,
    HasCredential: channel.hasCredential ?? true,
    Id: kind.platform.toLowerCase(),
    IsArchived: false,
    LastModifiedBy: channel.lastModifiedBy ?? call.account,
    LastModifiedDate: channel.lastModifiedDate ?? creationDate,
    Platform: kind.platform,
    Version: channel.version ?? 1,
    ...kind.own(channel),
  };
}

/** The channel of an application. @throws {ServiceError} NotFoundException where it was never set up */
function channelOf(
  call: EmulatorCall,
  kind: ChannelKind,
): { readonly id: string; readonly app: App; readonly channel: Channel } {
  const { id, app } = appOf(call);
  const channel = app[kind.member];
  if (channel === undefined) throw fail('NotFoundException', 'Resource not found');
  return { id, app, channel };
}

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-channels-gcm.html */
const operationsOf = (kind: ChannelKind): readonly EmulatorOperation[] => [
  {
    name: `Get${kind.name}Channel`,
    effect: 'read',
    run(call) {
      const { id, channel } = channelOf(call, kind);
      return { body: encodeChannel(call, kind, id, channel) };
    },
  },
  {
    name: `Update${kind.name}Channel`,
    effect: 'write',
    run(call) {
      const { id, app } = appOf(call);
      const request = bodyOf(channelRequest, call.body);
      const before = app[kind.member];
      const { DefaultAuthenticationMethod: method, Enabled: enabled } = request;
      const channel: Channel = {
        ...{ creationDate: call.now.toISOString(), ...before, ...kind.told(request) },
        lastModifiedDate: call.now.toISOString(),
        version: (before?.version ?? 0) + 1,
        ...(enabled === undefined ? {} : { enabled }),
        ...(method === undefined ? {} : { defaultAuthenticationMethod: method }),
      };
      call.world.pinpoint.open(call.account, call.region).apps.set(id, { ...app, [kind.member]: channel });
      return { body: encodeChannel(call, kind, id, channel) };
    },
  },
  {
    name: `Delete${kind.name}Channel`,
    effect: 'write',
    run(call) {
      const { id, app, channel } = channelOf(call, kind);
      const { [kind.member]: _, ...rest } = app;
      call.world.pinpoint.open(call.account, call.region).apps.set(id, rest);
      return { body: encodeChannel(call, kind, id, channel) };
    },
  },
];

/** What can be done with push channels. */
export const channelOperations: readonly EmulatorOperation[] = kinds.flatMap(operationsOf);
