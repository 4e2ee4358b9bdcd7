import { describe, expect, it } from 'vitest';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import {
  config,
  hubIntent,
  lost,
  prod,
  roadWorld,
  setTapes,
  setVault,
  timed,
} from '../../../test/support/roadWorld.ts';
import { AccessError } from '../model/errors.ts';
import { performBulk, planBulk } from './bulk.ts';
import type { Intent } from './change.ts';
import { performChange } from './road.ts';

const set = 'SetVaultNotifications';
const expired = refusal('credentials-expired', 'ExpiredTokenException', 403);
const denied = refusal('access-denied', 'AccessDeniedException', 403);
const proxy = new AccessError('refused', 'a page of a proxy', { httpStatus: 403, outcome: 'not-applied' });

/**
 * A world whose credentials are good for `after` reads once the first write was sent; others that are found then are good for
 * so many reads. `renewals` counts how often others were looked for.
 */
function ending(goodFor = 1_000) {
  const world = Object.assign(roadWorld(), { after: 0 });
  let left = Number.POSITIVE_INFINITY;
  let renewals = 0;
  world.aws.onCall = ({ operation }) => {
    if (left === Number.POSITIVE_INFINITY) {
      if (world.writes().length > 0) left = world.after;
    } else if (operation === 'GetCallerIdentity') {
      renewals += 1;
      left = goodFor;
    } else {
      left -= 1;
      if (left < 0) throw expired;
    }
    return undefined;
  };
  return Object.assign(world, { renewals: () => renewals });
}

type World = ReturnType<typeof ending>;

/** Changes `tapes`; where it `stops`, while AWS has it. `meanwhile` happens then as well. */
function change({ clock, road, aws }: World, stops: boolean, meanwhile: () => void = () => undefined) {
  const stop = new AbortController();
  const { onCall } = aws;
  aws.onCall = call => {
    if (call.operation === set) meanwhile();
    if (call.operation === set && stops) stop.abort();
    return onCall?.(call);
  };
  return timed(clock, performChange(setTapes, road, stop.signal));
}

/** How it comes to a look at what was sent, whether it was stopped, and how it ends where nothing can be read. */
const looks: readonly (readonly [string, (world: World) => void, boolean, string])[] = [
  ['verified', () => undefined, false, 'accepted'],
  ['looked for after a lost answer', ({ aws }) => aws.failAfterEffect({ operation: set }, lost), false, 'unknown'],
  ['looked for after a proxy’s refusal', ({ aws }) => aws.failAfterEffect({ operation: set }, proxy), false, 'unknown'],
  [
    'found out after a stop',
    world => {
      // The first look shows what was there before, so that others follow.
      world.after = 1;
      world.account.vaultLagReads = 3;
      world.aws.failAfterEffect({ operation: set }, lost);
    },
    true,
    'unknown',
  ],
];

describe('credentials that run out while a change that was sent is', () => {
  it.each(looks)('%s are renewed', async (_what, given, stops) => {
    const world = ending();
    given(world);
    expect((await change(world, stops)).kind).toBe('done');
    expect([world.writes().length, world.renewals(), world.aws.openWriters]).toEqual([1, 1, 0]);
  });

  it.each(looks)('%s are looked for once where others do not help', async (_what, given, stops, end) => {
    const world = ending(0);
    given(world);
    expect((await change(world, stops)).kind).toBe(end);
    expect([world.writes().length, world.renewals(), world.aws.openWriters]).toEqual([1, 1, 0]);
  });

  describe.each<[string, (world: World) => void]>([
    ['of another account', ({ aws }) => aws.account('444455556666', prod).vault('eu-west-1', 'tapes', config('new'))],
    ['of another server', ({ aws }) => Object.assign(aws, { endpoint: 'http://127.0.0.1:5000' })],
  ])('replaced by none %s:', (_whose, moves) => {
    it.each(looks)('%s', async (_what, given, stops, end) => {
      const world = ending(0);
      given(world);
      world.after = 0;
      expect((await change(world, stops, () => moves(world))).kind).toBe(end);
      expect([world.writes().length, world.renewals(), world.aws.openWriters]).toEqual([1, 1, 0]);
    });
  });

  it('verified are not looked for where a read fails for another reason', async () => {
    const world = ending();
    world.after = 1_000;
    world.aws.onWrite = async () => world.aws.fail({ operation: 'GetVaultNotifications' }, denied);
    expect((await change(world, false)).kind).toBe('accepted');
    expect(world.renewals()).toBe(0);
  });

  it('verified are looked for no longer once it is stopped', async () => {
    const world = ending();
    const { aws, clock, road } = world;
    const stop = new AbortController();
    const { onCall } = aws;
    aws.onCall = call => {
      if (call.operation !== 'GetCallerIdentity' || world.writes().length === 0) return onCall?.(call);
      stop.abort();
      return new Promise(() => undefined);
    };
    expect((await timed(clock, performChange(setTapes, road, stop.signal))).kind).toBe('accepted');
  });

  it('verified are renewed as often as the others end, too', async () => {
    const world = ending(2);
    world.account.vaultLagReads = 7;
    expect((await change(world, false)).kind).toBe('done');
    expect(world.renewals()).toBeGreaterThan(2);
  });
});

describe('credentials that run out in the middle of a bulk', () => {
  const bulk = async (world: ReturnType<typeof roadWorld>, intents: readonly Intent[]) => {
    const { confirm: _, ...road } = world.road;
    const items = await timed(world.clock, planBulk(intents, road));
    const ended = await timed(world.clock, performBulk(items, road, 'group'));
    return ended.map(({ outcome }) => outcome.kind);
  };

  it('stop no exchange of hubs half-way', async () => {
    const world = ending();
    world.account.hub('us-west-2').hub('eu-west-2');
    const intents = [
      hubIntent('DeregisterNotificationHub', 'eu-west-2'),
      { ...hubIntent('RegisterNotificationHub', 'eu-west-1'), over: null },
    ];
    expect(await bulk(world, intents)).toEqual(['done', 'done']);
    expect([...world.account.hubs.keys()].sort()).toEqual(['eu-west-1', 'us-east-1', 'us-west-2']);
  });

  it('are renewed before a change is sent, too', async () => {
    const world = roadWorld();
    world.account.vault('eu-west-1', 'films', null);
    const intents = [setVault('tapes'), setVault('films')];
    // The first re-read of all, which comes before the first write.
    let opened = 0;
    world.aws.onCall = ({ operation }) => {
      if (operation === 'GetCallerIdentity') opened += 1;
      if (operation === 'GetVaultNotifications' && opened === 2) throw expired;
      return undefined;
    };
    expect(await bulk(world, intents)).toEqual(['done', 'done']);
    expect(world.writes()).toHaveLength(2);
    expect(world.aws.openWriters).toBe(0);
  });
});
