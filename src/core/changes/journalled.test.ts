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
  setTapes,
  setVault,
  timed,
  token,
} from '../../../test/support/roadWorld.ts';
import { AccessError, StateError } from '../model/errors.ts';
import type { Intent } from './change.ts';
import { dismiss, settle } from './settle.ts';
import { entriesOf, undoing, undoOf } from './undo.ts';

const vaultKey = `${id}/eu-west-1/vault/tapes`;
const throttled = new AccessError('throttled', 'slow', { outcome: 'not-applied', retryAfterSeconds: 3 });

/** The entry of an id, and the change that takes it back. */
function undoIntent(world: ReturnType<typeof roadWorld>, entryId: string): Intent {
  const entries = [...world.journal.entries].reverse();
  const entry = entriesOf(entryId, entries)[0];
  if (entry === undefined) throw new Error(`no entry ${entryId}`);
  const found = undoing(entry, entries);
  if (found.kind === 'not') throw new Error(found.reason);
  return found.intent;
}

describe('the journal of the road', () => {
  it('holds the intent before anything is sent, and the end after it', async () => {
    const { aws, journal, travel } = roadWorld();
    aws.onCall = call => {
      if (call.operation === 'SetVaultNotifications') expect(journal.entries).toMatchObject([{ outcome: null }]);
      return undefined;
    };
    await travel({ ...setTapes, group: 'g' });
    expect(journal.entries).toMatchObject([
      {
        source: prod,
        accountId: id,
        region: 'eu-west-1',
        kind: 'vault',
        name: 'tapes',
        operation: 'SetVaultNotifications',
        action: 'replace',
        base: { config: config('old'), status: 'set' },
        goal: config('new'),
        undo: { kind: 'by', request: { vaultNotificationConfig: config('old') } },
        group: 'g',
        undoes: null,
        outcome: { result: 'done', code: null },
      },
    ]);
  });

  it('stops the change where the intent cannot be written', async () => {
    const { journal, travel, writes } = roadWorld();
    journal.failure = new StateError('state-unwritable', 'disk full', '/journal');
    expect(await travel(setTapes)).toMatchObject({ kind: 'failed', error: { code: 'state-unwritable' } });
    expect(writes()).toEqual([]);
  });

  it('says that a change is done and not recorded where its end cannot be written', async () => {
    const { journal, travel } = roadWorld();
    journal.failure = new Error('disk full');
    journal.failing = ['end'];
    expect(await travel(setTapes)).toMatchObject({ kind: 'unrecorded', reason: 'disk full' });
    expect(journal.entries).toMatchObject([{ outcome: null }]);
  });

  it('says the same of a change that AWS took and does not show yet', async () => {
    const { account, journal, travel } = roadWorld();
    account.vaultLagReads = 1_000;
    journal.failure = new Error('disk full');
    journal.failing = ['end'];
    expect(await travel(setTapes)).toMatchObject({ kind: 'unrecorded', reason: 'disk full', answer: {} });
  });

  it.each([
    ['was recorded in the ledger', {}, 'disk full'],
    ['was not', { record: () => Promise.reject(new Error('no ledger')) }, 'disk full'],
  ])('tells the RegistrationId where the end cannot be written, whether it %s', async (_what, broken, reason) => {
    const { journal, ledger, travel } = roadWorld();
    journal.failure = new Error('disk full');
    journal.failing = ['end'];
    const kept = {
      list: ledger.list.bind(ledger),
      forget: ledger.forget.bind(ledger),
      record: ledger.record.bind(ledger),
    };
    const answer = { RegistrationId: expect.any(String) };
    expect(await travel(createRegistration, { ledger: { ...kept, ...broken } })).toMatchObject({
      ...{ kind: 'unrecorded', reason, answer },
    });
  });

  it.each([
    ['refused', refusal('access-denied', 'AccessDeniedException', 403), 'failed', 'access-denied'],
    ['not applied after every send', lost, 'unknown', 'unreachable'],
  ])('tells that a change was %s', async (_what, error, result, code) => {
    const { aws, journal, travel } = roadWorld();
    aws.fail({ operation: 'SetVaultNotifications' }, error);
    await travel(setTapes);
    expect(journal.entries).toMatchObject([{ outcome: { result, code } }]);
  });

  it('is not written for what was never sent', async () => {
    const { account, journal, travel } = roadWorld();
    await travel(setTapes, { confirm: async () => false });
    await travel(setTapes, { confirm: async () => account.vault('eu-west-1', 'tapes', config('theirs')) !== null });
    expect(journal.entries).toEqual([]);
  });

  it('never holds a secret, keeps the ClientToken, and learns what deletes a registration from its answer', async () => {
    const { journal, travel } = roadWorld();
    await travel(createRegistration);
    expect(JSON.stringify(journal.entries)).not.toContain(token);
    const [entry] = journal.entries;
    expect(entry?.request).toMatchObject({ ClientToken: 'id-1' });
    expect(entry === undefined ? null : undoOf(entry)).toMatchObject({
      operation: 'DeletePushNotificationRegistration',
      request: { InstanceId: 'i-1', ContactId: 'c-1', RegistrationId: 'registration-1' },
    });
  });
});

