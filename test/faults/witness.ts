import { isObject } from '../../src/core/model/answer.ts';
import { deleteVaultNotifications } from '../../src/emulator/glacier/deleteVaultNotifications.ts';
import { getVaultNotifications } from '../../src/emulator/glacier/getVaultNotifications.ts';
import { setVaultNotifications } from '../../src/emulator/glacier/setVaultNotifications.ts';
import { deregisterNotificationHub } from '../../src/emulator/notifications/deregisterNotificationHub.ts';
import { registerNotificationHub } from '../../src/emulator/notifications/registerNotificationHub.ts';
import { deleteEventStream } from '../../src/emulator/pinpoint/deleteEventStream.ts';
import { getEventStream } from '../../src/emulator/pinpoint/getEventStream.ts';
import { putEventStream } from '../../src/emulator/pinpoint/putEventStream.ts';
import type { EmulatorCall, EmulatorOperation } from '../../src/emulator/world.ts';

/** What happened to one resource at one moment, as the emulator itself carried it out. */
export interface Seen {
  /** Milliseconds of the run's clock. */
  readonly at: number;
  /** `vault NAME`, `event-stream ID` or `hub REGION`. */
  readonly key: string;
  /** The session token of the caller. */
  readonly by: string;
  readonly effect: 'read' | 'write';
  /** What was set before and after, as text that is the same for the same configuration; null for nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A configuration as text, whatever the order of its members. */
export function asText(config: unknown): string | null {
  if (!isObject(config)) return null;
  return JSON.stringify(Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1)));
}

interface Watched {
  readonly key: (call: EmulatorCall) => string;
  readonly value: (call: EmulatorCall) => string | null;
  readonly operations: readonly EmulatorOperation[];
}

const vault: Watched = {
  operations: [getVaultNotifications, setVaultNotifications, deleteVaultNotifications],
  key: ({ labels }) => `vault ${labels.vaultName}`,
  value: ({ world, account, region, labels }) =>
    asText(world.glacier.open(account, region).vaults.get(labels.vaultName ?? '')?.notifications),
};

const applicationId = ({ labels }: EmulatorCall): string => Object.values(labels)[0] ?? '';
const stream: Watched = {
  operations: [getEventStream, putEventStream, deleteEventStream],
  key: call => `event-stream ${applicationId(call)}`,
  value: call => {
    const kept = call.world.pinpoint.open(call.account, call.region).apps.get(applicationId(call))?.eventStream;
    const { destinationStreamArn: DestinationStreamArn, roleArn: RoleArn } = kept ?? {};
    return kept === undefined ? null : asText({ DestinationStreamArn, RoleArn });
  },
};

const hubRegion = ({ labels, body }: EmulatorCall): string =>
  Object.values(labels)[0] ?? String(isObject(body) ? body.notificationHubRegion : '');
const hub: Watched = {
  operations: [registerNotificationHub, deregisterNotificationHub],
  key: call => `hub ${hubRegion(call)}`,
  value: call => {
    const kept = call.world.notifications.open(call.account, call.region).hubs.get(hubRegion(call));
    const isThere = kept !== undefined && kept.status !== 'DEREGISTERING';
    return isThere ? asText({ notificationHubRegion: hubRegion(call) }) : null;
  },
};

/**
 * Watches what the emulator of this process carries out, in the order in which it does: each operation acts at once and
 * alone. Operations are wrapped in place, so this is for a process of its own.
 */
export function watch(now: () => number): readonly Seen[] {
  const seen: Seen[] = [];
  for (const { operations, key, value } of [vault, stream, hub]) {
    for (const operation of operations) {
      const run = operation.run.bind(operation);
      operation.run = call => {
        const before = value(call);
        const note = (): void => {
          const by = call.header('x-amz-security-token') ?? '';
          seen.push({ at: now(), key: key(call), by, effect: operation.effect, before, after: value(call) });
        };
        // A read that finds nothing answers an error, and is a read all the same.
        if (operation.effect === 'read') note();
        const output = run(call);
        if (operation.effect === 'write') note();
        return output;
      };
    }
  }
  return seen;
}
