import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  eventually,
  extensionUnderTest,
  historyRows,
  linesBelow,
  openLine,
  resetEmulator,
  runScripted,
  writesCounted,
} from './extensionUnderTest.ts';
import { forms, OpenForm } from './openForm.ts';
import { afterEach, beforeEach, describe, it } from './testing.ts';

const id = '111122223333';
const account = `Emulator ${id}`;
const region = 'us-east-1';
const topic = (name: string) => `arn:aws:sns:${region}:${id}:${name}`;
const events = ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'];
const request = (vaultName: string, name: string) => ({
  accountId: '-',
  vaultName,
  vaultNotificationConfig: { SNSTopic: topic(name), Events: events },
});

const vaultRow = (name: string) => openLine(account, region, 'Vaults', name);
/** Opens the form of a vault from its row. */
async function openVault(name: string): Promise<OpenForm> {
  await runScripted('openForm', (await vaultRow(name)).path);
  return OpenForm.only();
}

const closeAll = () => vscode.commands.executeCommand('workbench.action.closeAllEditors');
const tabs = () => vscode.window.tabGroups.all.flatMap(group => group.tabs).filter(isForm);
const isForm = ({ input }: vscode.Tab) =>
  input instanceof vscode.TabInputWebview && input.viewType.endsWith('notificationExplorer.form');

