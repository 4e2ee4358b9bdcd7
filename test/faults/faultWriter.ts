/**
 * One of our own writers, as a process of its own: changes things at random until it is killed or has done its part, and
 * tells each end on a line of standard output. Its one argument is a JSON document of `WriterOptions`.
 */
import { performBulk, planBulk } from '../../src/core/changes/bulk.ts';
import type { Intent, Outcome, Step } from '../../src/core/changes/change.ts';
import { performChange } from '../../src/core/changes/road.ts';
import { settle } from '../../src/core/changes/settle.ts';
import { undoing } from '../../src/core/changes/undo.ts';
import { isOpen } from '../../src/core/model/journal.ts';
import { region } from '../../src/core/model/regions.ts';
import {
  ACCOUNT,
  APPS,
  CONNECT_REGION,
  fastClock,
  HUBS,
  INSTANCE,
  REGION,
  SECRET,
  streamConfig,
  VAULTS,
  vaultConfig,
} from './estate.ts';
import { product } from './products.ts';
import { oneOf, seeded } from './random.ts';

/** What a writer is told. */
export interface WriterOptions {
  readonly endpoint: string;
  readonly stateFolder: string;
  /** Told apart from all other writers and earlier lives: the session token and the journal's group. */
  readonly name: string;
  readonly seed: number;
  readonly start: number;
  /** How many operations to do. */
  readonly count: number;
  /** The step of its first change in which it kills itself. */
  readonly dieAt?: Step;
}

/** One operation's end. */
export interface WriterLine {
  readonly what: string;
  readonly ends: readonly string[];
}

const options: WriterOptions = JSON.parse(process.argv[2] ?? '{}');
const random = seeded(options.seed);
const clock = fastClock(options.start);
const { road } = product({ ...options, clock, random });
const place = { source: { kind: 'default' }, accountId: ACCOUNT, region: region(REGION), group: options.name } as const;
let values = 0;

/** A value that no other change sets. */
function fresh(): string {
  values += 1;
  return `${options.name}-${values}`;
}

const setVault = (vaultName: string): Intent => ({
  ...place,
  operation: 'SetVaultNotifications',
  request: { accountId: '-', vaultName, vaultNotificationConfig: vaultConfig(fresh()) },
});
const deleteVault = (vaultName: string): Intent => ({
  ...place,
  operation: 'DeleteVaultNotifications',
  request: { accountId: '-', vaultName },
});
const putStream = (ApplicationId: string): Intent => ({
  ...place,
  operation: 'PutEventStream',
  request: { ApplicationId, WriteEventStream: streamConfig(fresh()) },
});
const deleteStream = (ApplicationId: string): Intent => ({
  ...place,
  operation: 'DeleteEventStream',
  request: { ApplicationId },
});
const hub = (operation: 'RegisterNotificationHub' | 'DeregisterNotificationHub'): Intent => ({
  ...{ ...place, operation, region: region('us-east-1') },
  request: { notificationHubRegion: oneOf(HUBS, random) },
});
const register = (): Intent => ({
  ...{ ...place, region: region(CONNECT_REGION), operation: 'CreatePushNotificationRegistration' },
  request: {
    InstanceId: INSTANCE,
    PinpointAppArn: `arn:aws:mobiletargeting:${CONNECT_REGION}:${ACCOUNT}:apps/${APPS[0]}`,
    DeviceToken: `${SECRET}-${fresh()}`,
    DeviceType: 'GCM',
    ContactConfiguration: { ContactId: fresh(), ParticipantRole: 'CUSTOMER' },
  },
});

/** People take their time, so that others come between question and answer. */
async function confirm(): Promise<boolean> {
  if (random() < 0.3) await clock.sleep(random() * 300);
  return true;
}

const progress = (step: Step): void => {
  if (step === options.dieAt) process.kill(process.pid, 'SIGKILL');
};

const change = (intent: Intent): Promise<Outcome> => performChange(intent, { ...road, confirm, progress });

async function undoSome(): Promise<readonly string[]> {
  const entries = await road.journal.list();
  const entry = entries.length === 0 ? undefined : oneOf(entries.slice(0, 30), random);
  if (entry === undefined) return ['nothing'];
  const found = undoing(entry, entries);
  return [found.kind === 'not' ? found.reason : (await change({ ...found.intent, group: options.name })).kind];
}

async function settleSome(): Promise<readonly string[]> {
  const open = (await road.journal.list()).filter(isOpen);
  return [open.length === 0 ? 'nothing' : (await settle(oneOf(open, random).id, road)).kind];
}

async function bulk(): Promise<readonly string[]> {
  const from = Math.floor(random() * (VAULTS.length - 5));
  const items = await planBulk(VAULTS.slice(from, from + 5).map(setVault), road);
  return (await performBulk(items, road, options.name)).map(({ outcome }) => outcome.kind);
}

/** What a writer does, and how often. */
const actions: readonly (readonly [share: number, what: string, act: () => Promise<readonly string[]>])[] = [
  [38, 'set a vault', async () => [(await change(setVault(oneOf(VAULTS, random)))).kind]],
  [20, 'put a stream', async () => [(await change(putStream(oneOf(APPS, random)))).kind]],
  [7, 'unset a vault', async () => [(await change(deleteVault(oneOf(VAULTS, random)))).kind]],
  [4, 'delete a stream', async () => [(await change(deleteStream(oneOf(APPS, random)))).kind]],
  [12, 'undo', undoSome],
  [6, 'settle', settleSome],
  [6, 'set five vaults', bulk],
  [3, 'register a hub', async () => [(await change(hub('RegisterNotificationHub'))).kind]],
  [2, 'deregister a hub', async () => [(await change(hub('DeregisterNotificationHub'))).kind]],
  [2, 'register a device', async () => [(await change(register())).kind]],
];

function chosen() {
  let left = random() * actions.reduce((sum, [share]) => sum + share, 0);
  for (const [share, what, act] of actions) {
    left -= share;
    if (left < 0) return { what, act };
  }
  throw new RangeError('no action');
}

for (let done = 0; done < options.count; ) {
  const { what, act } = chosen();
  const ends = await act();
  done += ends.length;
  process.stdout.write(`${JSON.stringify({ what, ends } satisfies WriterLine)}\n`);
}
process.exit(0);
