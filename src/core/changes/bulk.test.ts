import { describe, expect, it } from 'vitest';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import {
  config,
  createRegistration,
  hubIntent,
  id,
  lost,
  prod,
  roadWorld,
  setVault,
  timed,
  where,
} from '../../../test/support/roadWorld.ts';
import { AccessError } from '../model/errors.ts';
import { region } from '../model/regions.ts';
import { type BulkProgress, performBulk, planBulk, plansOf, restsOnOthers, unfinished } from './bulk.ts';
import type { Intent } from './change.ts';
import { entriesOf, undoing } from './undo.ts';

/** Forty vaults, of which one is as wanted already and one does not exist. */
function bulkWorld() {
  const world = roadWorld();
  const names = Array.from({ length: 40 }, (_, index) => `v${index}`);
  for (const name of names) world.account.vault('eu-west-1', name, name === 'v0' ? config('new') : null);
  world.account.in('eu-west-1').vaults.delete('v1');
  const told: BulkProgress[] = [];
  const road = { ...world.road, tell: (progress: BulkProgress) => void told.push(progress) };
  const intents = names.map(name => setVault(name));
  const plan = () => timed(world.clock, planBulk(intents, road));
  const perform = (items: Awaited<ReturnType<typeof plan>>, signal?: AbortSignal) =>
    timed(world.clock, performBulk(items, road, 'group', signal));
  const counts = (items: readonly { readonly outcome: { readonly kind: string } }[]) => {
    const kinds = items.map(({ outcome }) => outcome.kind);
    return Object.fromEntries([...new Set(kinds)].map(kind => [kind, kinds.filter(one => one === kind).length]));
  };
  return { ...world, road, intents, told, plan, perform, counts };
}

