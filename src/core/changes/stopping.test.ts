import { describe, expect, it } from 'vitest';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import {
  config,
  createRegistration,
  hubIntent,
  lost,
  roadWorld,
  setTapes,
  setVault,
  timed,
} from '../../../test/support/roadWorld.ts';
import { atEveryPoint, Stop } from '../../../test/support/stop.ts';
import { applyFleet } from '../fleet/applyFleet.ts';
import { isOpen } from '../model/journal.ts';
import { type BulkRoad, performBulk, planBulk } from './bulk.ts';
import type { AskingRoad, Intent } from './change.ts';
import { performChange } from './road.ts';
import { undoing } from './undo.ts';

type World = ReturnType<typeof roadWorld>;

/** A stop that also comes at a call, before AWS answers. */
function stopIn({ aws, writes }: World, point: number): Stop {
  const stop = new Stop(point, () => writes().length);
  const before = aws.onCall;
  aws.onCall = call => {
    stop.happens();
    return before?.(call);
  };
  return stop;
}

const set = 'SetVaultNotifications';
const throttled = refusal('throttled', 'ThrottlingException', 400);

describe('a change that is stopped', () => {
  it.each<[string, (world: World) => void]>([
    ['that goes well', () => undefined],
    ['whose connection breaks before AWS takes it', ({ aws }) => aws.fail({ operation: set }, lost, 1)],
    ['whose connections all break', ({ aws }) => aws.fail({ operation: set }, lost)],
    ['whose answer is lost', ({ aws }) => aws.failAfterEffect({ operation: set }, lost)],
    [
      'whose answer is lost where AWS shows it late',
      ({ aws, account }) => {
        account.vaultLagReads = 3;
        aws.failAfterEffect({ operation: set }, lost);
      },
    ],
    ['that AWS asks to slow down', ({ aws }) => aws.fail({ operation: set }, throttled, 2)],
    [
      'that is lost and then throttled',
      ({ aws }) => {
        aws.fail({ operation: set }, lost, 1);
        aws.fail({ operation: set }, throttled, 2);
      },
    ],
    [
      'whose credentials run out',
      ({ aws }) => aws.fail({ operation: set }, refusal('credentials-expired', 'ExpiredTokenException', 403), 1),
    ],
  ])('%s: is not sent any more, at every point, and its end is told', async (_what, given) => {
    await atEveryPoint(async point => {
      const world = roadWorld();
      given(world);
      const stop = stopIn(world, point);
      const { clock, road, journal, tapes } = world;
      const outcome = await timed(clock, performChange(setTapes, stop.watched(road), stop.signal));
      const isSet = tapes()?.SNSTopic === config('new').SNSTopic;
      expect(isSet ? ['done', 'accepted'] : ['cancelled', 'unknown']).toContain(outcome.kind);
      // What is told and what is written down are one.
      const [entry] = journal.entries;
      if (entry !== undefined) expect(isOpen(entry)).toBe(['unknown', 'accepted'].includes(outcome.kind));
      return stop;
    }, 20);
  });

  /** Stops while the first send is under way, which then ends so. */
  const stoppedWhileSending = async (world: World, intent: Intent, end: (world: World) => void) => {
    const { aws, clock, road } = world;
    const stop = new AbortController();
    aws.onCall = call => {
      if (call.operation !== intent.operation) return undefined;
      stop.abort();
      end(world);
      throw lost;
    };
    return timed(clock, performChange(intent, road, stop.signal));
  };

  it('is told with its plan where it was sent and AWS is seen not to have taken it', async () => {
    const world = roadWorld();
    const outcome = await stoppedWhileSending(world, setTapes, () => undefined);
    expect(outcome).toMatchObject({ kind: 'cancelled', plan: { name: 'tapes' } });
    expect(world.writes()).toHaveLength(1);
    expect(world.journal.entries).toMatchObject([{ outcome: { result: 'failed' } }]);
  });

  it('is told with its plan where it was sent and AWS refused it for now, and without one where nothing was sent', async () => {
    const seen = new Set<string>();
    await atEveryPoint(async point => {
      const world = roadWorld();
      world.aws.fail({ operation: set }, throttled, 2);
      const stop = stopIn(world, point);
      const { clock, road, writes } = world;
      const outcome = await timed(clock, performChange(setTapes, stop.watched(road), stop.signal));
      if (outcome.kind === 'cancelled') seen.add(`${writes().length > 0 ? 'sent' : 'unsent'}, ${'plan' in outcome}`);
      return stop;
    }, 20);
    expect([...seen]).toEqual(['unsent, false', 'sent, true']);
  });

  it('is a conflict where someone else’s is found', async () => {
    const world = roadWorld();
    const outcome = await stoppedWhileSending(world, setTapes, ({ account }) => {
      account.vault('eu-west-1', 'tapes', config('colleague'));
    });
    expect(outcome).toMatchObject({ kind: 'conflict', sent: true, found: { config: config('colleague') } });
    expect(world.writes()).toHaveLength(1);
  });

  it('stays unknown where nothing can be read', async () => {
    const world = roadWorld();
    const outcome = await stoppedWhileSending(world, setTapes, ({ aws }) => {
      aws.fail({ operation: 'GetVaultNotifications' }, lost);
    });
    expect(outcome).toMatchObject({ kind: 'unknown', error: { code: 'unreachable' } });
    expect(world.writes()).toHaveLength(1);
  });

  it('stays unknown where AWS may show it later than anyone waits', async () => {
    const world = roadWorld();
    const register = hubIntent('RegisterNotificationHub', 'eu-west-1');
    expect((await stoppedWhileSending(world, register, () => undefined)).kind).toBe('unknown');
    expect(world.writes()).toHaveLength(1);
  });

  it('is not repeated with its ClientToken, and stays unknown, where AWS cannot be asked', async () => {
    await atEveryPoint(async point => {
      const world = roadWorld();
      world.aws.failAfterEffect({ operation: 'CreatePushNotificationRegistration' }, lost);
      const stop = stopIn(world, point);
      const { clock, road, writes } = world;
      const outcome = await timed(clock, performChange(createRegistration, stop.watched(road), stop.signal));
      expect(outcome.kind).toBe(['cancelled', 'unknown', 'done'][writes().length]);
      return stop;
    }, 12);
  });
});

