import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { emulator, extensionUnderTest, openLine, requestCounts, settled } from './extensionUnderTest.ts';
import { describe, it } from './testing.ts';

/** Named so that it runs last: afterwards nothing of the extension is there. */
describe('the end of the extension', () => {
  it('leaves no command, no timer of ours and no call behind', async () => {
    const { context, host } = await extensionUnderTest();
    const opened = await host();
    await openLine('Emulator 111122223333', 'Notification Hubs', 'ap-southeast-2');
    await settled();
    const owned = [...context.subscriptions];
    for (const thing of owned.reverse()) thing.dispose();
    for (const thing of owned) thing.dispose();
    assert.equal(opened.closed, true);
    const left = (await vscode.commands.getCommands(true)).filter(name =>
      /^notificationExplorer\.(?!(?:accounts|history)$)[A-Za-z]+$/.test(name),
    );
    const ofViews = left.filter(name => !/^notificationExplorer\.(?:resetViewLocation)$/.test(name));
    assert.deepEqual(ofViews, []);
    await emulator('DELETE', 'requests');
    // A hub that settles would be polled every two seconds.
    await new Promise(resolve => setTimeout(resolve, 3_000));
    assert.deepEqual(await requestCounts(), {});
    assert.deepEqual(opened.explorer.roots(), []);
  });
});
