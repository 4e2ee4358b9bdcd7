import { describe, expect, it } from 'vitest';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { settle } from '../../../test/support/manualClock.ts';
import { events, id, operationWorld, prod, root, tapes, topic } from '../../../test/support/operationWorld.ts';
import { offered } from '../../core/kinds/table.ts';
import { AccessError } from '../../core/model/errors.ts';
import { region } from '../../core/model/regions.ts';
import { operate } from './commands.ts';

describe('an operation from a node', () => {
  it('asks only for the fields, starts from what is live, and writes after a confirmation', async () => {
    const acts = [{ pick: 'new' }, { tick: ['ArchiveRetrievalCompleted'] }];
    const { account, prompter, opened, run } = operationWorld(acts);
    await opened();
    await run('SetVaultNotifications', tapes);
    expect(prompter.asked).toEqual([
      {
        title: `Set Vault Notifications: prod (${id}) · eu-west-1 · tapes`,
        prompt: expect.stringContaining('Topic (SNSTopic): ARN of the SNS topic'),
        count: '1/2',
        offered: [`old | current value · ${topic('old')}`, `new | ${topic('new')}`],
      },
      expect.objectContaining({ count: '2/2', offered: events.map(event => `[x] ${event}`) }),
    ]);
    expect(prompter.confirmed).toEqual([
      {
        message: `Set Vault Notifications in prod (${id})?`,
        detail: expect.stringContaining(`SNSTopic: ${topic('old')} → ${topic('new')}`),
        verb: 'Set Vault Notifications',
      },
    ]);
    expect(account.in('eu-west-1').vaults.get('tapes')?.config).toEqual({
      SNSTopic: topic('new'),
      Events: ['ArchiveRetrievalCompleted'],
    });
    expect(prompter.told.map(({ tone }) => tone)).toEqual(['information']);
  });

  it('offers to take it back where it tells that it is done, and asks with what that does', async () => {
    const { prompter, opened, run, account } = operationWorld([{ pick: 'new' }, { tick: events }]);
    await opened();
    await run('SetVaultNotifications', tapes);
    await prompter.press('Undo');
    expect(prompter.confirmed.at(-1)).toEqual({
      message: `Undo in prod (${id})?`,
      detail: expect.stringMatching(
        new RegExp(`^Set Vault Notifications\n[^]*SNSTopic: ${topic('new')} → ${topic('old')}`),
      ),
      verb: 'Undo',
    });
    expect(account.in('eu-west-1').vaults.get('tapes')?.config).toMatchObject({ SNSTopic: topic('old') });
    expect(prompter.told.at(-1)?.next).toEqual([]);
  });

  it('says in the question where the calls go, if not to AWS', async () => {
    const { prompter, opened, run, aws } = operationWorld([{ pick: 'new' }, { tick: events }]);
    aws.endpoint = 'http://127.0.0.1:4566';
    await opened();
    await run('SetVaultNotifications', tapes);
    expect(prompter.confirmed[0]?.detail).toMatch(/^Endpoint of .*prod.*: http:\/\/127\.0\.0\.1:4566\n/);
  });

  it('writes nothing without a yes', async () => {
    const { prompter, opened, run, writes } = operationWorld([{ pick: 'new' }, { tick: events }], false);
    await opened();
    expect(await run('SetVaultNotifications', tapes)).toMatchObject({ kind: 'declined' });
    expect(writes()).toEqual([]);
    expect(prompter.told).toEqual([]);
  });

  it('shows the changed row anew and leaves other groups alone', async () => {
    const { aws, explorer, opened, run } = operationWorld();
    await opened();
    aws.calls.length = 0;
    await run('DeleteVaultNotifications', tapes);
    await settle();
    expect(explorer.node(tapes)).toMatchObject({ row: { status: 'none' } });
    expect(aws.called({ operation: 'ListNotificationHubs' })).toEqual([]);
  });

  it('does nothing from a row that is gone', async () => {
    const { aws, prompter, explorer, opened, run } = operationWorld();
    await opened();
    explorer.show([], []);
    aws.calls.length = 0;
    await run('DeleteVaultNotifications', tapes);
    expect(aws.calls).toEqual([]);
    expect(prompter.told).toMatchObject([{ tone: 'warning', text: expect.stringContaining('no longer exists') }]);
  });

  it('never writes to another account than the one shown', async () => {
    const { aws, prompter, explorer, opened, run, writes } = operationWorld();
    await opened();
    aws.account('444455556666', prod).vault('eu-west-1', 'tapes', { SNSTopic: topic('old'), Events: events });
    expect(await run('DeleteVaultNotifications', tapes)).toMatchObject({ kind: 'wrong-account' });
    expect(writes()).toEqual([]);
    expect(prompter.told).toMatchObject([{ tone: 'error', text: expect.stringMatching(/444455556666.*111122223333/) }]);
    await prompter.press('Refresh');
    expect(explorer.node(root)).toBeDefined();
  });

  it('asks whose credentials they are before it goes on from an account that was never opened', async () => {
    const { aws, prompter, run } = operationWorld(['stop']);
    await run('RegisterNotificationHub', root);
    expect(aws.called()).toEqual(['GetCallerIdentity']);
    expect(prompter.asked[0]?.title).toBe(`Register Notification Hub: prod (${id}) · us-east-1`);
  });

  it('takes the application of an event stream row as what is meant', async () => {
    const { prompter, open, opened, run } = operationWorld(['stop']);
    const app = `${root}/region/eu-west-1/app/${'a'.repeat(32)}`;
    await opened();
    await open(`${root}/region/eu-west-1/app`, app);
    await run('PutEventStream', `${app}/event-stream/${'a'.repeat(32)}`);
    expect(prompter.asked[0]?.title).toBe(`Set Event Stream: prod (${id}) · eu-west-1 · shop`);
  });
});

