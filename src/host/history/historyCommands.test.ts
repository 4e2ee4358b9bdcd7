import { expect, it } from 'vitest';
import { events, id, operationWorld, prod, topic } from '../../../test/support/operationWorld.ts';
import { timed } from '../../../test/support/roadWorld.ts';
import { region } from '../../core/model/regions.ts';
import { performIntent } from '../changing/perform.ts';
import { undoChanges } from './historyCommands.ts';

it('undoes several changes of one resource, each over what the one before leaves', async () => {
  const { host, clock, account, prompter } = operationWorld([{ tick: ['Vault tapes'] }]);
  for (const name of ['first', 'second']) {
    const vaultNotificationConfig = { SNSTopic: topic(name), Events: events };
    const request = { accountId: '-', vaultName: 'tapes', vaultNotificationConfig };
    const place = { source: prod, accountId: id, region: region('eu-west-1') };
    await timed(clock, performIntent(host, { ...place, operation: 'SetVaultNotifications', request }));
  }
  await host.history.load();
  await timed(clock, undoChanges(host, host.history.rows.children()));
  expect(prompter.sheets[0]?.rows.map(({ status, canPick }) => [status, canPick])).toEqual([
    ['replaces what is set', true],
    ['replaces what is set', true],
  ]);
  expect(prompter.told.at(-1)?.text).toBe('Undo: 2 done.');
  expect(account.in('eu-west-1').vaults.get('tapes')?.config).toEqual({ SNSTopic: topic('old'), Events: events });
});

it('names what of several changes stays as it is, since nobody knows how it ended', async () => {
  const { host, clock, prompter } = operationWorld([{ tick: ['Vault tapes'] }]);
  const vaultNotificationConfig = { SNSTopic: topic('first'), Events: events };
  const request = { accountId: '-', vaultName: 'tapes', vaultNotificationConfig };
  const place = { source: prod, accountId: id, region: region('eu-west-1') };
  await timed(clock, performIntent(host, { ...place, operation: 'SetVaultNotifications', request }));
  const [done] = await host.road.journal.list();
  if (done === undefined) throw new Error('nothing was written down');
  await host.road.journal.begin({ ...done, id: 'open', name: 'films' });
  await host.history.load();
  await timed(clock, undoChanges(host, host.history.rows.children()));
  expect(prompter.told.map(({ text }) => text)).toContainEqual(expect.stringMatching(/films.* can’t be undone: /));
});
