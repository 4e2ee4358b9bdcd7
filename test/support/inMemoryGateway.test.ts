import { describe, expect, it } from 'vitest';
import { AccessError } from '../../src/core/model/errors.ts';
import { region } from '../../src/core/model/regions.ts';
import { InMemoryGateway } from './inMemoryGateway.ts';
import { refusal } from './inMemoryOperations.ts';
import { ManualClock, settle } from './manualClock.ts';

const prod = { kind: 'profile', name: 'prod' } as const;
const where = region('eu-west-1');
const topic = { SNSTopic: 'arn:aws:sns:eu-west-1:111122223333:t', Events: ['ArchiveRetrievalCompleted'] };
const set = { accountId: '-', vaultName: 'tapes', vaultNotificationConfig: topic };

function scripted() {
  const aws = new InMemoryGateway();
  const account = aws.account('111122223333', prod).hub('us-east-1').vault('eu-west-1', 'tapes');
  return { aws, account, reader: aws.reader(prod) };
}

describe('InMemoryGateway', () => {
  it('answers page by page and logs each call', async () => {
    const { aws, account, reader } = scripted();
    for (let index = 0; index < 11; index += 1) account.vault('eu-west-1', `v${index}`);
    const first = await reader.read('ListVaults', where, { accountId: '-' });
    const second = await reader.read('ListVaults', where, { accountId: '-', marker: String(first.Marker) });
    expect([first.VaultList, second.VaultList].map(list => Array.isArray(list) && list.length)).toEqual([10, 2]);
    expect(second.Marker).toBeNull();
    expect(aws.called({ region: 'eu-west-1' })).toEqual(['ListVaults', 'ListVaults']);
  });

  it('has no credentials for a source that leads nowhere', async () => {
    const { aws } = scripted();
    await expect(aws.reader({ kind: 'default' }).identity()).rejects.toMatchObject({ code: 'no-credentials' });
  });

  it('fails before the effect, or after it', async () => {
    const { aws, account } = scripted();
    const writer = await aws.openWriter(prod);
    aws.fail({ operation: 'SetVaultNotifications' }, refusal('throttled', 'ThrottlingException', 400), 1);
    await expect(writer.write('SetVaultNotifications', where, set)).rejects.toMatchObject({ code: 'throttled' });
    expect(account.in('eu-west-1').vaults.get('tapes')?.config).toBeNull();
    aws.failAfterEffect(
      { input: { vaultName: 'tapes' } },
      new AccessError('unreachable', 'lost', { outcome: 'unknown' }),
    );
    await expect(writer.write('SetVaultNotifications', where, set)).rejects.toMatchObject({ code: 'unreachable' });
    expect(account.in('eu-west-1').vaults.get('tapes')?.config).toEqual(topic);
  });

  it('shows a vault write late when told to', async () => {
    const { aws, account, reader } = scripted();
    account.vaultLagReads = 1;
    const writer = await aws.openWriter(prod);
    await writer.write('SetVaultNotifications', where, set);
    const read = () => reader.read('GetVaultNotifications', where, { accountId: '-', vaultName: 'tapes' });
    await expect(read()).rejects.toMatchObject({ code: 'not-found' });
    await expect(read()).resolves.toEqual({ vaultNotificationConfig: topic });
    writer.close();
    expect(aws.openWriters).toBe(0);
  });

  it('keeps a writer with the account it was opened for', async () => {
    const { aws } = scripted();
    const writer = await aws.openWriter(prod);
    aws.account('444455556666', prod);
    expect(writer.identity.accountId).toBe('111122223333');
    expect((await aws.reader(prod).identity()).accountId).toBe('444455556666');
  });

  it('holds answers at a gate, and lets go of them on abort', async () => {
    const { aws, reader } = scripted();
    const gate = aws.hold({ operation: 'ListVaults' });
    const stop = new AbortController();
    const calls = [{}, { signal: stop.signal }].map(options => reader.read('ListVaults', where, {}, options));
    await gate.arrived(2);
    stop.abort();
    await expect(calls[1]).rejects.toMatchObject({ code: 'cancelled' });
    gate.open();
    await expect(calls[0]).resolves.toHaveProperty('VaultList');
    expect(aws.mostInFlight).toBe(2);
  });
});

describe('ManualClock', () => {
  it('wakes sleepers in the order of their times, and those they start', async () => {
    const clock = new ManualClock(0);
    const woken: string[] = [];
    void clock.sleep(20).then(() => woken.push('b'));
    void clock.sleep(10).then(async () => {
      woken.push('a');
      await clock.sleep(15);
      woken.push(`c at ${clock.now()}`);
    });
    await settle();
    await clock.advance(30);
    expect(woken).toEqual(['a', 'b', 'c at 25']);
    expect(clock.now()).toBe(30);
  });
});