describe('an operation from the palette beside a selected row', () => {
  it('offers its account, Region and resource first, and asks all the same', async () => {
    const { prompter, host, open, opened } = operationWorld([{ pick: 'prod' }, { pick: 'eu-west-1' }, 'stop']);
    const tapes = `${root}/region/eu-west-1/vault/tapes`;
    await opened();
    await open(`${root}/region/eu-west-1/vault`);
    const set = offered.find(({ name }) => name === 'SetVaultNotifications');
    if (set === undefined) throw new Error('no such operation');
    await operate(set)(host, { path: undefined, selected: [], near: tapes });
    const firsts = prompter.asked.map(({ offered: [first] }) => first?.split(' | ')[0]);
    expect(firsts).toEqual(['prod', 'eu-west-1', 'tapes']);
  });
});

describe('a vault without notifications', () => {
  it('is set to every event, unless some are taken out', async () => {
    const { prompter, run } = operationWorld([
      ...[{ pick: 'prod' }, { type: 'eu-west-1' }, { type: 'bare' }, { pick: 'new' }, 'stop' as const],
    ]);
    await run('SetVaultNotifications');
    expect(prompter.asked.at(-1)?.offered).toEqual([
      '[x] ArchiveRetrievalCompleted',
      '[x] InventoryRetrievalCompleted',
    ]);
  });
});

