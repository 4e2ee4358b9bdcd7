import { describe, expect, it } from 'vitest';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import {
  config,
  createRegistration,
  hubIntent,
  lost,
  prod,
  roadWorld,
  setTapes,
  timed,
} from '../../../test/support/roadWorld.ts';
import { AccessError } from '../model/errors.ts';
import type { JournalIntent } from '../model/journal.ts';
import { region } from '../model/regions.ts';
import type { Step } from './change.ts';
import { performChange } from './road.ts';
import { settle } from './settle.ts';

const set = 'SetVaultNotifications';
const get = 'GetVaultNotifications';
const create = 'CreatePushNotificationRegistration';
const remove = 'DeletePushNotificationRegistration';
const denied = refusal('access-denied', 'AccessDeniedException', 403);
const expired = refusal('credentials-expired', 'ExpiredTokenException', 403);
const throttled = refusal('throttled', 'ThrottlingException', 400);

/** A world in which a device is registered, and the change that deletes it. */
async function registered() {
  const world = roadWorld();
  await world.travel(createRegistration);
  const RegistrationId = world.ledger.entries[0]?.registrationId ?? '';
  const request = { InstanceId: 'i-1', RegistrationId, ContactId: 'c-1' };
  return { ...world, deletion: { ...createRegistration, operation: remove, request } as const };
}

describe('what AWS cannot show', () => {
  it('stays unknown where it is refused after a send that may have been carried out', async () => {
    const { aws, travel, writes } = roadWorld();
    aws.failAfterEffect({ operation: create }, lost);
    aws.fail({ operation: create }, denied);
    expect(await travel(createRegistration)).toMatchObject({ kind: 'unknown', error: { code: 'unreachable' } });
    expect(writes()).toHaveLength(2);
  });

  it('stays unknown where new credentials cannot be had after such a send', async () => {
    const { aws, travel } = roadWorld();
    aws.failAfterEffect({ operation: create }, lost);
    aws.fail({ operation: create }, expired, 1);
    aws.onCall = call => {
      if (call.operation === 'GetCallerIdentity' && aws.called({ operation: create }).length > 1) throw denied;
      return undefined;
    };
    expect(await travel(createRegistration)).toMatchObject({ kind: 'unknown', error: { code: 'unreachable' } });
  });

  it('is deleted again after a lost answer, which changes nothing more', async () => {
    const { aws, travel, writes, deletion, ledger } = await registered();
    aws.failAfterEffect({ operation: remove }, lost);
    expect((await travel(deletion)).kind).toBe('done');
    expect(writes().filter(({ operation }) => operation === remove)).toHaveLength(2);
    expect(ledger.entries).toEqual([]);
  });
});

describe('a refusal that is not AWS’s', () => {
  const blocked = new AccessError('refused', 'a page of a proxy', { httpStatus: 403, outcome: 'not-applied' });
  const slow = new AccessError('throttled', 'a proxy’s limit', { httpStatus: 429, outcome: 'not-applied' });

  it.each([blocked, slow])('hides nothing that AWS did before: $message', async error => {
    const { aws, travel, writes, tapes } = roadWorld();
    aws.failAfterEffect({ operation: set }, error);
    expect((await travel(setTapes)).kind).toBe('done');
    expect(tapes()).toEqual(config('new'));
    expect(writes()).toHaveLength(1);
  });

  it('hides nothing that AWS is late to show', async () => {
    const { aws, account, travel, writes, tapes } = roadWorld();
    aws.failAfterEffect({ operation: set }, blocked);
    account.vaultLagReads = 3;
    expect((await travel(setTapes)).kind).toBe('done');
    expect(tapes()).toEqual(config('new'));
    expect(writes()).toHaveLength(1);
  });

  it('leaves open what AWS may be late to show for longer than anyone waits', async () => {
    const { aws, travel, writes } = roadWorld();
    aws.fail({ operation: 'RegisterNotificationHub' }, blocked);
    expect((await travel(hubIntent('RegisterNotificationHub', 'eu-west-1'))).kind).toBe('unknown');
    expect(writes()).toHaveLength(1);
  });

  it.each([blocked, slow])('leaves open what was done where that cannot be read: $message', async error => {
    const { aws, travel, writes, journal } = roadWorld();
    aws.failAfterEffect({ operation: set }, error);
    aws.onWrite = async () => aws.fail({ operation: 'GetVaultNotifications' }, blocked);
    expect((await travel(setTapes)).kind).toBe('unknown');
    expect((await journal.list())[0]?.outcome?.result).toBe('unknown');
    expect(writes()).toHaveLength(1);
  });

  it('is told where nothing was done', async () => {
    const { aws, travel, writes, tapes } = roadWorld();
    aws.fail({ operation: set }, blocked);
    expect(await travel(setTapes)).toMatchObject({ kind: 'failed', error: { message: 'a page of a proxy' } });
    expect(tapes()).toEqual(config('old'));
    expect(writes()).toHaveLength(1);
  });
});