describe('a bulk', () => {
  it('plans all first without a write, each with its own difference or failure', async () => {
    const { aws, plan, writes } = bulkWorld();
    const items = await plan();
    expect(items.slice(0, 3).map(({ planning }) => planning.kind)).toEqual(['nothing-to-do', 'failed', 'planned']);
    expect(plansOf(items)).toHaveLength(38);
    expect(plansOf(items)[0]?.differences).toHaveLength(2);
    expect(aws.called({ operation: 'GetCallerIdentity' })).toHaveLength(1);
    expect(writes()).toEqual([]);
  });

  it('carries out the rest where some fail, asks once whose credentials they are, and journals one group', async () => {
    const { aws, journal, plan, perform, counts } = bulkWorld();
    const items = await plan();
    aws.calls.length = 0;
    const denied = refusal('access-denied', 'AccessDeniedException', 403);
    for (const vaultName of ['v5', 'v6'])
      aws.fail({ operation: 'SetVaultNotifications', input: { vaultName } }, denied);
    const results = await perform(items);
    expect(counts(results)).toEqual({ 'nothing-to-do': 1, failed: 3, done: 36 });
    expect(aws.called({ operation: 'GetCallerIdentity' })).toHaveLength(1);
    expect(aws.mostInFlight).toBeLessThanOrEqual(4);
    expect(aws.openWriters).toBe(0);
    expect(new Set(journal.entries.map(entry => entry.group))).toEqual(new Set(['group']));
  });

  it('has each place go on beside the others, by its own limit', async () => {
    const { account, aws, intents, road, clock, counts } = bulkWorld();
    for (const { request } of intents) account.vault('eu-west-2', String(request.vaultName));
    const there = intents.map(intent => ({ ...intent, region: region('eu-west-2') }));
    const [here, elsewhere] = [await timed(clock, planBulk(intents, road)), await timed(clock, planBulk(there, road))];
    expect(aws.mostInFlight).toBe(4);
    const items = [...here, ...elsewhere];
    const results = await timed(clock, performBulk(items, road, 'group'));
    expect(counts(results)).toEqual({ 'nothing-to-do': 1, failed: 1, done: 78 });
    expect(results.map(({ intent }) => intent.region)).toEqual([...intents, ...there].map(intent => intent.region));
    expect(aws.mostInFlight).toBe(8);
  });

  it('tells how far it is and how long it will take', async () => {
    const { told, plan, perform } = bulkWorld();
    await perform(await plan());
    const planning = told.filter(({ phase }) => phase === 'planning');
    expect(planning.at(-1)).toEqual({ phase: 'planning', ended: 40, total: 40, failed: 1, remainingMilliseconds: 0 });
    expect(told[0]).toEqual({ phase: 'planning', ended: 0, total: 40, failed: 0, remainingMilliseconds: null });
    expect(told.at(-1)).toEqual({ phase: 'performing', ended: 40, total: 40, failed: 1, remainingMilliseconds: 0 });
  });

  it('says at its pace so far how long it will take', async () => {
    const { road, clock, told } = bulkWorld();
    let elapsed = 5_000;
    const ticking = { ...clock, now: () => 0, sleep: clock.sleep.bind(clock), elapsed: () => (elapsed += 100) };
    await planBulk(
      ['v0', 'v3', 'v4', 'v5'].map(name => setVault(name)),
      { ...road, clock: ticking },
    );
    expect(told.map(({ remainingMilliseconds }) => remainingMilliseconds)).toEqual([null, 300, 200, 100, 0]);
    expect(told.at(-1)).toMatchObject({ ended: 4, failed: 0 });
  });

  it('says no time while a step is left that AWS takes minutes over', async () => {
    const { account, clock, told, road } = bulkWorld();
    account.hub('us-east-1').hub('eu-west-1');
    const intents = [setVault('v2'), setVault('v3'), hubIntent('RegisterNotificationHub', 'us-west-2')];
    const items = await timed(clock, planBulk(intents, road));
    told.length = 0;
    await timed(clock, performBulk(items, road, 'group'));
    const times = told.map(({ ended, remainingMilliseconds }) => [ended, remainingMilliseconds]);
    expect(times).toEqual([
      [0, null],
      [1, null],
      [2, null],
      [3, 0],
    ]);
  });

  it('plans in all places beside each other', async () => {
    const { account, aws, intents, road, clock } = bulkWorld();
    for (const { request } of intents) account.vault('eu-west-2', String(request.vaultName));
    const there = intents.map(intent => ({ ...intent, region: region('eu-west-2') }));
    await timed(clock, planBulk([...intents, ...there], road));
    expect(aws.mostInFlight).toBe(8);
  });

  it('keeps the ClientToken of a change that is tried again', async () => {
    const { aws, road, clock, writes } = bulkWorld();
    const items = await timed(clock, planBulk([createRegistration], road));
    aws.fail({ operation: 'CreatePushNotificationRegistration' }, lost);
    const results = await timed(clock, performBulk(items, road, 'group'));
    const again = await timed(clock, planBulk(unfinished(results), road));
    aws.heal();
    await timed(clock, performBulk(again, road, 'group'));
    expect(new Set(writes().map(({ input }) => input.ClientToken))).toEqual(new Set(['id-1']));
  });

  it('plans nothing again that was not shown as waiting for another', async () => {
    const { account, road, clock, perform, writes } = bulkWorld();
    const meant = { ...setVault('tapes'), over: config('first') };
    const [conflict] = await timed(clock, planBulk([meant], road));
    account.vault('eu-west-1', 'tapes', config('first'));
    expect((await perform(conflict === undefined ? [] : [conflict])).map(({ outcome }) => outcome.kind)).toEqual([
      'conflict',
    ]);
    expect(writes()).toEqual([]);
    const failed = { intent: setVault('tapes', 'second'), planning: { kind: 'failed', error: lost } } as const;
    const items = [...(await timed(clock, planBulk([setVault('tapes')], road))), failed];
    expect((await perform(items)).map(({ outcome }) => outcome.kind)).toEqual(['done', 'failed']);
    expect(writes()).toHaveLength(1);
  });

  it('begins nothing where it was cancelled before, and says of each that it was skipped or is so already', async () => {
    const { plan, perform, counts, writes } = bulkWorld();
    const items = await plan();
    const stop = new AbortController();
    stop.abort();
    const results = await perform(items, stop.signal);
    expect(counts(results)).toEqual({ 'nothing-to-do': 1, skipped: 39 });
    expect(results.slice(0, 3).map(({ outcome }) => 'plan' in outcome && outcome.plan?.name)).toEqual([
      'v0',
      undefined,
      'v2',
    ]);
    expect(writes()).toEqual([]);
  });

  it('says that a change was skipped whose planning was stopped, and that one was sent whose sending was', async () => {
    const { aws, clock, plan, perform, road, counts } = bulkWorld();
    const stopped = { intent: setVault('v2'), planning: { kind: 'cancelled' } } as const;
    expect(counts(await perform([stopped]))).toEqual({ skipped: 1 });
    const items = (await plan()).slice(2, 12);
    const stop = new AbortController();
    aws.onCall = call => {
      if (call.operation !== 'SetVaultNotifications') return undefined;
      stop.abort();
      throw lost;
    };
    const results = await timed(clock, performBulk(items, road, 'group', stop.signal));
    const { cancelled = 0, skipped = 0 } = counts(results);
    expect([cancelled + skipped, cancelled > 0, skipped > 0]).toEqual([10, true, true]);
    expect(aws.called({ operation: 'SetVaultNotifications' })).toHaveLength(cancelled);
  });

  it('says that changes were skipped that were stopped before anything of them was sent', async () => {
    const { aws, clock, plan, road, counts, writes } = bulkWorld();
    const items = (await plan()).slice(2, 12);
    const stop = new AbortController();
    aws.onCall = ({ operation }) => void (operation === 'GetVaultNotifications' && stop.abort());
    const results = await timed(clock, performBulk(items, road, 'group', stop.signal));
    expect([counts(results), writes()]).toEqual([{ skipped: 10 }, []]);
  });

  it('begins nothing more when it is cancelled, and ends what is under way', async () => {
    const { journal, road, clock, plan, counts, writes } = bulkWorld();
    const items = await plan();
    const stop = new AbortController();
    const half = { ...road, tell: ({ ended }: BulkProgress) => void (ended >= 20 && stop.abort()) };
    const results = await timed(clock, performBulk(items, half, 'group', stop.signal));
    const { done = 0, skipped = 0 } = counts(results);
    expect(done + skipped).toBe(38);
    expect([done >= 18, skipped >= 10]).toEqual([true, true]);
    expect(writes()).toHaveLength(done);
    expect(journal.entries.every(entry => entry.outcome?.result === 'done')).toBe(true);
  });

  it('does only what is left when the unfinished are tried again', async () => {
    const { aws, road, clock, plan, perform, counts } = bulkWorld();
    aws.fail({ operation: 'SetVaultNotifications' }, refusal('access-denied', 'AccessDeniedException', 403), 7);
    const first = await perform(await plan());
    aws.heal();
    const again = await timed(clock, planBulk(unfinished(first), road));
    expect(counts(await perform(again))).toEqual({ failed: 1, done: 7 });
  });

  it('undoes a group in reverse, hubs and changes of one resource one after the other', async () => {
    const { account, journal, road, clock, perform, tapes } = bulkWorld();
    account.hub('eu-west-1').hub('us-west-2');
    const swap = [
      hubIntent('DeregisterNotificationHub', 'us-east-1'),
      hubIntent('RegisterNotificationHub', 'sa-east-1'),
      setVault('tapes', 'first'),
    ];
    for (const intent of [...swap, setVault('tapes', 'second')]) {
      await perform(await timed(clock, planBulk([intent], road)));
    }
    expect([...account.hubs.keys()]).toEqual(['eu-west-1', 'us-west-2', 'sa-east-1']);
    const entries = [...journal.entries].reverse();
    const undos = entriesOf('group', entries).flatMap(entry => {
      const undo = undoing(entry, entries);
      return undo.kind === 'by' ? [undo.intent] : [];
    });
    const items = await timed(clock, planBulk(undos, road));
    expect(items.map(({ planning }) => planning.kind)).toEqual(['planned', 'planned', 'planned', 'planned']);
    const results = await perform(items);
    expect(results.map(({ outcome }) => outcome.kind)).toEqual(['done', 'done', 'done', 'done']);
    expect([...account.hubs.keys()].sort()).toEqual(['eu-west-1', 'us-east-1', 'us-west-2']);
    expect(tapes()).toEqual(config('old'));
  });

  it.each([
    ['run out', new AccessError('credentials-expired', 'expired', { outcome: 'not-applied' })],
    ['are known no more', refusal('credentials-invalid', 'InvalidClientTokenId', 403)],
  ])('goes on with new credentials where the old ones %s in the middle', async (_what, over) => {
    const { aws, plan, perform, counts } = bulkWorld();
    const items = await plan();
    aws.fail({ operation: 'SetVaultNotifications' }, over, 3);
    expect(counts(await perform(items))).toEqual({ 'nothing-to-do': 1, failed: 1, done: 38 });
    expect(aws.openWriters).toBe(0);
  });
});