describe('an operation from the palette', () => {
  it('asks for account, Region, resource and fields, and takes names that are not listed', async () => {
    const acts = [{ pick: 'prod' }, { type: 'eu-west-1' }, { type: 'bare' }, { type: topic('unlisted') }];
    const { account, prompter, run } = operationWorld([...acts, { tick: events }]);
    await run('SetVaultNotifications');
    expect(prompter.asked.map(({ count, title }) => `${count} ${title}`)).toEqual([
      '1/5 Set Vault Notifications',
      `2/5 Set Vault Notifications: prod (${id})`,
      `3/5 Set Vault Notifications: prod (${id}) · eu-west-1`,
      `4/5 Set Vault Notifications: prod (${id}) · eu-west-1 · bare`,
      `5/5 Set Vault Notifications: prod (${id}) · eu-west-1 · bare`,
    ]);
    expect(account.in('eu-west-1').vaults.get('bare')?.config?.SNSTopic).toBe(topic('unlisted'));
  });

  it('offers accounts that are not shown, and believes STS and not the config about their ids', async () => {
    const { prompter, run } = operationWorld([{ pick: 'other' }, 'stop']);
    await run('DescribeVault');
    expect(prompter.asked[0]?.offered).toEqual([
      'prod | account ID not checked yet',
      'other | account ID not checked yet',
    ]);
    expect(prompter.asked[1]?.title).toBe('Describe Vault: other (444455556666)');
  });

  it('goes back step by step and keeps what was said', async () => {
    const first = [{ pick: 'prod' }, { pick: 'eu-west-1' }, { pick: 'tapes' }, { pick: 'new' }] as const;
    const again = ['back', 'back', { pick: 'bare' }, { type: topic('new') }, { tick: events }] as const;
    const { account, prompter, run } = operationWorld([...first, ...again]);
    await run('SetVaultNotifications');
    expect(prompter.asked.map(({ count }) => count)).toEqual([
      '1/5',
      '2/5',
      '3/5',
      '4/5',
      '5/5',
      '4/5',
      '3/5',
      '4/5',
      '5/5',
    ]);
    expect(prompter.asked[5]?.offered[0]).toBe(`new | current value · ${topic('new')}`);
    expect(account.in('eu-west-1').vaults.get('bare')?.config?.SNSTopic).toBe(topic('new'));
    expect(account.in('eu-west-1').vaults.get('tapes')?.config?.SNSTopic).toBe(topic('old'));
  });

  it('says what is wrong with a value and keeps asking', async () => {
    const place = [
      { pick: 'prod' },
      { type: 'Ireland' },
      { pick: 'eu-west-1' },
      { type: 'a/b' },
      { pick: 'bare' },
    ] as const;
    const { prompter, run, writes } = operationWorld([
      ...place,
      { type: 'my topic' },
      { pick: 'new' },
      { tick: [] },
      'stop',
    ]);
    await run('SetVaultNotifications');
    expect(prompter.faults).toEqual([
      'A Region looks like eu-west-1.',
      expect.stringContaining('“a/b” is not a vault name'),
      expect.stringContaining('“SNSTopic” contains a space'),
      expect.stringContaining('at least one event'),
    ]);
    expect(writes()).toEqual([]);
  });

  it('asks no Region for hubs', async () => {
    const { account, prompter, run } = operationWorld([{ pick: 'prod' }, { pick: 'eu-central-1' }]);
    await run('RegisterNotificationHub');
    expect(prompter.asked.map(({ count }) => count)).toEqual(['1/2', '2/2']);
    expect(account.hubs.has('eu-central-1')).toBe(true);
  });

  it('tells why an account cannot be used and asks again', async () => {
    const { aws, prompter, run } = operationWorld([{ pick: 'prod' }, 'stop']);
    aws.fail({ operation: 'GetCallerIdentity' }, refusal('sign-in-needed', 'ExpiredToken', 400));
    await run('DescribeVault');
    expect(prompter.told).toMatchObject([{ tone: 'error', text: expect.stringContaining('Sign-in needed') }]);
    expect(prompter.asked).toHaveLength(2);
  });

  it('deletes a registration that the ledger knows', async () => {
    const { ledger, prompter, run, writes } = operationWorld([
      { pick: 'prod' },
      { pick: 'eu-west-2' },
      { pick: 'GCM · c-1' },
    ]);
    const entry = { accountId: id, region: region('eu-west-2'), instanceId: 'i-1', contactId: 'c-1' };
    const made = { registrationId: 'r-1', pinpointAppArn: 'arn', deviceType: 'GCM', recordedAt: '2026-01-01' };
    await ledger.record({ ...entry, ...made }, 'device');
    await run('DeletePushNotificationRegistration');
    expect(prompter.asked[2]?.offered).toEqual(['GCM · c-1 | r-1 · recorded on this computer']);
    expect(writes().map(({ input }) => input)).toEqual([
      { InstanceId: 'i-1', RegistrationId: 'r-1', ContactId: 'c-1' },
    ]);
    expect(ledger.entries).toEqual([]);
  });

  it('takes no typed id where an id alone does not say which registration is meant', async () => {
    const { run } = operationWorld([{ pick: 'prod' }, { pick: 'eu-west-2' }, { type: 'r-1' }]);
    await expect(run('DeletePushNotificationRegistration')).rejects.toThrow('cannot {"type":"r-1"}');
  });

  it('registers a device with a token of its own that no text shows', async () => {
    const secret = 'device-token-that-must-not-show';
    const app = `arn:aws:mobiletargeting:eu-west-2:${id}:apps/${'a'.repeat(32)}`;
    const place = [{ pick: 'prod' }, { pick: 'eu-west-2' }, { pick: 'support' }] as const;
    const fields = [{ type: app }, { pick: 'GCM' }, { type: secret }, { type: 'c-1' }, { pick: 'No' }, { type: '' }];
    const { done, ledger, prompter, run, writes } = operationWorld([...place, ...fields]);
    expect(await run('CreatePushNotificationRegistration')).toMatchObject({ kind: 'done' });
    expect(writes()[0]?.input).toMatchObject({ DeviceToken: secret, ClientToken: 'id-1', InstanceId: 'i-1' });
    expect(ledger.entries).toHaveLength(1);
    const { asked, told, confirmed, busyWith } = prompter;
    expect(JSON.stringify([asked, told, confirmed, busyWith, done])).not.toContain(secret);
  });
});

