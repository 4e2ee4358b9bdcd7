import assert from 'node:assert/strict';
import { emulator, note } from '../../host/extensionUnderTest.ts';
import { describe, it } from '../../host/testing.ts';
import { callCosts, costRows } from '../callCosts.ts';

describe('a call in the extension host', () => {
  it('costs what it costs', async () => {
    const SNSTopic = 'arn:aws:sns:us-east-1:111122223333:jobs';
    const vault = { notifications: { SNSTopic, Events: ['ArchiveRetrievalCompleted'] } };
    const vaults = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`vault-${index}`, vault]));
    await emulator('PUT', 'state', {
      version: 1,
      accounts: { 111122223333: { 'us-east-1': { glacier: { vaults } } } },
    });
    const costs = await callCosts(process.env.NOTIFICATION_EXPLORER_TEST_ENDPOINT ?? '');
    assert.equal(costs.length, 3);
    for (const row of costRows(costs)) note(row.join('  '));
  }, 240_000);
});
