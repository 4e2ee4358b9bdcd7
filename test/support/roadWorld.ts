import type { AskingRoad, Intent, Outcome, Plan, Step } from '../../src/core/changes/change.ts';
import { performChange } from '../../src/core/changes/road.ts';
import { kindTable } from '../../src/core/kinds/table.ts';
import type { AccountSource } from '../../src/core/model/account.ts';
import { AccessError } from '../../src/core/model/errors.ts';
import { region } from '../../src/core/model/regions.ts';
import { validateRequest } from '../../src/core/schema/validateRequest.ts';
import { InMemoryGateway } from './inMemoryGateway.ts';
import { InMemoryJournal, InMemoryLocks } from './inMemoryJournal.ts';
import { InMemoryLedger } from './inMemoryLedger.ts';
import { InMemoryMarks } from './inMemoryMarks.ts';
import { ManualClock } from './manualClock.ts';

/** The profile of the account below. */
export const prod: AccountSource = { kind: 'profile', name: 'prod' };
/** The account that holds the vault `tapes`, a hub in us-east-1 and the instance `i-1`. */
export const id = '111122223333';
/** Where vault and instance are. */
export const where = region('eu-west-1');

/** A vault's configuration, told from others by its topic. */
export const config = (name: string) => ({
  SNSTopic: `arn:aws:sns:eu-west-1:${id}:${name}`,
  Events: ['ArchiveRetrievalCompleted'],
});

/** Sets a vault's configuration. */
export const setVault = (vaultName: string, topic = 'new'): Intent => ({
  source: prod,
  accountId: id,
  region: where,
  operation: 'SetVaultNotifications',
  request: { accountId: '-', vaultName, vaultNotificationConfig: config(topic) },
});

/** Sets `tapes` to what it is not. */
export const setTapes: Intent = setVault('tapes');

/** Registers or deregisters a hub. */
export const hubIntent = (
  operation: 'RegisterNotificationHub' | 'DeregisterNotificationHub',
  name: string,
): Intent => ({
  source: prod,
  accountId: id,
  region: region('us-east-1'),
  operation,
  request: { notificationHubRegion: name },
});

/** What must show nowhere. */
export const token = 'device-token-that-must-not-show';

/** Registers a device. */
export const createRegistration: Intent = {
  source: prod,
  accountId: id,
  region: where,
  operation: 'CreatePushNotificationRegistration',
  request: {
    InstanceId: 'i-1',
    PinpointAppArn: `arn:aws:mobiletargeting:eu-west-1:${id}:apps/a`,
    DeviceToken: token,
    DeviceType: 'GCM',
    ContactConfiguration: { ContactId: 'c-1', ParticipantRole: 'CUSTOMER' },
  },
};

/** A connection that broke after sending. */
export const lost = new AccessError('unreachable', 'connection lost', { outcome: 'unknown' });

/** Runs work while time passes, a second at each turn. */
export async function timed<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  let ended = false;
  const settled = work.finally(() => {
    ended = true;
  });
  // Its failure is the caller's, who awaits it below.
  settled.catch(() => undefined);
  while (!ended) await clock.advance(1_000);
  return settled;
}

/** A small estate in memory, and the road through it. */
export function roadWorld() {
  const aws = new InMemoryGateway();
  const account = aws.account(id, prod).vault('eu-west-1', 'tapes', config('old')).hub('us-east-1');
  account.instance('eu-west-1', 'i-1', 'support');
  const ledger = new InMemoryLedger();
  const clock = new ManualClock();
  const journal = new InMemoryJournal();
  const locks = new InMemoryLocks();
  const marks = new InMemoryMarks();
  const asked: Plan[] = [];
  const steps: Step[] = [];
  let ids = 0;
  const road: AskingRoad = {
    table: kindTable,
    ...{ gateway: aws, ledger, journal, locks, marks, clock },
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    validate: async (operation, request) => validateRequest(operation, request),
    forbidden: () => null,
    confirm: async plan => asked.push(plan) > 0,
    progress: step => steps.push(step),
  };
  /** Travels the road; the person answers as told, and time passes while AWS is waited for. */
  const travel = (intent: Intent, more: Partial<AskingRoad> = {}, signal?: AbortSignal): Promise<Outcome> =>
    timed(clock, performChange(intent, { ...road, ...more }, signal));
  const writes = () => aws.calls.filter(call => /^(Set|Put|Delete|Register|Deregister|Create)/.test(call.operation));
  const tapes = () => account.in('eu-west-1').vaults.get('tapes')?.config;
  return { aws, account, ledger, journal, locks, marks, clock, asked, steps, road, travel, writes, tapes };
}