describe('an operation on hubs', () => {
  const inChina = (world: ReturnType<typeof operationWorld>) => {
    world.aws.onCall = ({ operation }) =>
      operation === 'GetCallerIdentity' ? { Account: id, Arn: `arn:aws-cn:iam::${id}:user/t` } : undefined;
    world.account.hub('us-west-2');
    return world;
  };
  const regions = ({ writes }: ReturnType<typeof operationWorld>) => writes().map(({ region: at }) => at);

  it('goes to the control plane of the account’s partition from the tree', async () => {
    const world = inChina(operationWorld());
    await world.opened();
    expect(await world.run('DeregisterNotificationHub', `${root}/hub/us-west-2`)).toMatchObject({ kind: 'done' });
    expect(regions(world)).toEqual(['cn-north-1']);
  });

  it('goes there from the palette too, whether the account is open or not', async () => {
    for (const isOpen of [true, false]) {
      const world = inChina(operationWorld([{ pick: 'prod' }, { pick: 'us-west-2' }]));
      if (isOpen) await world.opened();
      await world.run('DeregisterNotificationHub');
      expect(regions(world)).toEqual(['cn-north-1']);
    }
  });
});

describe('a read', () => {
  it('shows the whole of a paged list', async () => {
    const { aws, account, answers, run } = operationWorld([{ pick: 'prod' }, { pick: 'eu-central-1' }]);
    aws.pageSize = 2;
    for (let at = 0; at < 5; at += 1) account.instance('eu-central-1', `i-${at}`);
    await run('ListInstances');
    expect(answers[0]?.answer).toMatchObject({
      InstanceSummaryList: Array.from({ length: 5 }, () => expect.anything()),
    });
    expect(answers[0]?.answer).not.toHaveProperty('NextToken');
  });

  it('tells nothing set from nothing there', async () => {
    const { prompter, answers, opened, run } = operationWorld([
      { pick: 'prod' },
      { pick: 'eu-west-1' },
      { type: 'absent' },
    ]);
    await opened();
    await run('GetVaultNotifications', `${root}/region/eu-west-1/vault/bare`);
    await run('GetVaultNotifications');
    expect(answers).toEqual([]);
    expect(prompter.told).toMatchObject([
      { tone: 'information', text: 'GetVaultNotifications: not set. Vault bare.' },
      { tone: 'error', text: expect.stringContaining('Not found') },
    ]);
  });

  it('takes a list that leads round in a circle for no answer', async () => {
    const { aws, prompter, answers, run } = operationWorld([{ pick: 'prod' }, { pick: 'eu-central-1' }]);
    aws.onCall = ({ operation }) =>
      operation === 'ListInstances' ? { InstanceSummaryList: [], NextToken: 'same' } : undefined;
    await run('ListInstances');
    expect(answers).toEqual([]);
    expect(prompter.told).toMatchObject([{ tone: 'error', text: expect.stringContaining('read already') }]);
  });

  it('is silent where the person stopped it, and only there', async () => {
    const { aws, prompter, opened, run } = operationWorld();
    await opened();
    aws.fail({ operation: 'DescribeVault' }, new AccessError('cancelled', 'No MFA code was given.'));
    await run('DescribeVault', tapes);
    expect(prompter.told).toMatchObject([{ tone: 'error', text: expect.stringContaining('No MFA code was given.') }]);
    prompter.stopsAt = () => true;
    await run('DescribeVault', tapes);
    expect(prompter.told).toHaveLength(1);
  });

  it('offers to sign in where that helps', async () => {
    const { aws, done, prompter, opened, run } = operationWorld();
    await opened();
    aws.fail({ operation: 'DescribeVault' }, refusal('sign-in-needed', 'ExpiredToken', 400));
    await run('DescribeVault', tapes);
    await prompter.press('Sign In…');
    expect(done).toContain('sign in profile:prod');
  });
});