describe('the lock of the road', () => {
  it('is held while it writes, and let go whatever comes', async () => {
    const { aws, locks, travel } = roadWorld();
    aws.onCall = call => {
      if (call.operation === 'SetVaultNotifications') expect([...locks.held]).toEqual([vaultKey]);
      return undefined;
    };
    aws.fail({ operation: 'SetVaultNotifications' }, refusal('access-denied', 'AccessDeniedException', 403));
    await travel(setTapes);
    expect(locks).toMatchObject({ taken: 1, held: new Set() });
  });

  it('tells who else of us is at it, and changes nothing', async () => {
    const { locks, journal, travel, writes } = roadWorld();
    const holder = { pid: 42, host: null, since: '2026-11-22T00:00:00.000Z' };
    locks.foreign.set(vaultKey, holder);
    expect(await travel(setTapes)).toMatchObject({ kind: 'busy', holder });
    expect([journal.entries, writes()]).toEqual([[], []]);
  });

  it('stops the change where it was lost before sending', async () => {
    const { locks, journal, travel, writes } = roadWorld();
    locks.loses = true;
    expect(await travel(setTapes)).toMatchObject({ kind: 'failed', error: { code: 'state-busy' } });
    expect(writes()).toEqual([]);
    expect(journal.entries).toMatchObject([{ outcome: { result: 'failed' } }]);
  });
});

describe('a write that AWS asks to slow down', () => {
  it('waits as long as AWS says and is sent again', async () => {
    const { aws, clock, steps, travel, writes, tapes } = roadWorld();
    aws.fail({ operation: 'SetVaultNotifications' }, throttled, 2);
    const began = clock.now();
    expect((await travel(setTapes)).kind).toBe('done');
    expect(clock.now() - began).toBeGreaterThanOrEqual(6_000);
    expect(writes()).toHaveLength(3);
    expect(steps).toContain('waiting');
    expect(tapes()).toEqual(config('new'));
  });

  it('stops as a conflict where someone changed it during the wait', async () => {
    const { aws, account, journal, travel, tapes } = roadWorld();
    aws.fail({ operation: 'SetVaultNotifications' }, throttled, 1);
    const progress = (step: string): void =>
      void (step === 'waiting' && account.vault('eu-west-1', 'tapes', config('theirs')));
    expect((await travel(setTapes, { progress })).kind).toBe('conflict');
    expect(tapes()).toEqual(config('theirs'));
    expect(journal.entries).toMatchObject([{ outcome: { result: 'conflict' } }]);
  });

  it('gives up in the end', async () => {
    const { aws, clock, travel } = roadWorld();
    aws.fail({ operation: 'SetVaultNotifications' }, throttled);
    const began = clock.now();
    expect(await travel(setTapes)).toMatchObject({ kind: 'failed', error: { code: 'throttled' } });
    expect(clock.now() - began).toBeLessThan(180_000);
  });

  it('can be cancelled', async () => {
    const { aws, journal, travel } = roadWorld();
    aws.fail({ operation: 'SetVaultNotifications' }, throttled);
    const stop = new AbortController();
    const progress = (step: string): void => void (step === 'waiting' && stop.abort());
    expect((await travel(setTapes, { progress }, stop.signal)).kind).toBe('cancelled');
    expect(journal.entries).toMatchObject([{ outcome: { result: 'failed' } }]);
  });
});

describe('a change that someone wrote over', () => {
  it('is not waited for to the end', async () => {
    const { account, clock, journal, travel } = roadWorld();
    const progress = (step: string): void =>
      void (step === 'verifying' && account.vault('eu-west-1', 'tapes', config('theirs')));
    const began = clock.now();
    expect(await travel(setTapes, { progress })).toMatchObject({
      kind: 'accepted',
      seen: { config: config('theirs') },
    });
    expect(clock.now() - began).toBeLessThan(10_000);
    expect(journal.entries).toMatchObject([{ outcome: { result: 'accepted' } }]);
  });
});