describe('right before the write', () => {
  it('a rule that became true meanwhile stops it', async () => {
    const { account, travel, writes } = roadWorld();
    account.hub('eu-west-1');
    const outcome = await travel(hubIntent('DeregisterNotificationHub', 'eu-west-1'), {
      confirm: async () => account.hub('us-east-1', 'INACTIVE') !== undefined,
    });
    expect(outcome).toMatchObject({ kind: 'blocked', plan: { findings: [{ rule: 'hub/last' }] } });
    expect(writes()).toEqual([]);
  });

  it('what was held back for too long after it was read is read again, however soon it is sent after the last look', async () => {
    const { aws, account, clock, journal, travel, writes } = roadWorld();
    const begin = journal.begin.bind(journal);
    journal.begin = async entry => {
      await begin(entry);
      await clock.sleep(900);
    };
    aws.onWrite = async () => {
      aws.onWrite = undefined;
      await clock.sleep(500);
      account.vault('eu-west-1', 'tapes', config('colleague'));
    };
    expect(await travel(setTapes)).toMatchObject({ kind: 'conflict', found: { config: config('colleague') } });
    expect(writes()).toEqual([]);
  });

  it('what breaks on our side after it was sent is read, as after a lost answer', async () => {
    const { aws, travel, writes, tapes } = roadWorld();
    const broken = {
      reader: aws.reader.bind(aws),
      openWriter: async (...asked: Parameters<typeof aws.openWriter>) => {
        const writer = await aws.openWriter(...asked);
        const write: typeof writer.write = async (...call) => {
          await writer.write(...call);
          throw new TypeError('not a function');
        };
        return { ...writer, write };
      },
    };
    expect((await travel(setTapes, { gateway: broken })).kind).toBe('done');
    expect([writes().length, tapes()]).toEqual([1, config('new')]);
  });

  it('what is slow in one of its calls alone is written all the same', async () => {
    const { aws, account, clock, travel, writes } = roadWorld();
    account.vault('eu-west-1', 'tapes', null);
    aws.onCall = async ({ operation }) => {
      if (operation === 'DescribeVault') await clock.sleep(2_800);
      return undefined;
    };
    expect((await travel(setTapes)).kind).toBe('done');
    expect(writes()).toHaveLength(1);
  });

  it.each([config('old'), null])(
    'what takes long to read is written all the same, once it was looked at: %j',
    async before => {
      const { aws, account, clock, travel, writes } = roadWorld();
      account.vault('eu-west-1', 'tapes', before);
      aws.onCall = async ({ operation }) => {
        if (operation === get || operation === 'DescribeVault') await clock.sleep(1_500);
        return undefined;
      };
      expect((await travel(setTapes)).kind).toBe('done');
      expect(writes()).toHaveLength(1);
    },
  );

  it('what was set while the rest was read of what had nothing is a conflict', async () => {
    const { aws, account, clock, travel, writes } = roadWorld();
    account.vault('eu-west-1', 'tapes', null);
    let described = 0;
    aws.onCall = async ({ operation }) => {
      if (operation !== 'DescribeVault' || ++described !== 2) return undefined;
      account.vault('eu-west-1', 'tapes', config('colleague'));
      await clock.sleep(8_000);
      return undefined;
    };
    expect(await travel(setTapes)).toMatchObject({ kind: 'conflict', found: { config: config('colleague') } });
    expect(writes()).toEqual([]);
  });

  it('what was held back for too long is read again, and is a conflict where it moved', async () => {
    const { aws, account, clock, travel, writes } = roadWorld();
    aws.onWrite = async () => {
      aws.onWrite = undefined;
      clock.setBy(1_500);
      account.vault('eu-west-1', 'tapes', config('colleague'));
    };
    expect(await travel(setTapes)).toMatchObject({ kind: 'conflict', sent: false });
    expect(writes()).toEqual([]);
  });

  it('new credentials of another account stop it, and a colleague’s change with them is a conflict', async () => {
    const moved = roadWorld();
    moved.aws.onCall = call => {
      if (call.operation !== set) return undefined;
      moved.account.vault('eu-west-1', 'tapes', config('colleague'));
      throw expired;
    };
    // AWS refused what was sent with the old ones.
    const found = { config: config('colleague') };
    expect(await moved.travel(setTapes)).toMatchObject({ kind: 'conflict', found, sent: false });
    const other = roadWorld();
    other.aws.onCall = call => {
      if (call.operation !== set) return undefined;
      other.aws.account('444455556666', prod);
      throw expired;
    };
    expect(await other.travel(setTapes)).toMatchObject({ kind: 'wrong-account', actual: '444455556666' });
  });

  it('what was lost and read not to be there is a failure where AWS then refuses it', async () => {
    const { aws, journal, travel } = roadWorld();
    aws.fail({ operation: set }, lost, 1);
    aws.fail({ operation: set }, denied);
    expect(await travel(setTapes)).toMatchObject({ kind: 'failed', error: { code: 'access-denied' } });
    expect(journal.entries).toMatchObject([{ outcome: { result: 'failed' } }]);
  });

  it('what was lost may have been there, where something else is found before it is sent again', async () => {
    const { aws, account, clock, travel } = roadWorld();
    aws.fail({ operation: set }, lost, 1);
    aws.onWrite = async () => {
      if (aws.called({ operation: set }).length === 0) return;
      aws.onWrite = undefined;
      clock.setBy(1_500);
      account.vault('eu-west-1', 'tapes', config('colleague'));
    };
    expect(await travel(setTapes)).toMatchObject({ kind: 'conflict', sent: true });
  });

  it('a stop writes nothing down', async () => {
    const { clock, journal, road, writes } = roadWorld();
    const stop = new AbortController();
    const newId = () => {
      stop.abort();
      return 'id-1';
    };
    expect((await timed(clock, performChange(setTapes, { ...road, newId }, stop.signal))).kind).toBe('cancelled');
    expect([journal.entries, writes()]).toEqual([[], []]);
  });

  it('credentials are renewed once', async () => {
    const { aws, travel, writes } = roadWorld();
    aws.fail({ operation: set }, expired);
    expect(await travel(setTapes)).toMatchObject({ kind: 'failed', error: { code: 'credentials-expired' } });
    expect(writes()).toHaveLength(2);
  });

  it('what AWS asked to slow down was not sent: it may be lost and sent again as often as ever', async () => {
    const { aws, travel, writes } = roadWorld();
    aws.fail({ operation: set }, throttled, 4);
    aws.fail({ operation: set }, lost, 2);
    expect((await travel(setTapes)).kind).toBe('done');
    expect(writes()).toHaveLength(7);
  });
});