describe('the end of a write', () => {
  it('shows what was found beside what was planned over when someone else was faster', async () => {
    const changed = { SNSTopic: topic('theirs'), Events: events };
    const world = operationWorld([{ pick: 'new' }, { tick: events }], () => {
      world.account.vault('eu-west-1', 'tapes', changed);
      return true;
    });
    await world.opened();
    expect(await world.run('SetVaultNotifications', tapes)).toMatchObject({ kind: 'conflict' });
    await world.prompter.press('Compare');
    const [planned, wanted] = ['old', 'new'].map(name => ({ SNSTopic: topic(name), Events: events }));
    expect(world.done.at(-1)).toBe(`compare tapes: conflict ${JSON.stringify({ planned, found: changed, wanted })}`);
  });

  it('overwrites what someone else set only after showing it and asking again', async () => {
    const changed = { SNSTopic: topic('theirs'), Events: events };
    let raced = false;
    const world = operationWorld([{ pick: 'new' }, { tick: events }], () => {
      if (!raced) world.account.vault('eu-west-1', 'tapes', changed);
      raced = true;
      return true;
    });
    await world.opened();
    await world.run('SetVaultNotifications', tapes);
    expect(world.prompter.told.at(-1)?.next.map(({ label }) => label)).toEqual(['Compare', 'Overwrite…', 'Cancel']);
    await world.prompter.press('Overwrite…');
    expect(world.prompter.confirmed.at(-1)?.detail).toContain(`SNSTopic: ${topic('theirs')} → ${topic('new')}`);
    expect(world.account.in('eu-west-1').vaults.get('tapes')?.config).toMatchObject({ SNSTopic: topic('new') });
  });

  it('leaves what someone else set when the conflict is cancelled', async () => {
    const changed = { SNSTopic: topic('theirs'), Events: events };
    const world = operationWorld([{ pick: 'new' }, { tick: events }], () => {
      world.account.vault('eu-west-1', 'tapes', changed);
      return true;
    });
    await world.opened();
    await world.run('SetVaultNotifications', tapes);
    await world.prompter.press('Cancel');
    expect(world.prompter.confirmed).toHaveLength(1);
    expect(world.account.in('eu-west-1').vaults.get('tapes')?.config).toEqual(changed);
  });

  it('looks again on demand at what AWS accepted and did not show yet', async () => {
    const { account, prompter, opened, run } = operationWorld([{ pick: 'new' }, { tick: events }]);
    await opened();
    account.vaultLagReads = 1_000;
    expect(await run('SetVaultNotifications', tapes)).toMatchObject({ kind: 'accepted' });
    await prompter.press('Check Again');
    expect(prompter.told.map(({ tone }) => tone)).toEqual(['warning', 'warning']);
    const vault = account.in('eu-west-1').vaults.get('tapes');
    if (vault !== undefined) vault.staleReads = 0;
    await prompter.press('Check Again');
    expect(prompter.told.at(-1)?.tone).toBe('information');
  });

  it('tells the truth on demand of a change whose end was not known, as the history does', async () => {
    const world = operationWorld([{ pick: 'new' }, { tick: events }]);
    const { aws, account, clock, host, prompter, opened, run } = world;
    await opened();
    const lost = new AccessError('unreachable', 'connection lost', { outcome: 'unknown' });
    aws.onCall = call => {
      if (call.operation === 'SetVaultNotifications') aws.fail({ operation: 'GetVaultNotifications' }, lost);
      if (call.operation === 'SetVaultNotifications') throw lost;
      return undefined;
    };
    expect(await run('SetVaultNotifications', tapes)).toMatchObject({ kind: 'unknown' });
    aws.heal();
    await prompter.press('Check Again');
    expect(prompter.told.at(-1)?.text).toContain('AWS may not show it yet');
    await clock.advance(60_000);
    await prompter.press('Check Again');
    expect(prompter.told.at(-1)).toMatchObject({ tone: 'information', next: [] });
    expect(prompter.told.at(-1)?.text).toContain('not done in AWS');
    expect(await host.state.journal.list()).toMatchObject([{ outcome: { result: 'failed' } }]);
    expect(account.in('eu-west-1').vaults.get('tapes')?.config).toMatchObject({ SNSTopic: topic('old') });
  });

  it('goes on saying what is going on after a stop, until it is known what became of it', async () => {
    const world = operationWorld([{ pick: 'new' }, { tick: events }]);
    const { aws, prompter, opened, run, writes } = world;
    await opened();
    aws.onCall = call => {
      if (call.operation === 'SetVaultNotifications') prompter.stop();
      return undefined;
    };
    expect(await run('SetVaultNotifications', tapes)).toMatchObject({ kind: 'done' });
    expect(prompter.said.at(-1)).toContain('already sent, can’t be cancelled; checking the outcome');
    expect(prompter.told).toMatchObject([{ tone: 'information' }]);
    expect(writes()).toHaveLength(1);
  });

  it('gives the id to keep when the ledger could not be written', async () => {
    const app = `arn:aws:mobiletargeting:eu-west-2:${id}:apps/${'a'.repeat(32)}`;
    const fields = [
      { type: app },
      { pick: 'GCM' },
      { type: 'token' },
      { type: 'c-1' },
      { pick: 'Leave out' },
      { type: '' },
    ];
    const world = operationWorld([{ pick: 'prod' }, { pick: 'eu-west-2' }, { pick: 'support' }, ...fields], () => {
      world.ledger.failure = new Error('disk full');
      return true;
    });
    world.ledger.list = async () => ({ entries: [], damage: null });
    expect(await world.run('CreatePushNotificationRegistration')).toMatchObject({ kind: 'unrecorded' });
    await world.prompter.press('Copy RegistrationId');
    expect(world.done.at(-1)).toMatch(/^copy \S+/);
  });

  it('names trust as the next step where writing is not allowed', async () => {
    const { done, host, prompter, opened, run } = operationWorld();
    host.distrust();
    await opened();
    await run('DeleteVaultNotifications', tapes);
    await prompter.press('Manage Workspace Trust');
    expect(done).toContain('trust');
  });
});
