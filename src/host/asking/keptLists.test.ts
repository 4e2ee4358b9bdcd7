import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { ManualClock } from '../../../test/support/manualClock.ts';
import { id, where as ireland, prod } from '../../../test/support/roadWorld.ts';
import type { Choice } from '../../core/inventory/choices.ts';
import type { Place } from '../../core/model/account.ts';
import { AccessError } from '../../core/model/errors.ts';
import type { Answer } from '../../core/model/ports.ts';

const arn = (name: string) => `arn:aws:sns:eu-west-1:${id}:${name}`;
const where: Place = { source: prod, accountId: id, region: ireland };

/** Lists topics with what each call is answered. */
function set(answer: (call: number) => Answer | Promise<Answer>) {
  const [aws, clock] = [new InMemoryGateway(), new ManualClock()];
  aws.account(id, prod);
  let calls = 0;
  aws.onCall = ({ operation }) => {
    if (operation !== 'ListTopics') return undefined;
    calls += 1;
    return answer(calls);
  };
  const { lists } = fakeHost({ aws, clock });
  const list = async (signal = new AbortController().signal, fresh = false) => {
    const values: Choice[] = [];
    let failure: unknown;
    try {
      for await (const page of lists.pages({ choice: 'topic' }, where, signal, fresh)) values.push(...page);
    } catch (error) {
      failure = error;
    }
    return { values, failure };
  };
  const pass = (milliseconds: number) => clock.advance(milliseconds);
  return { aws, lists, list, pass, setClock: (by: number) => clock.setBy(by), calls: () => calls };
}

describe('what AWS lists', () => {
  it('is listed once a minute', async () => {
    const { list, pass, calls } = set(() => ({ Topics: [{ TopicArn: arn('a') }] }));
    expect((await list()).values.map(({ label }) => label)).toEqual(['a']);
    await pass(59_999);
    await list();
    expect(calls()).toBe(1);
    await pass(1);
    await list();
    expect(calls()).toBe(2);
  });

  it('is listed anew and known no longer after as long where the clock was set back meanwhile', async () => {
    const { lists, list, pass, setClock, calls } = set(() => ({ Topics: [{ TopicArn: arn('a') }] }));
    await list();
    setClock(-5 * 3_600_000);
    await pass(300_000);
    expect(lists.known('topic', where)).toBeUndefined();
    await list();
    expect(calls()).toBe(2);
  });

  it('is known for five minutes to whoever does not ask, once it ended', async () => {
    const { lists, list, pass, calls } = set(() => ({ Topics: [{ TopicArn: arn('a') }] }));
    expect(lists.known('topic', where)).toBeUndefined();
    await list();
    expect(lists.known('topic', where)).toEqual([arn('a')]);
    expect(lists.known('role', where)).toBeUndefined();
    expect(lists.known('topic', { ...where, accountId: '444455556666' })).toBeUndefined();
    await pass(300_000);
    expect(lists.known('topic', where)).toBeUndefined();
    expect(calls()).toBe(1);
  });

  it('is known as it was listed last, whichever credentials of the account it was listed with', async () => {
    const { aws, lists, list } = set(call => ({ Topics: [{ TopicArn: arn(`of-call-${call}`) }] }));
    const other: Place = { ...where, source: { kind: 'profile', name: 'other' } };
    aws.account(id, other.source);
    const { signal } = new AbortController();
    await list();
    for await (const _page of lists.pages({ choice: 'topic' }, other, signal));
    expect(lists.known('topic', where)).toEqual([arn('of-call-2')]);
    await list(signal, true);
    expect(lists.known('topic', where)).toEqual([arn('of-call-3')]);
  });

  it('is not known where the rest could not be listed', async () => {
    const { lists, list } = set(call => {
      if (call > 1) throw new AccessError('access-denied', 'no');
      return { Topics: [{ TopicArn: arn('a') }], NextToken: 'more' };
    });
    await list();
    expect(lists.known('topic', where)).toBeUndefined();
  });

  it('keeps what could be listed when the rest could not, and is asked for again', async () => {
    const { list, calls } = set(call => {
      if (call % 2 === 0) throw new AccessError('access-denied', 'no');
      return { Topics: [{ TopicArn: arn('a') }], NextToken: 'more' };
    });
    const { values, failure } = await list();
    expect(values).toHaveLength(1);
    expect(failure).toMatchObject({ code: 'access-denied' });
    await list();
    expect(calls()).toBe(4);
  });

  it('is listed on for whoever still waits when the first to ask gives up', async () => {
    const stop = new AbortController();
    const { list, calls } = set(() => ({ Topics: [{ TopicArn: arn('a') }] }));
    const first = list(stop.signal);
    const second = list();
    stop.abort();
    expect(await first).toMatchObject({ values: [], failure: { code: 'cancelled' } });
    expect((await second).values).toHaveLength(1);
    expect(calls()).toBe(1);
  });

  it('is given up once nobody waits, and read anew for the next who asks', async () => {
    const stop = new AbortController();
    const { list, calls } = set(() => ({ Topics: [{ TopicArn: arn('a') }] }));
    const first = list(stop.signal);
    stop.abort();
    await first;
    expect((await list()).values).toHaveLength(1);
    expect(calls()).toBe(2);
  });

  it('is read no further once the only one who reads it has given up between two pages', async () => {
    const { lists, calls, pass } = set(call => ({
      Topics: [{ TopicArn: arn(String(call)) }],
      NextToken: String(call),
    }));
    const stop = new AbortController();
    const pages = lists.pages({ choice: 'topic' }, where, stop.signal)[Symbol.asyncIterator]();
    await pages.next();
    stop.abort();
    const before = calls();
    await pass(1_000);
    expect(calls() - before).toBeLessThanOrEqual(1);
  });

  it('is read anew for whoever wants it as it is now, and kept for the others', async () => {
    const { list, calls } = set(call => ({ Topics: [{ TopicArn: arn(String(call)) }] }));
    await list();
    expect((await list(undefined, true)).values.map(({ label }) => label)).toEqual(['2']);
    expect((await list()).values.map(({ label }) => label)).toEqual(['2']);
    expect(calls()).toBe(2);
  });
});
