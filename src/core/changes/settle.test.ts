import { describe, expect, it } from 'vitest';
import { hubIntent, id, lost, prod, roadWorld, setTapes, timed, where } from '../../../test/support/roadWorld.ts';
import type { AccountSource } from '../model/account.ts';
import { AccessError } from '../model/errors.ts';
import type { JournalResult } from '../model/journal.ts';
import { settle } from './settle.ts';

/** A world in which a change of a vault has no end: it was lost, and AWS took it or not. */
async function unended(tookEffect: boolean) {
  const world = roadWorld();
  const { aws, journal, road, clock, travel } = world;
  if (!tookEffect) aws.fail({ operation: 'SetVaultNotifications' }, lost);
  await travel(setTapes);
  aws.heal();
  const [entry] = journal.entries;
  if (entry === undefined) throw new Error('nothing was journalled');
  const end = (result: JournalResult | null, time = entry.time): void => {
    journal.entries[0] = { ...entry, outcome: result === null ? null : { time, result, code: null, undo: null } };
  };
  end(null);
  await clock.advance(60_000);
  return { ...world, entry, end, look: () => timed(clock, settle(entry.id, road)) };
}

describe('a change whose end is not known', () => {
  it('is not looked at where its end was written, whoever holds its resource now', async () => {
    const { end, locks, look } = await unended(true);
    end('done');
    locks.foreign.set(`${id}/${where}/vault/tapes`, { pid: 42, host: null, since: '2026-11-22T00:00:00.000Z' });
    expect(await look()).toMatchObject({ kind: 'not-open', entry: { outcome: { result: 'done' } } });
  });

  it.each<[string, (world: Awaited<ReturnType<typeof unended>>) => void, string]>([
    ['its writer ends', ({ end }) => end('failed'), 'not-open'],
    ['is put aside', ({ journal }) => void journal.entries.splice(0), 'missing'],
  ])('is left to others where %s it while the lock is waited for', async (_what, meanwhile, kind) => {
    const world = await unended(true);
    const { locks, journal, look } = world;
    const acquire = locks.acquire.bind(locks);
    locks.acquire = async target => {
      meanwhile(world);
      return acquire(target);
    };
    expect((await look()).kind).toBe(kind);
    expect(journal.entries.map(({ outcome }) => outcome?.result)).toEqual(kind === 'missing' ? [] : ['failed']);
    expect(locks.held.size).toBe(0);
  });

  it.each(['GetCallerIdentity', 'GetVaultNotifications'] as const)(
    'stays so, and it is told why, where %s is refused',
    async operation => {
      const { aws, journal, look } = await unended(true);
      aws.fail({ operation }, new AccessError('access-denied', 'no'));
      expect(await look()).toMatchObject({ kind: 'failed', error: { code: 'access-denied' } });
      expect(journal.entries).toMatchObject([{ outcome: null }]);
    },
  );

  it('stays so, and nothing is asked, where the calls go elsewhere than it went', async () => {
    const { aws, journal, look } = await unended(true);
    aws.calls.length = 0;
    aws.endpoint = 'http://127.0.0.1:5000';
    expect(await look()).toMatchObject({ kind: 'failed', error: { code: 'wrong-server' } });
    expect(aws.calls).toEqual([]);
    expect(journal.entries).toMatchObject([{ outcome: null }]);
  });

  it('stays so where the look is stopped', async () => {
    const { entry, road, clock, journal } = await unended(true);
    expect(await timed(clock, settle(entry.id, road, undefined, AbortSignal.abort()))).toEqual({ kind: 'cancelled' });
    expect(journal.entries).toMatchObject([{ outcome: null }]);
  });

  it('is judged whatever another version did to the resource before', async () => {
    const { journal, look, entry } = await unended(true);
    const what = { kind: 'vault', name: 'tapes', operation: 'SealVault', action: 'replace', result: 'done' } as const;
    const place = { source: 'profile:prod', accountId: id, region: where, group: null, undoes: null };
    journal.foreign = [{ ...what, ...place, id: 'n', time: '2026-11-21T00:00:00.000Z' }];
    expect(await look()).toMatchObject({ kind: 'settled', entry: { id: entry.id, outcome: { result: 'done' } } });
  });

  it('is read with other credentials of the account where these are told', async () => {
    const { aws, entry, road, clock } = await unended(true);
    const other: AccountSource = { kind: 'profile', name: 'other' };
    aws.account(id, other).vault(where, 'tapes', { SNSTopic: 'arn:x', Events: [] });
    aws.account('444455556666', prod);
    expect((await timed(clock, settle(entry.id, road))).kind).toBe('wrong-account');
    expect(await timed(clock, settle(entry.id, road, other))).toMatchObject({
      kind: 'settled',
      entry: { outcome: { result: 'conflict' } },
    });
  });

  it('is not called failed while AWS may lag behind the last that was heard of it', async () => {
    const { clock, end, look } = await unended(false);
    end('unknown', new Date(clock.now()).toISOString());
    expect((await look()).kind).toBe('not-yet');
    await clock.advance(60_000);
    expect(await look()).toMatchObject({ kind: 'settled', entry: { outcome: { result: 'failed' } } });
  });

  it('is not certain yet while what it began is under way', async () => {
    const { account, clock, journal, road, travel } = roadWorld();
    account.hub('eu-west-1');
    account.deregistersAs = 'DEREGISTERING';
    await travel(hubIntent('DeregisterNotificationHub', 'eu-west-1'));
    const [entry] = journal.entries;
    if (entry === undefined) throw new Error('nothing was journalled');
    journal.entries[0] = { ...entry, outcome: null };
    expect(await timed(clock, settle(entry.id, road))).toMatchObject({
      kind: 'not-yet',
      found: { status: 'DEREGISTERING' },
    });
  });
});