describe('a stop', () => {
  it('is said to be finding out only after something was sent, and nothing else from then on', async () => {
    const before = roadWorld();
    const early = new AbortController();
    const steps: Step[] = [];
    const locking = (step: Step): void => void (steps.push(step) && step === 'locking' && early.abort());
    await timed(before.clock, performChange(setTapes, { ...before.road, progress: locking }, early.signal));
    expect(steps).not.toContain('finding-out');
    const after = roadWorld();
    const late = new AbortController();
    after.aws.onCall = call => {
      if (call.operation === set) late.abort();
      return undefined;
    };
    await timed(after.clock, performChange(setTapes, after.road, late.signal));
    expect(after.steps.slice(-2)).toEqual(['writing', 'finding-out']);
  });

  it('finds what someone else set while AWS was watched for the change', async () => {
    const { aws, account, clock, road } = roadWorld();
    const stop = new AbortController();
    let looks = 0;
    aws.onCall = call => {
      if (call.operation === set) stop.abort();
      if (call.operation === set) throw lost;
      if (call.operation === get && stop.signal.aborted) looks += 1;
      if (looks === 3) account.vault('eu-west-1', 'tapes', config('colleague'));
      return undefined;
    };
    expect(await timed(clock, performChange(setTapes, road, stop.signal))).toMatchObject({
      kind: 'conflict',
      sent: true,
      found: { config: config('colleague') },
    });
  });

  it('outlives a read that fails in between', async () => {
    const { aws, clock, road } = roadWorld();
    const stop = new AbortController();
    let looks = 0;
    aws.onCall = call => {
      if (call.operation === set) stop.abort();
      if (call.operation === set) throw lost;
      if (call.operation === get && stop.signal.aborted) looks += 1;
      if (looks === 2) throw denied;
      return undefined;
    };
    expect((await timed(clock, performChange(setTapes, road, stop.signal))).kind).toBe('cancelled');
  });
});

