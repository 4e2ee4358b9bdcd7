import { describe, expect, it } from 'vitest';
import { config, setTapes } from '../../../test/support/roadWorld.ts';
import { kindTable } from '../kinds/table.ts';
import { AccessError } from '../model/errors.ts';
import type { Clock } from '../model/ports.ts';
import type { Live } from '../model/resource.ts';
import { makePlan } from './plan.ts';
import { verify, watch } from './verify.ts';

const live = (name: string): Live => ({
  config: config(name),
  status: 'set',
  updatedBy: null,
  updatedAt: null,
  facts: {},
});
const [before, wanted, anothers] = [live('old'), live('new'), live('colleague')];
const row = kindTable.writeRow('SetVaultNotifications');
const plan = makePlan(row, setTapes, before);
const { timeoutSeconds, equalReads } = row.kind.verification;

/** A clock on which time passes in sleep alone, and what was slept. */
function sleepingClock(): { readonly clock: Clock; readonly slept: number[] } {
  const slept: number[] = [];
  const elapsed = (): number => slept.reduce((sum, one) => sum + one, 0);
  return {
    slept,
    clock: { now: elapsed, elapsed, sleep: async milliseconds => void slept.push(milliseconds) },
  };
}

/** Answers in their order, the last one again and again; an error is thrown. */
function reading(...answers: readonly (Live | Error)[]) {
  let reads = 0;
  const read = async (): Promise<Live> => {
    const answer = answers[Math.min(reads, answers.length - 1)];
    reads += 1;
    if (answer === undefined || answer instanceof Error) throw answer;
    return answer;
  };
  return { read, count: () => reads };
}

const throttled = new AccessError('throttled', 'slow down');
const denied = new AccessError('access-denied', 'no');

describe('verifying', () => {
  it('believes as many equal reads as the kind asks for, one after the other', async () => {
    const { clock } = sleepingClock();
    const { read, count } = reading(before, wanted, throttled, wanted);
    expect(await verify(row, plan, read, clock)).toEqual({ kind: 'seen' });
    expect(count()).toBe(equalReads === 1 ? 2 : 3 + equalReads);
  });

  it('reads ever more seldom, and not beyond its time', async () => {
    const { clock, slept } = sleepingClock();
    expect(await verify(row, plan, reading(before).read, clock)).toEqual({ kind: 'not-yet', last: before });
    expect(slept.slice(0, 4)).toEqual([250, 500, 1_000, 2_000]);
    expect(Math.max(...slept)).toBeLessThanOrEqual(10_000);
    expect(clock.elapsed()).toBe(timeoutSeconds * 1_000);
  });

  it.each([
    ['that fail in passing', throttled],
    ['that are answered by something else', new AccessError('unexpected-answer', 'a page')],
  ])('goes on after reads %s, until its time is over', async (_what, error) => {
    const { clock } = sleepingClock();
    expect(await verify(row, plan, reading(error).read, clock)).toEqual({ kind: 'not-yet', last: before });
    expect(clock.elapsed()).toBeGreaterThanOrEqual(timeoutSeconds * 1_000);
    expect(clock.elapsed()).toBeLessThan(timeoutSeconds * 1_000 + 10_001);
  });

  it('ends with what it last saw where access is lost, or something breaks', async () => {
    for (const error of [denied, new Error('broken')]) {
      const { read, count } = reading(anothers, error);
      expect(await verify(row, plan, read, sleepingClock().clock)).toEqual({ kind: 'not-yet', last: anothers });
      expect(count()).toBe(2);
    }
  });

  it('waits no longer where someone wrote over it, once two reads say so', async () => {
    const { read, count } = reading(anothers, before, anothers, anothers, wanted);
    expect(await verify(row, plan, read, sleepingClock().clock)).toEqual({ kind: 'not-yet', last: anothers });
    expect(count()).toBe(4);
  });

  it.each([
    ['reads', before],
    ['fails to', throttled],
  ])('reads no more once it was stopped while it %s', async (_what, answer) => {
    const stop = new AbortController();
    const { read, count } = reading(answer);
    const { clock } = sleepingClock();
    const sleep = async (_milliseconds: number, signal?: AbortSignal): Promise<void> => {
      stop.abort();
      if (signal?.aborted === true) throw new AccessError('cancelled', 'Cancelled.');
    };
    expect(await verify(row, plan, read, { ...clock, sleep }, stop.signal)).toMatchObject({ kind: 'not-yet' });
    expect(count()).toBe(1);
  });
});

describe('watching', () => {
  /** What `watch` gives, how often it read and how long it took. */
  async function watched(answers: readonly (Live | undefined)[], until: number) {
    const { clock, slept } = sleepingClock();
    let reads = 0;
    const look = async (): Promise<Live | undefined> => {
      reads += 1;
      return answers[Math.min(reads, answers.length) - 1];
    };
    return { found: await watch(row, plan, look, clock, until), reads, took: clock.elapsed(), slept };
  }

  it('gives at once what is not what was there', async () => {
    expect(await watched([wanted], 60_000)).toMatchObject({ found: wanted, reads: 1, took: 0 });
    expect(await watched([before, undefined, anothers], 60_000)).toMatchObject({
      found: anothers,
      reads: 3,
      took: 750,
    });
  });

  it('reads at least once, and ever more seldom until its time', async () => {
    expect(await watched([before], 0)).toMatchObject({ found: before, reads: 1, took: 0 });
    const { found, took, slept } = await watched([before], 60_000);
    expect([found, took, slept.slice(0, 3)]).toEqual([before, 60_000, [250, 500, 1_000]]);
    expect(Math.max(...slept)).toBeLessThanOrEqual(10_000);
    expect((await watched([undefined], 1_000)).found).toBeUndefined();
  });
});
