import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { eventually } from './extensionUnderTest.ts';
import { afterEach, describe, it } from './testing.ts';

describe('the terminal with the command line', () => {
  afterEach(() => {
    for (const terminal of vscode.window.terminals) terminal.dispose();
  });

  it('finds it by its name, and runs it with the editor’s own Node', async () => {
    const before = new Set(vscode.window.terminals);
    await vscode.commands.executeCommand('notificationExplorer.openTerminal');
    const terminal = await eventually(() => {
      const opened = vscode.window.terminals.find(one => !before.has(one));
      assert.ok(opened);
      return opened;
    });
    // What its shell is given is tried without one: the oldest server starts no shell in here.
    const { env } = terminal.creationOptions as vscode.TerminalOptions;
    assert.ok(env);
    const told = execFileSync('notification-explorer', ['--version'], {
      env: { ...process.env, ...env } as NodeJS.ProcessEnv,
    });
    const { version } =
      vscode.extensions.getExtension('notification-explorer.aws-notification-explorer')?.packageJSON ?? {};
    assert.equal(told.toString().trim(), version);
  });
});
