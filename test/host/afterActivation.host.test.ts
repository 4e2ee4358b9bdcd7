import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { emulator, linesBelow, openLine, requestCounts } from './extensionUnderTest.ts';
import { describe, it } from './testing.ts';

/** Named to run right after activation: before any other file opens an account. */
describe('the first look at the view', () => {
  it('shows the emulator’s accounts and asks nothing of AWS before one is opened', async () => {
    await emulator('DELETE', 'requests');
    await vscode.commands.executeCommand('notificationExplorer.accounts.focus');
    const lines = await linesBelow();
    assert.deepEqual(
      lines.map(({ text }) => text),
      ['Emulator 111122223333', 'Emulator 444455556666'],
    );
    assert.deepEqual(await requestCounts(), {});
  });

  it('asks for the identity, and no Region, when an account is opened', async () => {
    await openLine('Emulator 444455556666', 'us-east-1');
    assert.deepEqual(Object.keys(await requestCounts()), ['sts.GetCallerIdentity']);
  });
});
