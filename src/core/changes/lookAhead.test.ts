import { describe, expect, it } from 'vitest';
import { config, hubIntent, id, prod, roadWorld, setTapes, setVault, timed } from '../../../test/support/roadWorld.ts';
import { parseFleetFile } from '../fleet/fleetFile.ts';
import { planFleet } from '../fleet/planFleet.ts';
import { kinds } from '../kinds/table.ts';
import { AccessError } from '../model/errors.ts';
import { finding } from '../model/finding.ts';
import { planBulk } from './bulk.ts';
import type { LookAhead, Plan } from './change.ts';
import { performChange, planChange } from './road.ts';

const shut = finding('vault/topic-policy', 'warning', { checked: 'broken' });

/** A road on which somebody looks ahead, and what they did, in order. */
function watched(look: (plan: Plan) => ReturnType<LookAhead['look']> = async () => [shut]) {
  const world = roadWorld();
  const did: string[] = [];
  const road = {
    ...world.road,
    lookAhead: async () => {
      did.push('begin');
      return {
        look: (plan: Plan) => {
          did.push(`look ${plan.name}`);
          return look(plan);
        },
        end: () => void did.push('end'),
      };
    },
  };
  return { ...world, did, road };
}

describe('looking where a change leads', () => {
  it('is over before the question, which says what was found and may be answered with yes', async () => {
    const { clock, did, road } = watched();
    const confirm = async ({ findings }: Plan) => {
      did.push(`ask ${findings.at(-1)?.rule}`);
      return true;
    };
    const outcome = await timed(clock, performChange(setTapes, { ...road, confirm }));
    expect(outcome.kind).toBe('done');
    expect(did).toEqual(['begin', 'look tapes', 'end', 'ask vault/topic-policy']);
  });

  it('is not done where there is nothing to confirm', async () => {
    const { clock, did, road } = watched();
    expect((await timed(clock, planChange(setVault('tapes', 'old'), road))).kind).toBe('nothing-to-do');
    expect((await timed(clock, planChange(hubIntent('DeregisterNotificationHub', 'us-east-1'), road))).kind).toBe(
      'blocked',
    );
    expect(did).toEqual(['begin', 'end', 'begin', 'end']);
  });

  it('ends with the change when it is stopped, as a change that was stopped', async () => {
    const { clock, did, road } = watched(async () => {
      throw new AccessError('cancelled', 'Cancelled.');
    });
    expect(await timed(clock, planChange(setTapes, road))).toEqual({ kind: 'cancelled' });
    expect(did.at(-1)).toBe('end');
  });

  it('is begun once for many changes, and let go of when all are planned', async () => {
    const { account, clock, did, road } = watched();
    for (const name of ['a', 'b', 'c']) account.vault('eu-west-1', name, config('old'));
    const items = await timed(
      clock,
      planBulk(
        ['a', 'b', 'c'].map(name => setVault(name)),
        road,
      ),
    );
    expect(items.map(({ planning }) => 'plan' in planning && planning.plan?.findings.at(-1))).toEqual([
      shut,
      shut,
      shut,
    ]);
    expect([did[0], did.length, did.at(-1)]).toEqual(['begin', 5, 'end']);
  });

  it('is done for the steps of a set of hubs as well', async () => {
    const { account, clock, did, road } = watched();
    account.hub('eu-west-1');
    const text = JSON.stringify({ accounts: { [id]: { notificationHubs: ['us-east-1'] } } });
    const parsing = parseFleetFile(text, kinds);
    if (parsing.kind !== 'fleet') throw new Error(text);
    const fleetRoad = { ...road, directory: { list: async () => ({ sources: [], problems: [] }) } };
    const { items } = await timed(clock, planFleet(parsing.file, [prod], fleetRoad));
    expect(items).toMatchObject([{ planning: { kind: 'planned', plan: { name: 'eu-west-1' } } }]);
    expect(did).toContain('look eu-west-1');
  });
});
