import { describe, expect, it } from 'vitest';
import { InMemoryLedger } from '../../../test/support/inMemoryLedger.ts';
import { AccessError } from '../../core/model/errors.ts';
import type { Scope } from '../../core/model/kind.ts';
import type { Answer } from '../../core/model/ports.ts';
import { region } from '../../core/model/regions.ts';
import { LiveValues, type Where } from './liveValues.ts';

const arn = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;
const where: Where = {
  source: { kind: 'profile', name: 'prod' },
  accountId: '111122223333',
  region: region('eu-west-1'),
};
const topics = { choice: 'topic' } as const;

/** Lists topics with what each call is answered; a call that is given up fails as AWS's own would. */
function set(answer: (call: number) => Answer | Promise<Answer>) {
  let calls = 0;
  let time = 0;
  const live = new LiveValues(
    async (place, signal): Promise<Scope> => ({
      ...place,
      ledger: new InMemoryLedger(),
      read: async () => {
        calls += 1;
        const given = await answer(calls);
        if (signal.aborted) throw new AccessError('cancelled', 'given up');
        return given;
      },
    }),
    () => time,
  );
  const list = (signal = new AbortController().signal) => live.list(topics, where, signal);
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  return { list, pass, calls: () => calls };
}

describe('live values', () => {
  it('are listed once a minute', async () => {
    const { list, pass, calls } = set(() => ({ Topics: [{ TopicArn: arn('a') }] }));
    expect((await list()).values.map(({ label }) => label)).toEqual(['a']);
    pass(59_999);
    await list();
    expect(calls()).toBe(1);
    pass(1);
    await list();
    expect(calls()).toBe(2);
  });

  it('keep what could be listed when the rest could not, and are asked for again', async () => {
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

  it('are listed for whoever still waits when the first to ask gives up', async () => {
    const stop = new AbortController();
    const { list, calls } = set(() => ({ Topics: [{ TopicArn: arn('a') }] }));
    const first = list(stop.signal);
    const second = list();
    stop.abort();
    expect((await first).values).toEqual([]);
    expect((await second).values).toHaveLength(1);
    expect(calls()).toBe(2);
  });
});
