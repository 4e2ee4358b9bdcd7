import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import manifest from '../../package.json';
import { describe, it } from './testing.ts';

const id = `${manifest.publisher}.${manifest.name}`;

describe('the extension', () => {
  it('is found by VS Code and activates', async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, `${id} is not installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command that its manifest names', async () => {
    await vscode.extensions.getExtension(id)?.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands.map(({ command }) => command).filter(name => !registered.has(name));
    assert.deepEqual(missing, []);
  });

  it('shows each text of its manifest, and no key', () => {
    const shown = JSON.stringify(vscode.extensions.getExtension(id)?.packageJSON.contributes);
    assert.deepEqual(shown.match(/%[a-z][\w.-]*%/gi), null);
    assert.ok(shown.includes('"Set Vault Notifications…"'));
  });
});

/** A key of VS Code's own, as its editor of default keys lists them. */
interface DefaultKey {
  readonly key: string;
  readonly command: string;
  readonly when?: string;
}

/** A condition that holds only elsewhere than in a list: in an editor, a terminal, another view, a widget. */
const ELSEWHERE = /^(?!!|listFocus).*(?:[Ff]ocus|Visible|^in[A-Z]|^activeEditor|^view\b|^terminalChat|^false$)/;

describe('our keys', () => {
  it('are none that VS Code has for a list or everywhere, but Enter, which does that too', async () => {
    const uri = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const keys: readonly DefaultKey[] = JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ''));
    const isOurs = ({ command }: DefaultKey) =>
      command.startsWith('notificationExplorer.') || command === 'runCommands';
    const inLists = keys.filter(
      one =>
        !isOurs(one) &&
        (one.when ?? '').split(' || ').some(way => !way.split(' && ').some(part => ELSEWHERE.test(part))),
    );
    const taken = new Set(inLists.map(({ key }) => key));
    for (const known of ['f5', 'ctrl+f', 'ctrl+r', 'ctrl+alt+f', 'enter']) assert.ok(taken.has(known), known);
    const mine = new Set(manifest.contributes.keybindings.map(({ key }) => key));
    assert.deepEqual(
      [...mine].filter(key => taken.has(key)),
      ['enter'],
    );
  });
});

describe('the extension host of the tests', () => {
  it('has no way to an account of the person who runs them', () => {
    const names = Object.keys(process.env).filter(name => name.startsWith('AWS_'));
    assert.deepEqual(names.sort(), ['AWS_CONFIG_FILE', 'AWS_EC2_METADATA_DISABLED', 'AWS_SHARED_CREDENTIALS_FILE']);
    for (const name of ['HOME', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'NOTIFICATION_EXPLORER_HOME']) {
      assert.match(process.env[name] ?? '', /[\\/]\.cache[\\/]runs[\\/]/, name);
    }
    assert.equal(process.env.AWS_EC2_METADATA_DISABLED, 'true');
  });

  it('reaches the emulator', async () => {
    const response = await fetch(`${process.env.NOTIFICATION_EXPLORER_TEST_ENDPOINT}/_emulator/requests`);
    assert.equal(response.status, 200);
  });
});
