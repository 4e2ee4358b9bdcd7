import { describe, expect, it } from 'vitest';
import { formWorld } from '../../../test/support/formWorld.ts';
import { ManualClock } from '../../../test/support/manualClock.ts';
import { events, id, operationWorld, root, tapes, topic } from '../../../test/support/operationWorld.ts';
import { policyOf } from '../../../test/support/policies.ts';
import { healthy } from '../../../test/support/preflightWorld.ts';
import { ScriptedReads } from '../../../test/support/scriptedReads.ts';
import { kindChecks } from '../../core/kinds/checkTable.ts';
import { LookingAhead } from '../../core/preflight/lookAhead.ts';

const app = 'a'.repeat(32);
const stream = (name: string) => ({
  DestinationStreamArn: `arn:aws:kinesis:eu-west-1:${id}:stream/${name}`,
  RoleArn: `arn:aws:iam::${id}:role/writer`,
});
const replaced = `This replaces the stream arn:aws:kinesis:eu-west-1:${id}:stream/theirs, set by someone on 2026-01-02T03:04:05.000Z.`;

describe('the question before a change', () => {
  it('says that letting a hub go hides what is stored there', async () => {
    const { account, opened, prompter, run } = operationWorld();
    account.hub('eu-west-1');
    await opened();
    await run('DeregisterNotificationHub', `${root}/hub/eu-west-1`);
    expect(prompter.confirmed[0]?.detail).toContain('Deregistering hides the notifications stored in eu-west-1.');
  });

  it('says whose stream is replaced, and when that was set', async () => {
    const { account, open, opened, prompter, run } = operationWorld([
      { type: stream('mine').DestinationStreamArn },
      { type: stream('mine').RoleArn },
    ]);
    account.app('eu-west-1', app, 'shop', stream('theirs'));
    await opened();
    await open(`${root}/region/eu-west-1/app`);
    await run('PutEventStream', `${root}/region/eu-west-1/app/${app}`);
    expect(prompter.confirmed[0]?.detail).toContain(replaced);
  });
});

describe('where a change leads', () => {
  const shut = new ScriptedReads({
    ...healthy,
    GetTopicAttributes: () => ({ Attributes: { Policy: policyOf() } }),
    ListSubscriptionsByTopic: () => ({ Subscriptions: [] }),
  });
  const lookAhead = async (signal?: AbortSignal) =>
    new LookingAhead({ gateway: shut.gateway, checks: kindChecks, clock: new ManualClock() }, signal);
  const amiss = [
    'Glacier is not allowed to publish to new. No statement of its policy allows it. Add this statement to the topic’s policy.',
    'Nobody has subscribed to new. Subscribe whoever should receive the notifications.',
  ];

  it('is in the question, which can be answered all the same', async () => {
    const { host, opened, prompter, run } = operationWorld([{ pick: 'new' }, { tick: events }]);
    Object.assign(host.road, { lookAhead });
    await opened();
    expect(await run('SetVaultNotifications', tapes)).toMatchObject({ kind: 'done' });
    for (const one of amiss) expect(prompter.confirmed[0]?.detail).toContain(one);
  });

  it('is in the review of a form', async () => {
    const { edit, host, review } = await formWorld('SetVaultNotifications');
    Object.assign(host.road, { lookAhead });
    await edit({
      accountId: '-',
      vaultName: 'tapes',
      vaultNotificationConfig: { SNSTopic: topic('new'), Events: events },
    });
    const { review: shown } = await review();
    expect(shown?.findings.filter(({ rule }) => rule.startsWith('vault/')).map(({ message }) => message)).toEqual(
      expect.arrayContaining(amiss),
    );
  });
});

describe('a change that AWS would refuse is not asked about, and told why, with the way round it', () => {
  it('for the last active hub', async () => {
    const { opened, prompter, run, writes } = operationWorld();
    await opened();
    await run('DeregisterNotificationHub', `${root}/hub/us-east-1`);
    expect(prompter.confirmed).toEqual([]);
    expect(prompter.told[0]).toMatchObject({
      text: expect.stringContaining('us-east-1 is the last active hub, which AWS does not let you deregister.'),
      next: [expect.objectContaining({ label: 'Exchange Hubs…' })],
    });
    expect(writes()).toEqual([]);
  });

  it('for a fourth hub', async () => {
    const { account, opened, prompter, run, writes } = operationWorld([{ type: 'sa-east-1' }]);
    account.hub('eu-west-1').hub('us-west-2');
    await opened();
    await run('RegisterNotificationHub', root);
    expect(prompter.confirmed).toEqual([]);
    expect(prompter.told[0]).toMatchObject({
      text: expect.stringContaining(
        'AWS allows 3 hubs per account, and there are 3 already: us-east-1, eu-west-1, us-west-2.',
      ),
      next: [expect.objectContaining({ label: 'Exchange Hubs…' })],
    });
    expect(writes()).toEqual([]);
  });
});

describe('the review of a form', () => {
  it('says whose stream is replaced, and when that was set', async () => {
    const text = JSON.stringify({ ApplicationId: app, WriteEventStream: stream('mine') });
    const { account, review } = await formWorld('PutEventStream', { text });
    account.app('eu-west-1', app, 'shop', stream('theirs'));
    const { review: shown } = await review();
    expect(shown?.findings.map(({ message }) => message)).toContain(replaced);
  });

  it('says why there can be no fourth hub', async () => {
    const { account, edit, review } = await formWorld('RegisterNotificationHub');
    for (const one of ['us-east-1', 'eu-west-1', 'us-west-2']) account.hub(one);
    await edit({ notificationHubRegion: 'sa-east-1' });
    const { review: shown, message } = await review();
    expect(shown).toBeNull();
    expect(message).toContain('AWS allows 3 hubs per account');
  });
});
