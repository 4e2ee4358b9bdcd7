import { describe, expect, it } from 'vitest';
import { formWorld } from '../../../test/support/formWorld.ts';
import { events, id, operationWorld, tapes, topic } from '../../../test/support/operationWorld.ts';
import type { Act } from '../../../test/support/scriptedPrompter.ts';
import type { AccountMark } from '../../core/model/accountMarks.ts';
import { toldReadOnly } from './confirm.ts';

const acts: readonly Act[] = [{ pick: 'new' }, { tick: events }];

/** Sets `tapes` from the tree, in an account that is marked so. */
async function setTapes(mark: AccountMark, more: readonly Act[]) {
  const world = operationWorld([...acts, ...more]);
  await world.opened();
  await world.host.state.marks.change(id, () => mark);
  await world.host.marks.load();
  await world.run('SetVaultNotifications', tapes);
  const config = world.account.in('eu-west-1').vaults.get('tapes')?.config;
  return { ...world, config };
}

describe('a change in production', () => {
  it.each<readonly [string, Act]>([
    ['account ID', { type: id }],
    ['name', { type: 'prod' }],
  ])('is confirmed in red, and by typing the %s', async (_what, typed) => {
    const { prompter, config } = await setTapes({ production: true }, [typed]);
    expect(prompter.confirmed[0]).toMatchObject({ tone: 'error', message: expect.stringMatching(/^PRODUCTION: /) });
    expect(prompter.asked.at(-1)?.prompt).toContain(id);
    expect(config).toMatchObject({ SNSTopic: topic('new') });
  });

  it('is not made where another account is typed, or nothing', async () => {
    const { prompter, config } = await setTapes({ production: true }, [{ type: '444455556666' }, 'stop']);
    expect(prompter.faults).toEqual([`Type ${id} or prod.`]);
    expect(config).toMatchObject({ SNSTopic: topic('old') });
  });
});

describe('a read-only account', () => {
  it('is not written to, and nobody is asked; the way to its marks is offered', async () => {
    const { prompter, config } = await setTapes({ readOnly: true }, []);
    expect([prompter.confirmed, config]).toEqual([[], expect.objectContaining({ SNSTopic: topic('old') })]);
    const told = prompter.told.at(-1);
    expect(told?.text).toContain(`prod (${id}) is marked read-only (mark on ${id}).`);
    expect(told?.next.map(({ label }) => label)).toEqual(['Mark Account…']);
  });

  it('is said to be so before anything is asked', async () => {
    const { host } = operationWorld();
    await host.marks.change(id, () => ({ readOnly: true }));
    const account = { source: { kind: 'profile', name: 'prod' }, accountId: id } as const;
    expect(toldReadOnly(host, account)).toBe(true);
    expect(toldReadOnly(host, { ...account, accountId: null })).toBe(false);
  });
});

describe('a form', () => {
  it('of a production account says so, and applies what it reviewed once the account is typed', async () => {
    const {
      edit,
      apply,
      host,
      last,
      tapes: live,
      prompter,
    } = await formWorld('SetVaultNotifications', {
      acts: [{ type: 'no' }, { type: 'prod' }],
    });
    await host.marks.change(id, () => ({ production: true }));
    expect(last('notices').notices).toMatchObject([{ id: 'production', tone: 'error' }]);
    const before = live();
    await edit({
      accountId: '-',
      vaultName: 'tapes',
      vaultNotificationConfig: { ...before, SNSTopic: `${before?.SNSTopic}-2` },
    });
    expect((await apply()).done).toBe(true);
    expect(prompter.faults).toHaveLength(1);
  });

  it('of a read-only account applies nothing', async () => {
    const { edit, review: reviewed, send, host, last, writes, tapes: live } = await formWorld('SetVaultNotifications');
    await host.marks.change(id, () => ({ readOnly: true }));
    expect(last('notices').notices).toMatchObject([{ id: 'read-only', steps: [{ label: 'Mark Account…' }] }]);
    const before = live();
    await edit({
      accountId: '-',
      vaultName: 'tapes',
      vaultNotificationConfig: { ...before, SNSTopic: `${before?.SNSTopic}-2` },
    });
    const { review } = await reviewed();
    await send({ kind: 'apply', review: review?.id ?? '', secrets: [] });
    expect(last('reviewed').message).toContain('marked read-only');
    expect(writes()).toEqual([]);
  });
});
