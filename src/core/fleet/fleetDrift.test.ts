import { describe, expect, it } from 'vitest';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { config, id, prod, roadWorld, timed } from '../../../test/support/roadWorld.ts';
import { kinds, kindTable } from '../kinds/table.ts';
import type { AccountSource } from '../model/account.ts';
import { driftOf, isWithin } from './fleetDrift.ts';
import { parseFleetFile } from './fleetFile.ts';
import { spotsIn } from './fleetPlaces.ts';
import { planFleet } from './planFleet.ts';

const ireland = ['accounts', id, 'regions', 'eu-west-1'];

/** Checks a document against a small estate, changed beforehand as a test wants. */
async function check(accounts: object, prepare: (world: ReturnType<typeof roadWorld>) => void = () => undefined) {
  const world = roadWorld();
  prepare(world);
  const parsing = parseFleetFile(JSON.stringify({ accounts }), kinds);
  if (parsing.kind !== 'fleet') throw new Error(JSON.stringify(parsing));
  const given: readonly AccountSource[] = [prod];
  const road = { ...world.road, directory: { list: async () => ({ sources: [], problems: [] }) } };
  const plan = await timed(world.clock, planFleet(parsing.file, given, road));
  expect(world.writes()).toEqual([]);
  return driftOf(parsing.file, plan, kindTable);
}

const inIreland = (part: object, key = id) => ({ [key]: { regions: { 'eu-west-1': part } } });

describe('the drift of a fleet file', () => {
  it('is nothing where all is as the file says, and tells where it looked', async () => {
    const found = await check({
      [id]: { notificationHubs: ['us-east-1'], ...inIreland({ vaults: { tapes: config('old') } })[id] },
    });
    expect(found).toEqual({ drifts: [], looked: [['accounts', id], ireland] });
  });

  it('tells what is live and what the file wants, under the key that the file uses for the account', async () => {
    const found = await check(inIreland({ vaults: { tapes: null } }, 'prod'));
    expect(found.drifts).toMatchObject([
      {
        path: ['accounts', 'prod', 'regions', 'eu-west-1', 'vaults', 'tapes'],
        ...{ kind: 'differs', as: 'configs', live: config('old'), wanted: null },
        plans: [{ action: 'delete' }],
      },
    ]);
  });

  it('takes the hubs of an account as one entry', async () => {
    const { drifts } = await check({ [id]: { notificationHubs: ['eu-west-1', 'eu-west-2'] } }, ({ account }) =>
      account.hub('ap-southeast-2'),
    );
    expect(drifts).toMatchObject([
      {
        path: ['accounts', id, 'notificationHubs'],
        ...{ as: 'names', live: ['ap-southeast-2', 'us-east-1'], wanted: ['eu-west-1', 'eu-west-2'] },
      },
    ]);
    expect(drifts[0]?.kind === 'differs' ? drifts[0].plans.map(({ action }) => action) : []).toHaveLength(4);
  });

  const denied = refusal('access-denied', 'AccessDeniedException', 403);

  it.each([
    ['an account', inIreland({}, 'nobody'), () => undefined, ['accounts', 'nobody'], 'account'],
    [
      'hubs',
      { [id]: { notificationHubs: ['us-east-1'] } },
      ({ aws }: ReturnType<typeof roadWorld>) => aws.fail({ operation: 'ListNotificationHubs' }, denied),
      ['accounts', id, 'notificationHubs'],
      'error',
    ],
    [
      'all vaults of a Region',
      inIreland({ vaults: { a: null, b: null } }),
      ({ aws }: ReturnType<typeof roadWorld>) => aws.fail({ operation: 'ListVaults' }, denied),
      [...ireland, 'vaults'],
      'error',
    ],
    [
      'one vault',
      inIreland({ vaults: { tapes: null } }),
      ({ aws }: ReturnType<typeof roadWorld>) => aws.fail({ operation: 'GetVaultNotifications' }, denied),
      [...ireland, 'vaults', 'tapes'],
      'error',
    ],
    [
      'a vault that does not exist',
      inIreland({ vaults: { nowhere: config('x') } }),
      () => undefined,
      [...ireland, 'vaults', 'nowhere'],
      'outcome',
    ],
  ] as const)(
    'says of %s that it could not be read, and never that nothing drifted',
    async (_what, file, prepare, path, by) => {
      const { drifts } = await check(file, prepare);
      expect(drifts).toMatchObject([{ path, kind: 'not-read', why: { by } }]);
    },
  );
});

describe('a place in a fleet file', () => {
  const text = `{ // all
  "accounts": { "prod": { "notificationHubs": ["us-east-1"], "regions": { "eu-west-1": { "vaults": { "a\\u0062": null, } } } } }
}`;
  const spotOf = spotsIn(text);

  it('is found by its keys, comments and escapes aside', () => {
    const spot = spotOf(['accounts', 'prod', 'regions', 'eu-west-1', 'vaults', 'ab']);
    if (spot === undefined) throw new Error('not found');
    expect(text.slice(spot.key.start, spot.key.end)).toBe('"a\\u0062"');
    expect(text.slice(spot.whole.start, spot.whole.end)).toBe('"a\\u0062": null');
    expect(spot.above.map(({ start, end }) => text.slice(start, end))).toEqual([
      '"accounts"',
      '"prod"',
      '"regions"',
      '"eu-west-1"',
      '"vaults"',
    ]);
  });

  it('is nowhere where a key is missing or the text is none', () => {
    expect(spotOf(['accounts', 'other'])).toBeUndefined();
    expect(spotOf(['accounts', 'prod', 'notificationHubs', 'x'])).toBeUndefined();
    expect(spotsIn('')(['accounts'])).toBeUndefined();
  });

  it('lies within what its first keys name', () => {
    expect(isWithin([...ireland, 'vaults', 'a'], ireland)).toBe(true);
    expect(isWithin(['accounts', id], ireland)).toBe(false);
  });
});