describe('a change that is not certain any more', () => {
  it('is sent once more with new credentials where the old ones ran out', async () => {
    const { aws, travel, writes } = roadWorld();
    aws.fail(
      { operation: 'SetVaultNotifications' },
      new AccessError('credentials-expired', 'expired', { outcome: 'not-applied' }),
      1,
    );
    expect((await travel(setTapes)).kind).toBe('done');
    expect(writes()).toHaveLength(2);
    expect(aws.openWriters).toBe(0);
  });

  it('takes a hub on its way out for deregistered', async () => {
    const { aws, account, clock, travel } = roadWorld();
    account.hub('eu-west-1');
    account.deregistersAs = 'DEREGISTERING';
    aws.failAfterEffect({ operation: 'DeregisterNotificationHub' }, lost);
    const gone = clock.sleep(60_000).then(() => account.hubs.delete('eu-west-1'));
    expect((await travel(hubIntent('DeregisterNotificationHub', 'eu-west-1'))).kind).toBe('done');
    await gone;
  });

  /** A world whose writer died in the middle: the intent is there, and AWS took the write or not. */
  async function crashed(tookEffect: boolean, theirs?: string) {
    const world = roadWorld();
    const { aws, account, journal, travel } = world;
    const end = journal.end.bind(journal);
    journal.end = async () => Promise.reject(new Error('killed'));
    if (!tookEffect) aws.fail({ operation: 'SetVaultNotifications' }, lost);
    await travel(setTapes);
    journal.end = end;
    aws.heal();
    if (theirs !== undefined) account.vault('eu-west-1', 'tapes', config(theirs));
    const entryId = journal.entries[0]?.id ?? '';
    return { ...world, entryId, look: () => timed(world.clock, settle(entryId, world.road)) };
  }

  it.each([
    ['done', true, undefined],
    ['failed', false, undefined],
    ['conflict', true, 'theirs'],
  ] as const)('is settled as %s by a live read', async (result, tookEffect, theirs) => {
    const { clock, journal, look } = await crashed(tookEffect, theirs);
    await clock.advance(60_000);
    expect(await look()).toMatchObject({ kind: 'settled', entry: { outcome: { result } } });
    expect(journal.entries).toMatchObject([{ outcome: { result } }]);
    expect((await look()).kind).toBe('not-open');
  });

  it.each([
    ['done', true],
    ['failed', false],
  ] as const)('is settled as %s by what the next change found, whatever is live now', async (result, tookEffect) => {
    const world = await crashed(tookEffect);
    await world.clock.advance(60_000);
    await world.travel(setVault('tapes', 'next'));
    expect(await world.look()).toMatchObject({ kind: 'settled', entry: { outcome: { result } } });
  });

  it('is not called failed while AWS may still lag', async () => {
    const { aws, journal, look } = await crashed(false);
    const entry = journal.entries[0];
    if (entry !== undefined) journal.entries[0] = { ...entry, time: '2026-11-22T23:00:00.000Z' };
    expect((await look()).kind).toBe('not-yet');
    aws.heal();
  });

  it('is not judged while its writer is at it', async () => {
    const { locks, look } = await crashed(true);
    locks.foreign.set(vaultKey, { pid: 42, host: null, since: '2026-11-22T00:00:00.000Z' });
    expect((await look()).kind).toBe('busy');
  });

  it('is not judged with credentials of another account', async () => {
    const { aws, look } = await crashed(true);
    aws.account('444455556666', prod);
    expect(await look()).toMatchObject({ kind: 'wrong-account', actual: '444455556666' });
  });

  it('stays open for a registration, which AWS cannot show, until it is dismissed', async () => {
    const { aws, clock, journal, road, travel } = roadWorld();
    aws.fail({ operation: 'CreatePushNotificationRegistration' }, lost);
    expect((await travel(createRegistration)).kind).toBe('unknown');
    const entryId = journal.entries[0]?.id ?? '';
    expect(await timed(clock, settle(entryId, road))).toMatchObject({
      kind: 'unreadable',
      entry: { request: { ClientToken: 'id-1' } },
    });
    expect(await dismiss(entryId, road)).toMatchObject({
      kind: 'settled',
      entry: { outcome: { result: 'dismissed' } },
    });
    expect(journal.entries).toMatchObject([{ outcome: { result: 'dismissed' } }]);
    expect(await dismiss(entryId, road)).toMatchObject({ kind: 'not-open' });
  });

  it('is not dismissed while its writer is at it', async () => {
    const { locks, journal, road, entryId } = await crashed(true);
    locks.foreign.set(vaultKey, { pid: 42, host: null, since: '2026-11-22T00:00:00.000Z' });
    expect((await dismiss(entryId, road)).kind).toBe('busy');
    expect(journal.entries).toMatchObject([{ outcome: null }]);
  });

  it('is not judged once another version has changed the same resource', async () => {
    const { clock, journal, entryId, look } = await crashed(true);
    await clock.advance(60_000);
    const other = { kind: 'vault', name: 'tapes', operation: 'SealVault', action: 'replace', result: 'done' } as const;
    const place = { source: 'profile:prod', accountId: id, region: 'eu-west-1' };
    journal.foreign = [{ ...other, ...place, id: 'n', time: '2026-11-23T00:00:00.000Z', group: null, undoes: null }];
    expect(await look()).toMatchObject({ kind: 'unreadable', entry: { id: entryId } });
    journal.foreign = [
      { ...other, ...place, name: 'films', id: 'n', time: '2026-11-23T00:00:00.000Z', group: null, undoes: null },
    ];
    expect(await look()).toMatchObject({ kind: 'settled', entry: { outcome: { result: 'done' } } });
  });

  it('is said to be missing where there is no such entry', async () => {
    const { clock, road } = roadWorld();
    expect(await timed(clock, settle('nothing', road))).toEqual({ kind: 'missing' });
  });
});

