import { beforeEach, describe, expect, test } from 'vitest';
import { ManualClock, settle } from '../../../test/support/manualClock.ts';
import { type Lane, Limiter, type LimitSettings, type Release } from './limiter.ts';
import { Limits } from './limits.ts';

let clock: ManualClock;
beforeEach(() => {
  clock = new ManualClock();
});

const make = ({ inFlight, ...more }: { inFlight: number } & Omit<LimitSettings, 'inFlight'>) =>
  new Limiter({ inFlight: () => inFlight, ...more }, { clock, random: () => 1 });

/** Asks for places and notes which were given, in order. */
function crowd(limiter: Limiter) {
  const started: string[] = [];
  const releases = new Map<string, Release>();
  const ask = (name: string, lane: Lane = 'read', signal?: AbortSignal) =>
    limiter.acquire(lane, signal).then(release => {
      started.push(name);
      releases.set(name, release);
    });
  const done = async (name: string, end: Parameters<Release>[0] = 'fine') => {
    releases.get(name)?.(end);
    await settle();
  };
  return { started, ask, done };
}

describe('places', () => {
  test('are as many as told, first come first served', async () => {
    const { started, ask, done } = crowd(make({ inFlight: 2 }));
    for (const name of ['a', 'b', 'c', 'd']) ask(name);
    await settle();
    expect(started).toEqual(['a', 'b']);
    await done('b');
    await done('a');
    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });

  test('go to changes before reads, and to what is read ahead last', async () => {
    const { started, ask, done } = crowd(make({ inFlight: 1 }));
    ask('first');
    ask('ahead', 'background');
    ask('read 1');
    ask('read 2');
    ask('change 1', 'change');
    ask('change 2', 'change');
    for (const name of ['first', 'change 1', 'change 2', 'read 1', 'read 2']) {
      await settle();
      await done(name);
    }
    expect(started).toEqual(['first', 'change 1', 'change 2', 'read 1', 'read 2', 'ahead']);
  });

  test('are more once the setting says so', async () => {
    let inFlight = 1;
    const { started, ask, done } = crowd(new Limiter({ inFlight: () => inFlight }, { clock, random: () => 1 }));
    for (const name of ['a', 'b', 'c', 'd']) ask(name);
    await settle();
    inFlight = 3;
    await done('a');
    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });

  test('are given back once only', async () => {
    const limiter = make({ inFlight: 1 });
    const release = await limiter.acquire();
    release('fine');
    release('fine');
    const { started, ask } = crowd(limiter);
    ask('a');
    ask('b');
    await settle();
    expect(started).toEqual(['a']);
  });

  test('pass over one who stopped waiting', async () => {
    const { started, ask, done } = crowd(make({ inFlight: 1 }));
    const stop = new AbortController();
    ask('a');
    const given = ask('b', 'read', stop.signal);
    ask('c');
    stop.abort();
    await expect(given).rejects.toMatchObject({ code: 'cancelled' });
    await done('a');
    expect(started).toEqual(['a', 'c']);
  });

  test('are refused to one who never began to wait', async () => {
    await expect(make({ inFlight: 1 }).acquire('read', AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  test('are refused to all who wait when it closes', async () => {
    const limiter = make({ inFlight: 1 });
    await limiter.acquire();
    const waiting = limiter.acquire();
    limiter.close();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    expect(clock.sleeping).toBe(0);
  });
});

test('a rate lets its burst through at once and the rest one by one', async () => {
  const { started, ask, done } = crowd(make({ inFlight: 100, rate: { perSecond: 2, burst: 5 } }));
  for (let n = 1; n <= 8; n += 1) ask(`${n}`);
  await settle();
  expect(started).toHaveLength(5);
  await clock.advance(499);
  expect(started).toHaveLength(5);
  await clock.advance(1);
  expect(started).toHaveLength(6);
  await clock.advance(1000);
  expect(started).toHaveLength(8);
  for (const name of started) await done(name);
  await clock.advance(60_000);
  for (let n = 9; n <= 20; n += 1) ask(`${n}`);
  await settle();
  expect(started).toHaveLength(13);
});

describe('throttling', () => {
  test('pauses everything for as long as AWS says', async () => {
    const { started, ask, done } = crowd(make({ inFlight: 4 }));
    ask('a');
    await settle();
    await done('a', { throttledForSeconds: 3 });
    ask('b');
    await clock.advance(2999);
    expect(started).toEqual(['a']);
    await clock.advance(1);
    expect(started).toEqual(['a', 'b']);
  });

  test('pauses no longer where the time of day is set back meanwhile', async () => {
    const { started, ask, done } = crowd(make({ inFlight: 1 }));
    ask('a');
    ask('b');
    await settle();
    await done('a', { throttledForSeconds: 3 });
    clock.setBy(-3_600_000);
    ask('c');
    await clock.advance(3_000);
    expect(started).toEqual(['a', 'b']);
  });

  test.each([undefined, 0])('pauses twice as long each time where AWS asks for a pause of %s', async seconds => {
    const { started, ask, done } = crowd(make({ inFlight: 4 }));
    for (const [turn, pauseMs] of [500, 1000, 2000, 4000].entries()) {
      ask(`${turn}`);
      await settle();
      await done(`${turn}`, { throttledForSeconds: seconds });
      ask(`after ${turn}`);
      await clock.advance(pauseMs - 1);
      expect(started).not.toContain(`after ${turn}`);
      await clock.advance(1);
      expect(started).toContain(`after ${turn}`);
      await done(`after ${turn}`, 'failed');
    }
  });

  test('halves the width once for calls throttled together, and successes win it back', async () => {
    const { started, ask, done } = crowd(make({ inFlight: 4 }));
    for (const name of ['a', 'b', 'c', 'd']) ask(name);
    await settle();
    for (const name of ['a', 'b', 'c', 'd']) await done(name, { throttledForSeconds: 1 });
    for (let n = 0; n < 20; n += 1) ask(`${n}`);
    await clock.advance(1000);
    expect(started.slice(4)).toEqual(['0', '1']);
    await done('0');
    await done('1');
    expect(started.slice(4)).toHaveLength(5);
    for (const name of ['2', '3', '4']) await done(name);
    expect(started.slice(4)).toHaveLength(9);
  });

  test('never narrows to nothing', async () => {
    const { started, ask, done } = crowd(make({ inFlight: 1 }));
    for (let turn = 0; turn < 5; turn += 1) {
      ask(`${turn}`);
      await clock.advance(60_000);
      await done(`${turn}`, { throttledForSeconds: undefined });
    }
    expect(started).toHaveLength(5);
  });
});

test('each account, Region and service has a limiter of its own, and Connect has a rate', async () => {
  const limits = new Limits({ clock, random: () => 0 });
  const dev = { kind: 'profile', name: 'dev' } as const;
  const glacier = limits.of(dev, 'eu-west-1', 'glacier');
  expect(limits.of({ kind: 'profile', name: 'dev' }, 'eu-west-1', 'glacier')).toBe(glacier);
  const others = [
    limits.of(dev, 'eu-west-2', 'glacier'),
    limits.of(dev, 'eu-west-1', 'pinpoint'),
    limits.of({ kind: 'default' }, 'eu-west-1', 'glacier'),
  ];
  expect(new Set([glacier, ...others]).size).toBe(4);

  const connect = crowd(limits.of(dev, 'eu-west-1', 'connect'));
  for (let n = 0; n < 12; n += 1) {
    connect.ask(`${n}`);
    await settle();
    await connect.done(`${n}`);
  }
  expect(connect.started).toHaveLength(5);
  await clock.advance(1000);
  expect(connect.started).toHaveLength(7);
});

describe('all calls together', () => {
  const source = (name: string) => ({ kind: 'profile', name }) as const;
  /** One call each of so many accounts, each at a host of its own unless told otherwise. */
  async function calls(count: number, limits: Limits, lane: Lane = 'read', host?: string) {
    const begun: Release[] = [];
    const ended = Array.from({ length: count }, (_, index) =>
      limits
        .begin(
          limits.of(source(`${lane}-${index}`), 'eu-west-1', 'glacier'),
          host ?? `${lane}-${index}`,
          lane,
          undefined,
        )
        .then(release => void begun.push(release)),
    );
    return { begun, ended };
  }
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn += 1) await new Promise(resolve => setImmediate(resolve));
  };

  test('begin a few in each turn of the event loop', async () => {
    const { begun } = await calls(20, new Limits({ clock, random: () => 0 }));
    await settle();
    const first = begun.length;
    expect(first).toBeLessThan(20);
    await turns(3);
    expect(begun).toHaveLength(20);
  });

  test.each([
    ['changes go before reads', 'change', 'read'],
    ['what changes write goes before what they read', 'write', 'change'],
  ] as const)('are 64 under way at most, of whichever accounts, and %s', async (_what, first, then) => {
    const limits = new Limits({ clock, random: () => 0 });
    const reads = await calls(100, limits, then);
    await turns(20);
    expect(reads.begun).toHaveLength(64);
    const changes = await calls(1, limits, first);
    await settle();
    reads.begun[0]?.('fine');
    await turns(2);
    expect([changes.begun.length, reads.begun.length]).toEqual([1, 64]);
    for (let at = 0; at < reads.begun.length; at += 1) {
      reads.begun[at]?.('fine');
      await turns(1);
    }
    await Promise.all(reads.ended);
    expect(reads.begun).toHaveLength(100);
  });

  test('keep no other from beginning where they wait long for their answer', async () => {
    const late: (() => void)[] = [];
    const limits = new Limits({ clock, random: () => 0 }, undefined, work => {
      late.push(work);
      return () => void late.splice(late.indexOf(work), 1);
    });
    const silent = await calls(64, limits);
    await turns(20);
    const other = await calls(1, limits, 'change');
    await turns(2);
    expect([silent.begun.length, other.begun.length]).toEqual([64, 0]);
    late[0]?.();
    await turns(2);
    expect(other.begun).toHaveLength(1);
    for (const release of [...silent.begun, ...other.begun]) release('failed');
    expect(late).toEqual([]);
  });

  test('are 64 at one host however long they take, and one that waits there can be stopped', async () => {
    const limits = new Limits({ clock, random: () => 0 }, undefined, work => {
      work();
      return () => undefined;
    });
    const slow = await calls(80, limits, 'read', 'gateway');
    await turns(30);
    expect(slow.begun).toHaveLength(64);
    const stop = new AbortController();
    const change = limits.begin(limits.of(source('one'), 'eu-west-1', 'glacier'), 'gateway', 'change', stop.signal);
    const elsewhere = await calls(1, limits);
    await turns(2);
    expect(elsewhere.begun).toHaveLength(1);
    stop.abort();
    await expect(change).rejects.toMatchObject({ code: 'cancelled' });
    for (let at = 0; at < slow.begun.length; at += 1) {
      slow.begun[at]?.('fine');
      await turns(1);
    }
    expect(slow.begun).toHaveLength(80);
  });

  test('give back the place of their service where they are stopped before they begin', async () => {
    const limits = new Limits({ clock, random: () => 0 }, () => 1);
    const { begun } = await calls(64, limits);
    await turns(20);
    expect(begun).toHaveLength(64);
    const one = limits.of(source('one'), 'eu-west-1', 'glacier');
    const stop = new AbortController();
    const stopped = limits.begin(one, 'host', 'read', stop.signal);
    await settle();
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    const next = limits.begin(one, 'host', 'read', undefined);
    begun[0]?.('fine');
    await turns(2);
    await expect(next).resolves.toBeTypeOf('function');
  });
});
