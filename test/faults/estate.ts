import type { Clock } from '../../src/core/model/ports.ts';
import { systemClock } from '../../src/state/systemClock.ts';

/** The account of a run, in which everything happens. */
export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
/** Where registrations are: Connect is not offered in the Region of the vaults. */
export const CONNECT_REGION = 'eu-west-2';
export const INSTANCE = '11111111-1111-1111-1111-111111111111';

/** What must be in no file: the start of every device token. */
export const SECRET = 'device-token-that-is-a-secret';

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** Vaults and applications; another tool writes to the first of each, too. */
export const VAULTS: readonly string[] = names('vault-', 14);
export const APPS: readonly string[] = Array.from({ length: 7 }, (_, index) => `${index}`.repeat(32));
export const FOREIGN_VAULTS: readonly string[] = VAULTS.slice(0, 4);
export const FOREIGN_APPS: readonly string[] = APPS.slice(0, 2);
/** Regions whose hubs come and go; the hub in us-east-1 stays. */
export const HUBS: readonly string[] = ['eu-west-1', 'us-west-2'];

/** A vault's configuration, told from others by its topic. */
export const vaultConfig = (topic: string) => ({
  SNSTopic: `arn:aws:sns:${REGION}:${ACCOUNT}:${topic}`,
  Events: ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'],
});

/** An event stream, told from others by its destination. */
export const streamConfig = (stream: string) => ({
  DestinationStreamArn: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/${stream}`,
  RoleArn: `arn:aws:iam::${ACCOUNT}:role/pinpoint`,
});

/** The state that a run begins with. */
export function startState() {
  const vaults = VAULTS.map((name, index) => [
    name,
    index % 3 === 0 ? {} : { notifications: vaultConfig(`start-${index}`) },
  ]);
  const apps = APPS.map((id, index) => {
    const { DestinationStreamArn: destinationStreamArn, RoleArn: roleArn } = streamConfig(`start-${index}`);
    return [id, { name: id, ...(index % 2 === 0 ? {} : { eventStream: { destinationStreamArn, roleArn } }) }];
  });
  return {
    version: 1,
    accounts: {
      [ACCOUNT]: {
        'us-east-1': { notifications: { hubs: { 'us-east-1': { status: 'ACTIVE' } } } },
        [REGION]: { glacier: { vaults: Object.fromEntries(vaults) }, pinpoint: { apps: Object.fromEntries(apps) } },
        [CONNECT_REGION]: { connect: { instances: { [INSTANCE]: {} } } },
      },
    },
  };
}

/** How much faster than ours the time of a run goes: waits of seconds pass in fractions of them. */
export const SPEED = 10;

/** A clock that runs ahead of ours, and can be put forward where nothing but waiting is left to do. */
export interface FastClock extends Clock {
  skip(milliseconds: number): void;
}

/** A clock that runs ahead of ours from a moment on; the same one in every process of a run, until one puts its own forward. */
export function fastClock(start: number): FastClock {
  let skipped = 0;
  return {
    now: () => start + (Date.now() - start) * SPEED + skipped,
    elapsed: () => systemClock.elapsed() * SPEED + skipped,
    sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / SPEED, signal),
    skip: milliseconds => {
      skipped += milliseconds;
    },
  };
}
