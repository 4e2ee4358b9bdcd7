import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { appOf } from './checks.ts';
import { fail } from './errors.ts';
import type { Channel } from './pinpointDocument.ts';

/** What tells one kind of push channel from another. */
export interface ChannelKind {
  readonly operation: string;
  readonly platform: string;
  readonly member: 'apns' | 'apnsSandbox' | 'gcm';
  /** The members that only this kind has. Never a credential: AWS may show a server key here, the emulator has none. */
  own(channel: Channel): Readonly<Record<string, unknown>>;
}

function encodeChannel(call: EmulatorCall, kind: ChannelKind, id: string, channel: Channel) {
  const creationDate = channel.creationDate ?? '2019-06-01T00:00:00.000Z';
  return {
    ApplicationId: id,
    CreationDate: creationDate,
    ...(channel.defaultAuthenticationMethod === undefined
      ? {}
      : { DefaultAuthenticationMethod: channel.defaultAuthenticationMethod }),
    Enabled: channel.enabled ?? true,
    HasCredential: true,
    Id: kind.platform.toLowerCase(),
    IsArchived: false,
    LastModifiedBy: channel.lastModifiedBy ?? call.account,
    LastModifiedDate: channel.lastModifiedDate ?? creationDate,
    Platform: kind.platform,
    Version: channel.version ?? 1,
    ...kind.own(channel),
  };
}

/** The read of one kind of channel; 404 where the application has no such channel. */
export const readChannel = (kind: ChannelKind): EmulatorOperation => ({
  name: kind.operation,
  effect: 'read',
  run(call) {
    const { id, app } = appOf(call);
    const channel = app[kind.member];
    if (channel === undefined) throw fail('NotFoundException', 'Resource not found');
    return { body: encodeChannel(call, kind, id, channel) };
  },
});
