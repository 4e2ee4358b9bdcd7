import { describe, expect, it } from 'vitest';
import {
  config,
  createRegistration,
  hubIntent,
  id,
  roadWorld,
  setTapes,
  setVault,
  timed,
} from '../../../test/support/roadWorld.ts';
import { kindTable } from '../kinds/table.ts';
import { AccessError, StateError } from '../model/errors.ts';
import { operations, type WriteOperation } from '../model/operations.ts';
import { performBulk, planBulk } from './bulk.ts';
import type { Intent, Plan } from './change.ts';
import { performPlan, planChange } from './road.ts';
import { undoing } from './undo.ts';

const damaged = new StateError('state-damaged', 'It is not JSON.', '/state/marks.json');
const clearTapes: Intent = {
  ...{ ...setTapes, operation: 'DeleteVaultNotifications' },
  request: { accountId: '-', vaultName: 'tapes' },
};

/** Marks the account read-only when it is looked up for this time. */
function markedAtLook({ marks }: ReturnType<typeof roadWorld>, at: number): void {
  let looks = 0;
  marks.onLook = () => {
    looks += 1;
    if (looks === at) marks.marks.set(id, { readOnly: true });
  };
}

describe('an account marked read-only', () => {
  const writes = (Object.keys(operations) as (keyof typeof operations)[]).filter(
    (name): name is WriteOperation => operations[name].effect !== 'read',
  );
  it('has writes that this is tried for', () => expect(writes.length).toBeGreaterThan(9));

  it.each(writes)('is not asked for %s, and neither is anything else', async operation => {
    const { aws, marks, road, journal } = roadWorld();
    marks.marks.set(id, { readOnly: true });
    const plan: Plan = {
      ...{ ...setTapes, operation, kind: kindTable.writeRow(operation).write.kind, action: 'create' },
      ...{ name: 'any', request: {}, base: { config: null, status: '', updatedBy: null, updatedAt: null, facts: {} } },
      ...{ goal: null, differences: [], findings: [], undo: { kind: 'not', reason: 'base-unknown' } },
    };
    const outcome = await performPlan({ ...setTapes, operation, request: {} }, plan, road);
    expect(outcome).toEqual({ kind: 'marked', plan, as: 'read-only', mark: id });
    expect([aws.calls, journal.entries]).toEqual([[], []]);
  });

  it('asks no person to confirm what would be refused', async () => {
    const { marks, asked, travel, writes: written } = roadWorld();
    marks.marks.set('pr*', { readOnly: true });
    expect(await travel(setTapes)).toMatchObject({ kind: 'marked', as: 'read-only', mark: 'pr*' });
    expect([asked, written()]).toEqual([[], []]);
  });

  it('can be planned, so that drift is seen there, and the plan says so', async () => {
    const { marks, road } = roadWorld();
    marks.marks.set(id, { readOnly: true, production: true });
    expect(await planChange(setTapes, road)).toMatchObject({
      kind: 'planned',
      plan: {
        findings: [
          { rule: 'vault/replaces' },
          { rule: 'account/production', severity: 'information', data: { mark: id } },
          { rule: 'account/read-only', severity: 'warning', data: { mark: id } },
        ],
      },
    });
  });

  // Planned, asked, confirmed, and then in the middle: after the lock, the account, the re-read and the journal.
  it.each<readonly [string, Intent, number]>([
    ['a person was asked', setTapes, 3],
    ['all but the write was done', setTapes, 4],
    ['all but the write of what cannot be read was done', createRegistration, 4],
    ['all but the write for the whole account was done', hubIntent('RegisterNotificationHub', 'eu-west-1'), 4],
  ])('is not written to where it was marked after %s', async (_when, intent, look) => {
    const world = roadWorld();
    markedAtLook(world, look);
    expect(await world.travel(intent)).toMatchObject({ kind: 'marked', as: 'read-only' });
    expect(world.writes()).toEqual([]);
    expect(world.journal.entries.every(({ outcome }) => outcome?.result === 'failed')).toBe(true);
  });

  it('is not written to again where it was marked after AWS asked to slow down', async () => {
    const world = roadWorld();
    world.aws.fail(
      { operation: 'SetVaultNotifications' },
      new AccessError('throttled', 'slow', { outcome: 'not-applied' }),
    );
    markedAtLook(world, 5);
    expect(await world.travel(setTapes)).toMatchObject({ kind: 'marked' });
    expect([world.writes().length, world.tapes()]).toEqual([1, config('old')]);
  });

  it('is not written to where it was marked while what cannot be read was held back', async () => {
    const world = roadWorld();
    world.aws.onWrite = async () => {
      world.aws.onWrite = undefined;
      world.marks.marks.set(id, { readOnly: true });
      await world.clock.sleep(2_000);
    };
    expect(await world.travel(createRegistration)).toMatchObject({ kind: 'marked' });
    expect(world.writes()).toEqual([]);
  });

  it('leaves open what was sent before it was marked, where nothing can tell what became of it', async () => {
    const world = roadWorld();
    const lost = new AccessError('unreachable', 'connection lost', { outcome: 'unknown' });
    world.aws.fail({ operation: 'CreatePushNotificationRegistration' }, lost);
    markedAtLook(world, 5);
    expect(await world.travel(createRegistration)).toMatchObject({ kind: 'unknown', error: lost });
    expect(world.writes()).toHaveLength(1);
  });

  it('has the rest of a bulk stopped where it was marked in the middle', async () => {
    const { account, clock, marks, road, writes: written } = roadWorld();
    const names = Array.from({ length: 20 }, (_, index) => `v${index}`);
    for (const name of names) account.vault('eu-west-1', name);
    const items = await timed(
      clock,
      planBulk(
        names.map(name => setVault(name)),
        road,
      ),
    );
    const tell = ({ ended }: { ended: number }) => {
      if (ended === 8) marks.marks.set(id, { readOnly: true });
    };
    const ended = await timed(clock, performBulk(items, { ...road, tell }, 'group'));
    const done = ended.filter(({ outcome }) => outcome.kind === 'done').length;
    expect(ended.every(({ outcome }) => outcome.kind === 'done' || outcome.kind === 'marked')).toBe(true);
    // Those whose answer was on its way then; no more of them than are under way at once.
    expect([written().length === done, done >= 8, done <= 12]).toEqual([true, true, true]);
  });

  it('is not undone in', async () => {
    const { clock, journal, marks, road, travel, writes: written } = roadWorld();
    await travel(setTapes);
    const [entry] = await journal.list();
    const undo = entry === undefined ? undefined : undoing(entry, [entry]);
    if (undo?.kind !== 'by') throw new Error('there is something to undo');
    marks.marks.set(id, { readOnly: true });
    const items = await timed(clock, planBulk([undo.intent], road));
    expect(await timed(clock, performBulk(items, road, 'undo'))).toMatchObject([{ outcome: { kind: 'marked' } }]);
    expect(written()).toHaveLength(1);
  });

  it('leaves the others alone', async () => {
    const { aws, marks, travel } = roadWorld();
    aws.account('444455556666', { kind: 'profile', name: 'test' });
    marks.marks.set('444455556666', { readOnly: true });
    expect((await travel(setTapes)).kind).toBe('done');
  });
});