describe('many changes that are stopped', () => {
  const names = ['v0', 'v1', 'v2', 'v3', 'v4', 'v5'];
  /** The road, without a question. */
  const unasked = ({ confirm: _, ...road }: AskingRoad): BulkRoad => road;

  it('are not sent any more, at every point, and each has its end', async () => {
    await atEveryPoint(async point => {
      const world = roadWorld();
      const { account, aws, clock, road } = world;
      for (const name of names) account.vault('eu-west-1', name, null);
      aws.fail({ operation: set, input: { vaultName: 'v1' } }, lost, 1);
      const intents = names.map(name => setVault(name));
      const items = await timed(clock, planBulk(intents, road));
      const stop = stopIn(world, point);
      const watched = unasked(stop.watched(road));
      const ended = await timed(clock, performBulk(items, watched, 'group', stop.signal));
      expect(ended.map(({ intent }) => intent)).toMatchObject(intents);
      for (const { intent, outcome } of ended) {
        const isSet = account.in('eu-west-1').vaults.get(String(intent.request.vaultName))?.config !== null;
        expect(isSet ? ['done', 'accepted'] : ['skipped', 'cancelled']).toContain(outcome.kind);
      }
      return stop;
    }, 40);
  });

  it('end at once and are skipped where it is still being asked whose the credentials are', async () => {
    const world = roadWorld();
    const { account, aws, clock, road } = world;
    for (const name of names) account.vault('eu-west-1', name, null);
    const intents = names.map(name => setVault(name));
    const items = await timed(clock, planBulk(intents, road));
    const gate = aws.hold({ operation: 'GetCallerIdentity' });
    const stop = new AbortController();
    const performing = performBulk(items, unasked(road), 'group', stop.signal);
    await gate.arrived();
    stop.abort();
    expect((await timed(clock, performing)).map(({ outcome }) => outcome.kind)).toEqual(names.map(() => 'skipped'));
    expect(world.writes()).toHaveLength(0);
  });

  it('of a hub exchange are not sent any more, at every point', async () => {
    const isLast = { notificationHubRegion: 'us-east-1' };
    await atEveryPoint(async point => {
      const world = roadWorld();
      const { account, clock, road } = world;
      const intents = [
        hubIntent('RegisterNotificationHub', 'eu-west-1'),
        { ...hubIntent('DeregisterNotificationHub', 'us-east-1'), over: isLast },
      ];
      const items = await timed(clock, planBulk(intents, road));
      const stop = stopIn(world, point);
      const watched = unasked(stop.watched(road));
      expect(await timed(clock, applyFleet(items, watched, 'group', stop.signal))).toHaveLength(2);
      expect(account.hubs.size).toBeGreaterThan(0);
      return stop;
    }, 10);
  });

  it('that take others back are not sent any more, at every point', async () => {
    await atEveryPoint(async point => {
      const world = roadWorld();
      const { aws, clock, road, journal, travel } = world;
      await travel(setTapes);
      const entries = await journal.list();
      const intents = entries
        .map(entry => undoing(entry, entries))
        .flatMap(one => (one.kind === 'by' ? one.intent : []));
      const items = await timed(clock, planBulk(intents, road));
      aws.fail({ operation: set }, lost, 1);
      const stop = stopIn(world, point);
      const watched = unasked(stop.watched(road));
      expect(await timed(clock, performBulk(items, watched, 'group', stop.signal))).toHaveLength(1);
      return stop;
    }, 12);
  });
});