it('a bulk is planned at one endpoint, whatever the config says by the time that a change is planned', async () => {
  const { aws, road, clock, account } = roadWorld();
  const names = Array.from({ length: 12 }, (_, index) => `v${index}`);
  for (const name of names) account.vault('eu-west-1', name, null);
  let read = 0;
  aws.onCall = async ({ operation }) => {
    if (operation === 'GetVaultNotifications' && ++read === 1) aws.endpoint = 'http://127.0.0.1:1';
    return undefined;
  };
  const items = await timed(
    clock,
    planBulk(
      names.map(name => setVault(name)),
      road,
    ),
  );
  const results = await timed(clock, performBulk(items, road, 'group'));
  for (const { outcome } of results) {
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'wrong-server' } });
  }
});

describe('changes that must not overtake each other', () => {
  const comes = (name: string) => hubIntent('RegisterNotificationHub', name);
  const goes = (name: string) => hubIntent('DeregisterNotificationHub', name);
  const three = ['us-east-1', 'eu-west-1', 'us-west-2'];

  it.each([
    ['at three hubs, one goes and another comes', three, [goes('us-west-2'), comes('sa-east-1')], []],
    ['at three hubs, one comes before another goes', three, [comes('sa-east-1'), goes('us-west-2')], ['hub/quota']],
    ['the last hub goes once another has come', ['us-east-1'], [comes('sa-east-1'), goes('us-east-1')], []],
    ['the last two hubs go', ['us-east-1', 'eu-west-1'], [goes('us-east-1'), goes('eu-west-1')], ['hub/last']],
    ['a third and a fourth come', three.slice(0, 2), [comes('us-west-2'), comes('sa-east-1')], ['hub/quota']],
  ] as const)('are planned over what those before leave: %s', async (_case, hubs, intents, errors) => {
    const { account, road, clock } = roadWorld();
    for (const name of hubs) account.hub(name);
    const items = await timed(clock, planBulk(intents, road));
    const found = items.flatMap(({ planning }) =>
      'plan' in planning ? (planning.plan?.findings.filter(({ severity }) => severity === 'error') ?? []) : [],
    );
    expect(found.map(({ rule }) => rule)).toEqual(errors);
    const planned = items.filter(({ planning }) => planning.kind === 'planned');
    expect(planned).toHaveLength(intents.length - errors.length);
    const results = await timed(clock, performBulk(planned, road, 'group'));
    expect(results.every(({ outcome }) => outcome.kind === 'done')).toBe(true);
  });

  it('are not made where they were shown as not possible, whatever is there by then', async () => {
    const { account, road, clock } = roadWorld();
    account.hub('eu-west-1');
    const items = await timed(clock, planBulk([goes('us-east-1'), goes('eu-west-1')], road));
    const tell = ({ ended }: BulkProgress) => void (ended === 1 && account.hub('us-west-2'));
    const results = await timed(clock, performBulk(items, { ...road, tell }, 'group'));
    expect(results.map(({ outcome }) => outcome.kind)).toEqual(['done', 'blocked']);
  });

  it.each([
    ['the first', 1],
    ['the last', 2],
  ])('are all left where %s can’t be planned: no hub is given up for one that may not come', async (_which, times) => {
    const { account, aws, road, clock } = roadWorld();
    account.hub('us-west-2');
    const { reader } = aws;
    let reads = 0;
    aws.reader = source => {
      const real = reader.call(aws, source);
      const read: typeof real.read = (operation, ...rest) => {
        if (operation === 'ListNotificationHubs' && ++reads === times)
          throw refusal('throttled', 'ThrottlingException', 400);
        return real.read(operation, ...rest);
      };
      return { ...real, read };
    };
    const items = await timed(clock, planBulk([goes('us-west-2'), comes('sa-east-1'), setVault('tapes')], road));
    expect(items.map(({ planning }) => planning.kind)).toEqual(['failed', 'failed', 'planned']);
  });

  it.each([
    ['all are kept', [], false],
    ['the one that is left out has nothing to do with them', ['tapes'], false],
    ['the one that is left out comes after them', ['sa-east-1'], false],
    ['one that they rest on is left out', ['us-west-2'], true],
    ['all of those that rest on each other are left out', ['us-west-2', 'sa-east-1'], false],
  ] as const)('rest on others, where %s', async (_case, out, expected) => {
    const { account, road, clock } = roadWorld();
    account.hub('eu-west-1').hub('us-west-2');
    // The first can't be made whatever is kept, so that nothing rests on it.
    const intents = [comes('ap-south-1'), goes('us-west-2'), comes('sa-east-1'), setVault('tapes')];
    const items = await timed(clock, planBulk(intents, road));
    const kept = items.filter(({ planning }) => {
      const name = planning.kind === 'planned' ? planning.plan.name : null;
      return name !== null && !out.some(one => one === name);
    });
    expect(restsOnOthers(items, kept, road.table)).toBe(expected);
  });

  /** The changes that take back what was done, newest first. */
  const undosOf = async ({ journal }: ReturnType<typeof roadWorld>): Promise<readonly Intent[]> => {
    const { entries } = await journal.read();
    return entries.flatMap(entry => {
      const undo = undoing(entry, entries);
      return undo.kind === 'by' ? [undo.intent] : [];
    });
  };

  it('are planned over what is live where another answers the one before', async () => {
    const { aws, road, clock } = roadWorld();
    const emulated = { kind: 'emulator', accountId: id } as const;
    aws.account(id, emulated);
    const intents = [setVault('tapes', 'first'), { ...setVault('tapes', 'second'), source: emulated }];
    const items = await timed(clock, planBulk(intents, road));
    expect(plansOf(items).map(({ base }) => base.config)).toEqual([config('old'), config('old')]);
  });

  it('are made over what those before have left, to the byte', async () => {
    const world = roadWorld();
    const { account, road, clock, travel } = world;
    const own = '{ "Version":"2008-10-17",  "Statement": [] }';
    account.topic(where, 'jobs', { Policy: own });
    const TopicArn = `arn:aws:sns:${where}:${id}:jobs`;
    const held = () => account.in(where).topics.get(TopicArn)?.Policy;
    const texts: (string | undefined)[] = [];
    for (const Action of ['SNS:Publish', 'SNS:Subscribe']) {
      const request = { TopicArn, AttributeName: 'Policy' };
      const amendment = { does: 'add', statement: { Effect: 'Allow', Action } } as const;
      await travel({ source: prod, accountId: id, region: where, operation: 'SetTopicAttributes', request, amendment });
      texts.push(held());
    }
    await timed(clock, performBulk(await timed(clock, planBulk(await undosOf(world), road)), road, 'group'));
    expect(held()).toBe(own);
    const redos = await undosOf(world);
    for (const [index, back] of texts.entries()) {
      const redo = redos[index];
      if (redo !== undefined) await travel(redo);
      expect(held()).toBe(back);
    }
  });

  it('are not sent where the one that they rest on was not done', async () => {
    const world = roadWorld();
    const { aws, road, clock, travel, writes, tapes } = world;
    for (const name of ['first', 'second']) await travel(setVault('tapes', name));
    const items = await timed(clock, planBulk(await undosOf(world), road));
    aws.fail({ operation: 'SetVaultNotifications' }, refusal('access-denied', 'AccessDeniedException', 403), 1);
    const sent = writes().length;
    const results = await timed(clock, performBulk(items, road, 'group'));
    expect(results.map(({ outcome }) => outcome.kind)).toEqual(['failed', 'skipped']);
    expect([writes().length - sent, tapes()]).toEqual([1, config('second')]);
  });

  it('are not made where something else was left than was shown', async () => {
    const world = roadWorld();
    const { account, aws, road, clock, travel, tapes } = world;
    for (const name of ['first', 'second']) await travel(setVault('tapes', name));
    const items = await timed(clock, planBulk((await undosOf(world)).slice(0, 2), road));
    const told = ({ ended }: BulkProgress) =>
      void (ended === 1 && account.vault('eu-west-1', 'tapes', config('theirs')));
    const results = await timed(clock, performBulk(items, { ...road, tell: told }, 'group'));
    expect(results.map(({ outcome }) => outcome.kind)).toEqual(['done', 'conflict']);
    expect([aws.openWriters, tapes()]).toEqual([0, config('theirs')]);
  });
});