describe('undo', () => {
  it('puts back what was there, and can be undone itself', async () => {
    const world = roadWorld();
    await world.travel(setTapes);
    const first = world.journal.entries[0]?.id ?? '';
    expect((await world.travel(undoIntent(world, first))).kind).toBe('done');
    expect(world.tapes()).toEqual(config('old'));
    expect(() => undoIntent(world, first)).toThrow('undone');
    const second = world.journal.entries[1];
    expect(second?.undoes).toBe(first);
    expect((await world.travel(undoIntent(world, second?.id ?? ''))).kind).toBe('done');
    expect(world.tapes()).toEqual(config('new'));
    expect(undoIntent(world, first).request).toMatchObject({ vaultNotificationConfig: config('old') });
  });

  it('is a conflict where someone changed it since, and nothing to do where it is back already', async () => {
    const world = roadWorld();
    await world.travel(setTapes);
    const undo = undoIntent(world, world.journal.entries[0]?.id ?? '');
    world.account.vault('eu-west-1', 'tapes', config('theirs'));
    expect(await world.travel(undo)).toMatchObject({
      kind: 'conflict',
      plan: { base: { config: config('new') }, goal: config('old') },
      found: { config: config('theirs') },
    });
    world.account.vault('eu-west-1', 'tapes', config('old'));
    expect((await world.travel(undo)).kind).toBe('nothing-to-do');
    expect(world.writes()).toHaveLength(1);
  });

  it('deletes a registration that was made', async () => {
    const world = roadWorld();
    await world.travel(createRegistration);
    expect((await world.travel(undoIntent(world, world.journal.entries[0]?.id ?? ''))).kind).toBe('done');
    expect(world.account.in('eu-west-1').registrations.size).toBe(0);
    expect(world.ledger.entries).toEqual([]);
  });

  it('deletes a registration that was made and could not be recorded, and says so before', async () => {
    const world = roadWorld();
    const { ledger, account, asked } = world;
    const list = ledger.list.bind(ledger);
    const forget = ledger.forget.bind(ledger);
    const record = () => Promise.reject(new Error('disk full'));
    expect((await world.travel(createRegistration, { ledger: { list, forget, record } })).kind).toBe('unrecorded');
    expect((await world.travel(undoIntent(world, world.journal.entries[0]?.id ?? ''))).kind).toBe('done');
    expect(account.in('eu-west-1').registrations.size).toBe(0);
    expect(asked.at(-1)?.findings).toContainEqual(expect.objectContaining({ rule: 'push-registration/not-recorded' }));
  });

  it.each([
    ['the last hub', 'first-hub', hubIntent('RegisterNotificationHub', 'eu-west-1'), undefined],
    ['what failed', 'nothing-changed', setTapes, refusal('access-denied', 'AccessDeniedException', 403)],
    ['what is not certain', 'not-certain', setTapes, lost],
  ] as const)('is not offered for %s', async (_what, reason, intent, error) => {
    const world = roadWorld();
    world.account.hubs.clear();
    if (error !== undefined) world.aws.fail({ operation: intent.operation }, error);
    await world.travel(intent);
    const [entry] = world.journal.entries;
    expect(entry === undefined ? null : undoing(entry, world.journal.entries)).toEqual({ kind: 'not', reason });
  });
});