/** Named to run after the tests that count calls: an open list of vaults is read again by itself. */
describe('a form', () => {
  beforeEach(closeAll);
  afterEach(async () => {
    await closeAll();
    await eventually(async () => assert.equal((await forms()).open.length, 0));
    await resetEmulator();
  });

  it('opens from a row with what is live, once for each place', async () => {
    const form = await openVault('cctv-retention');
    assert.equal(form.panel.panel.title, 'Set Vault Notifications: cctv-retention');
    assert.deepEqual(await form.request(), {
      ...request('cctv-retention', 'ops-alerts'),
      vaultNotificationConfig: { SNSTopic: topic('ops-alerts'), Events: ['ArchiveRetrievalCompleted'] },
    });
    await runScripted('openForm', (await vaultRow('cctv-retention')).path);
    await runScripted('openForm', (await vaultRow('email-journal')).path);
    await eventually(() => assert.equal(tabs().length, 2));
    assert.deepEqual(await writesCounted(), []);
  });

  it('opens from every kind of row that starts an operation with one', async () => {
    const group = await openLine(account, 'Notification Hubs');
    await runScripted('openForm', group.path);
    await runScripted('openForm', (await openLine(account)).path);
    const [app] = await linesBelow((await openLine(account, region, 'Pinpoint Apps')).path);
    const [instance] = await linesBelow((await openLine(account, region, 'Connect Instances')).path);
    for (const row of [app, instance]) await runScripted('openForm', row?.path);
    const titles = (await forms()).open.map(({ panel }) => panel.title.split(':')[0]);
    assert.deepEqual(titles, [
      'Register Notification Hub',
      'Set Event Stream',
      'Create Push Notification Registration',
    ]);
  });

  it('opens from the palette, which asks what and where', async () => {
    const acts = [{ pick: 'Set Vault Notifications' }, { pick: account }, { pick: region }, { type: 'hr-records' }];
    await runScripted('openForm', undefined, acts);
    const form = await OpenForm.only();
    assert.equal(form.panel.panel.title, 'Set Vault Notifications: hr-records');
  });

  it('offers from the palette first what is selected in the tree', async () => {
    const { tree } = await extensionUnderTest();
    const { path } = await vaultRow('hr-records');
    await tree.reveal(path);
    await eventually(() => assert.deepEqual(tree.selection, [path]));
    const acts = [{ pick: 'Set Vault Notifications' }, { pick: account }, { pick: region }, { pick: 'hr-records' }];
    const { asked } = await runScripted('openForm', undefined, acts);
    const firsts = asked.map(({ offered: [first] }) => first?.split(' | ')[0]);
    assert.deepEqual(firsts, ['Set Vault Notifications', account, region, 'hr-records']);
  });

  it('opens from a document with its text, and back', async () => {
    const text = `// kept\n${JSON.stringify(request('email-journal', 'vault-events'), null, 4)}`;
    const document = await vscode.workspace.openTextDocument({ language: 'jsonc', content: text });
    await vscode.window.showTextDocument(document);
    await runScripted('documentInForm', document.uri.toString(), [{ pick: account }, { pick: region }]);
    const form = await OpenForm.only();
    assert.equal((await form.panel.form).saved.text, text);
    await form.send({ kind: 'open-document' });
    const opened = vscode.window.activeTextEditor?.document;
    assert.equal(opened?.getText(), text);
    const { targets } = await (await extensionUnderTest()).lint.linter();
    assert.equal(targets.get(opened.uri)?.accountId, id);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(opened.uri, new vscode.Range(0, 0, 0, 7), '// mine');
    await vscode.workspace.applyEdit(edit);
    await runScripted('documentInForm', opened.uri.toString());
    assert.equal(tabs().length, 1);
    assert.match((await form.panel.form).saved.text, /^\/\/ mine\n/);
  });

  it('opens a body as the request around it', async () => {
    const content = JSON.stringify(request('', 'vault-events').vaultNotificationConfig);
    const document = await vscode.workspace.openTextDocument({ language: 'json', content });
    await vscode.window.showTextDocument(document);
    const acts = [{ pick: account }, { pick: region }, { pick: 'email-journal' }];
    await runScripted('documentInForm', document.uri.toString(), acts);
    assert.deepEqual(await (await OpenForm.only()).request(), request('email-journal', 'vault-events'));
  });

  it('sets what it shows on the one road, and opens again from the history', async () => {
    const form = await openVault('email-journal');
    await form.edit(request('email-journal', 'vault-events'));
    await form.apply();
    assert.match(form.last('outcome').text, /Notifications set for vault/);
    await closeAll();
    const { history } = await extensionUnderTest();
    const [change] = await eventually(async () => {
      const rows = await historyRows();
      assert.match(String(history.getTreeItem(rows[0] ?? '').label), /email-journal/);
      return rows;
    });
    assert.match(history.getTreeItem(change ?? '').contextValue ?? '', /;changeInForm;/);
    await runScripted('changeInForm', change);
    assert.deepEqual(await (await OpenForm.only()).request(), request('email-journal', 'vault-events'));
  });

  it('is told of what another form and a command did to the same, and says so', async () => {
    const form = await openVault('email-journal');
    const { open } = await forms();
    await runScripted('setVaultNotifications', (await vaultRow('email-journal')).path, [
      { pick: 'vault-events' },
      { tick: events },
    ]);
    await eventually(() => assert.equal(form.last('notices').notices[0]?.id, 'changed-elsewhere'));
    const [load] = form.last('notices').notices[0]?.steps ?? [];
    await form.send({ kind: 'step', id: load?.id ?? '' });
    assert.deepEqual(await form.request(), request('email-journal', 'vault-events'));
    assert.equal(open.length, 1);
  });

  it('comes back after a restart with its text, and asks nothing of AWS', async () => {
    await (await forms()).restore(panel(), {
      ...{ format: 1, operation: 'SetVaultNotifications', source: { kind: 'emulator', accountId: id } },
      ...{ accountId: id, region, target: 'email-journal', text: '{ // as it was\n}' },
    });
    const form = await OpenForm.only();
    assert.equal((await form.panel.form).saved.text, '{ // as it was\n}');
    assert.equal(form.panel.panel.title, 'Set Vault Notifications: email-journal');
    assert.deepEqual(await writesCounted(), []);
  });

  it('says that it cannot come back where its state is damaged, hostile or of another version', async () => {
    const good = {
      ...{ format: 1, operation: 'SetVaultNotifications', source: null, accountId: null, region: null, target: null },
      text: '',
    };
    const states = [
      undefined,
      null,
      'text',
      [],
      {},
      { ...good, format: 2 },
      { ...good, operation: 'DeleteVault' },
      { ...good, operation: '__proto__' },
      { ...good, region: '<script>' },
      { ...good, accountId: '<img src=x onerror=alert(1)>' },
      { ...good, text: 'x'.repeat(300_000) },
      { ...good, more: 1 },
    ];
    for (const state of states) {
      const one = panel();
      await (await forms()).restore(one, state);
      assert.match(one.webview.html, /could not be restored/, JSON.stringify(state)?.slice(0, 80));
      assert.match(one.webview.html, /default-src 'none'/);
      assert.equal(one.webview.options.enableScripts, false);
    }
    assert.equal((await forms()).open.length, 0);
  });

  it('refuses messages that are none of its page’s', async () => {
    const form = await openVault('email-journal');
    const before = await form.request();
    for (const message of [undefined, 'ready', { kind: 'nothing' }, { kind: 'ready', more: 1 }, { kind: 'apply' }]) {
      await form.panel.receive(message);
    }
    // The page itself may have come up meanwhile.
    const kinds = form.told.map(({ kind }) => kind).filter(kind => !['show', 'judged', 'notices'].includes(kind));
    assert.deepEqual([kinds, await form.request()], [[], before]);
    assert.deepEqual(await writesCounted(), []);
  });

  it('loads its page from its own folder alone, with a fresh nonce each time', async () => {
    const nonces = new Set<string>();
    for (const name of ['email-journal', 'cctv-retention']) {
      await closeAll();
      await eventually(async () => assert.equal((await forms()).open.length, 0));
      const { webview } = (await openVault(name)).panel.panel;
      const { enableScripts, enableForms, enableCommandUris, localResourceRoots } = webview.options;
      assert.deepEqual([enableScripts, enableForms, enableCommandUris], [true, false, false]);
      assert.deepEqual(
        localResourceRoots?.map(root => root.path.split('/').slice(-2).join('/')),
        ['dist/webview'],
      );
      nonces.add(/'nonce-([^']+)'/.exec(webview.html.replaceAll('&#39;', "'"))?.[1] ?? '');
      assert.doesNotMatch(webview.html, /https?:\/\/(?!\S*vscode)/);
    }
    assert.equal(nonces.size, 2);
  });

  it('is let go of when it is closed', async () => {
    const form = await openVault('email-journal');
    const { panel: shown } = form;
    shown.panel.dispose();
    await eventually(async () => assert.equal((await forms()).open.length, 0));
    assert.equal(shown.closed, true);
  });
});

/** A panel as VS Code brings one back. */
function panel(): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel('notificationExplorer.form', 'Form', vscode.ViewColumn.One);
}