describe('marks that cannot be read', () => {
  it('stop a change before anyone is asked', async () => {
    const { asked, marks, travel, writes } = roadWorld();
    marks.failure = damaged;
    expect(await travel(setTapes)).toEqual({ kind: 'failed', error: damaged });
    expect([asked, writes()]).toEqual([[], []]);
  });

  it('stop a change in the middle, right before it is sent', async () => {
    const { journal, marks, travel, writes } = roadWorld();
    let looks = 0;
    marks.onLook = () => {
      looks += 1;
      if (looks === 4) marks.failure = damaged;
    };
    expect(await travel(setTapes)).toEqual({ kind: 'failed', error: damaged });
    expect(writes()).toEqual([]);
    expect(journal.entries[0]?.outcome).toMatchObject({ result: 'failed', code: 'state-damaged' });
  });
});

describe('an account marked as production', () => {
  it.each<readonly [string, Intent, string]>([
    ['replaces', setTapes, 'marked'],
    ['deletes', clearTapes, 'marked'],
    ['adds', hubIntent('RegisterNotificationHub', 'eu-west-1'), 'done'],
  ])('takes what %s something only with its id', async (_does, intent, plainly) => {
    const { marks, travel, writes } = roadWorld();
    marks.marks.set('prod', { production: true });
    expect((await travel(intent)).kind).toBe(plainly);
    const before = writes().length;
    expect(before).toBe(plainly === 'done' ? 1 : 0);
    if (plainly === 'done') return;
    expect((await travel(intent, { confirm: async () => 'typed' })).kind).toBe('done');
    expect(writes()).toHaveLength(1);
  });

  it('takes no yes that was given before it was marked', async () => {
    const { marks, travel, writes } = roadWorld();
    const outcome = await travel(setTapes, {
      confirm: async () => {
        marks.marks.set(id, { production: true });
        return true;
      },
    });
    expect(outcome).toMatchObject({ kind: 'marked', as: 'production', mark: id });
    expect(writes()).toEqual([]);
  });

  it('takes the id of another account for no yes', async () => {
    const { clock, marks, road, writes } = roadWorld();
    marks.marks.set(id, { production: true });
    const items = await timed(clock, planBulk([setTapes], road));
    const typed = new Set(['444455556666']);
    expect(await timed(clock, performBulk(items, { ...road, typed }, 'group'))).toMatchObject([
      { outcome: { kind: 'marked', as: 'production' } },
    ]);
    expect(writes()).toEqual([]);
  });
});