describe('watching for a change that was accepted', () => {
  /** Fails the first reads after the write. */
  const failing = (error: AccessError) => {
    const world = roadWorld();
    let reads = 0;
    world.aws.onCall = call => {
      if (call.operation !== get || world.writes().length === 0) return undefined;
      reads += 1;
      if (reads <= 2) throw error;
      return undefined;
    };
    return { ...world, reads: () => reads };
  };

  it.each([
    ['fails in passing', refusal('service-failure', 'InternalFailure', 500), 'done'],
    ['answers something else', new AccessError('unexpected-answer', 'a page'), 'done'],
    ['is refused', denied, 'accepted'],
  ] as const)('%s', async (_what, error, kind) => {
    expect((await failing(error).travel(setTapes)).kind).toBe(kind);
  });

  it('ends after two equal reads of what someone else wrote over it', async () => {
    const { aws, account, clock, travel, writes } = roadWorld();
    let reads = 0;
    aws.onCall = call => {
      if (call.operation !== get || writes().length === 0) return undefined;
      reads += 1;
      account.vault('eu-west-1', 'tapes', config('colleague'));
      return undefined;
    };
    expect(await travel(setTapes)).toMatchObject({ kind: 'accepted', seen: { config: config('colleague') } });
    expect(reads).toBe(2);
    expect(clock.elapsed()).toBeLessThan(5_000);
  });

  it('waits longer each time, up to ten seconds', async () => {
    const { aws, account, clock, travel, writes } = roadWorld();
    account.vaultLagReads = 1_000;
    const times: number[] = [];
    aws.onCall = call => {
      if (call.operation === get && writes().length > 0) times.push(clock.elapsed());
      return undefined;
    };
    await travel(setTapes);
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(waits.slice(0, 6)).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(10_000);
  });
});

describe('an end that cannot be written down', () => {
  it.each([
    ['seen', 0, 'unrecorded'],
    ['accepted', 1_000, 'unrecorded'],
  ] as const)('is told of a change that was %s', async (_what, lag, kind) => {
    const { account, journal, travel } = roadWorld();
    account.vaultLagReads = lag;
    journal.failure = new Error('disk full');
    journal.failing = ['end'];
    expect(await travel(setTapes)).toMatchObject({ kind, reason: 'disk full' });
  });

  it('leaves a failure what it is', async () => {
    const { aws, journal, travel } = roadWorld();
    aws.fail({ operation: set }, denied);
    journal.failure = new Error('disk full');
    journal.failing = ['end'];
    expect(await travel(setTapes)).toMatchObject({ kind: 'failed', error: { code: 'access-denied' } });
  });
});

describe('settling by what the next change found', () => {
  /** An entry without an end, and a later change that found something. */
  async function followed(next: Partial<JournalIntent>, ...others: readonly Partial<JournalIntent>[]) {
    const { aws, clock, journal, road, travel } = roadWorld();
    aws.fail({ operation: set }, lost);
    aws.fail({ operation: get }, lost, 0);
    const end = journal.end.bind(journal);
    journal.end = async () => Promise.reject(new Error('killed'));
    await travel(setTapes);
    journal.end = end;
    aws.heal();
    const [entry] = journal.entries;
    if (entry === undefined) throw new Error('nothing was journalled');
    await clock.advance(60_000);
    const later = { ...entry, time: new Date(clock.now()).toISOString() };
    for (const [index, one] of [next, ...others].entries()) {
      journal.entries.push({ ...later, id: `next-${index}`, ...one });
    }
    return timed(clock, settle(entry.id, road));
  }
  const ours = { config: config('new'), status: 'set' };

  it.each([
    ['what was wanted', { base: ours }, 'done'],
    ['what was there before', {}, 'failed'],
    ['something else', { base: { config: config('colleague'), status: 'set' } }, 'conflict'],
  ])('judges by %s', async (_what, next, result) => {
    expect(await followed(next)).toMatchObject({ kind: 'settled', entry: { outcome: { result } } });
  });

  it('judges by the first that came, and by no later one', async () => {
    const theirs = { config: config('colleague'), status: 'set' };
    const { kind, ...told } = await followed({ base: ours }, { base: theirs });
    expect({ kind, told }).toMatchObject({ kind: 'settled', told: { entry: { outcome: { result: 'done' } } } });
  });

  it.each([
    ['account', { accountId: '444455556666' }],
    ['Region', { region: region('us-east-1') }],
    ['kind', { kind: 'hub' as const }],
    ['name', { name: 'films' }],
  ])('passes over a change of another %s', async (_what, other) => {
    expect(await followed({ ...other, base: ours })).toMatchObject({ entry: { outcome: { result: 'failed' } } });
  });

  it('cannot judge by one that read while AWS may still have lagged behind', async () => {
    expect(await followed({ time: '2026-11-22T00:00:10.000Z' })).toMatchObject({ kind: 'unreadable' });
  });
});
