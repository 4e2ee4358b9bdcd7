import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { FormPanel } from '../../src/host/forms/formPanel.ts';
import type { FormPanels } from '../../src/host/forms/formPanels.ts';
import type { FromPage } from '../../src/shared/form/fromPage.ts';
import { readToPage, type ToPage } from '../../src/shared/form/toPage.ts';
import {
  emulator,
  eventually,
  extensionUnderTest,
  linesBelow,
  openLine,
  resetEmulator,
  runScripted,
  settled,
  writesCounted,
} from './extensionUnderTest.ts';
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

/** The open forms. */
async function forms(): Promise<FormPanels> {
  return (await (await extensionUnderTest()).session()).forms();
}

/** The only open form, and what its page is told from now on. */
class OpenForm {
  readonly told: ToPage[] = [];
  #version = 1_000;

  constructor(readonly panel: FormPanel) {
    const { webview } = panel.panel;
    const post = webview.postMessage.bind(webview);
    Object.defineProperty(webview, 'postMessage', {
      configurable: true,
      value: (message: unknown) => {
        const read = readToPage(message);
        assert.ok(read, `the page would refuse ${JSON.stringify(message)}`);
        this.told.push(read);
        return post(message);
      },
    });
  }

  static async only(): Promise<OpenForm> {
    const { open } = await forms();
    assert.equal(open.length, 1, open.map(one => one.panel.title).join(', '));
    const [panel] = open;
    assert.ok(panel);
    return new OpenForm(panel);
  }

  send(message: FromPage): Promise<void> {
    return this.panel.receive(message);
  }

  last<Kind extends ToPage['kind']>(kind: Kind): Extract<ToPage, { kind: Kind }> {
    const found = this.told.findLast((one): one is Extract<ToPage, { kind: Kind }> => one.kind === kind);
    assert.ok(found, `nothing of kind ${kind} among ${this.told.map(one => one.kind).join(', ')}`);
    return found;
  }

  async request(): Promise<unknown> {
    return JSON.parse((await this.panel.form).saved.text);
  }

  async edit(value: unknown): Promise<void> {
    this.#version += 1;
    await this.send({ kind: 'edited', version: this.#version, text: JSON.stringify(value) });
  }

  /** Reviews and applies what is written, a modal answered with yes. */
  async apply(): Promise<void> {
    const session = await (await extensionUnderTest()).session();
    const back = session.prompter.relayTo(
      Object.assign(Object.create(session.prompter), { confirm: async () => true }),
    );
    try {
      const { version } = await this.panel.form;
      await this.send({ kind: 'review', version, filled: [] });
      const { review, message } = this.last('reviewed');
      assert.ok(review, message);
      await this.send({ kind: 'apply', review: review.id, secrets: [] });
    } finally {
      back();
    }
  }
}

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
      'Put Event Stream',
      'Create Push Notification Registration',
    ]);
  });

  it('opens from the palette, which asks what and where', async () => {
    const acts = [{ pick: 'Set Vault Notifications' }, { pick: account }, { pick: region }, { type: 'hr-records' }];
    await runScripted('openForm', undefined, acts);
    const form = await OpenForm.only();
    assert.equal(form.panel.panel.title, 'Set Vault Notifications: hr-records');
  });

  it('opens from a document with its text, and back', async () => {
    const text = `// kept\n${JSON.stringify(request('email-journal', 'vault-events'), null, 4)}`;
    const document = await vscode.workspace.openTextDocument({ language: 'jsonc', content: text });
    await vscode.window.showTextDocument(document);
    await runScripted('documentInForm', undefined, [{ pick: account }, { pick: region }]);
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
    await runScripted('documentInForm', undefined, [{ pick: account }, { pick: region }, { pick: 'email-journal' }]);
    assert.deepEqual(await (await OpenForm.only()).request(), request('email-journal', 'vault-events'));
  });

  it('sets what it shows on the one road, and opens again from the history', async () => {
    const form = await openVault('email-journal');
    await form.edit(request('email-journal', 'vault-events'));
    await form.apply();
    assert.match(form.last('outcome').text, /SetVaultNotifications: done/);
    await closeAll();
    const { history } = await extensionUnderTest();
    const [change] = await eventually(async () => {
      const rows = await history.getChildren();
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
      assert.match(one.webview.html, /could not be brought back/, JSON.stringify(state)?.slice(0, 80));
      assert.match(one.webview.html, /default-src 'none'/);
      assert.equal(one.webview.options.enableScripts, false);
    }
    assert.equal((await forms()).open.length, 0);
  });

  it('refuses messages that are none of its page’s', async () => {
    const form = await openVault('email-journal');
    await settled();
    await emulator('DELETE', 'requests');
    const before = await form.request();
    for (const message of [undefined, 'ready', { kind: 'nothing' }, { kind: 'ready', more: 1 }, { kind: 'apply' }]) {
      await form.panel.receive(message);
    }
    // The page itself may have come up meanwhile.
    const kinds = form.told.map(({ kind }) => kind).filter(kind => !['show', 'judged', 'notices'].includes(kind));
    assert.deepEqual([kinds, await form.request()], [[], before]);
    assert.deepEqual(await emulator('GET', 'requests'), {});
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

describe('a form whose account went away', () => {
  const file = process.env.AWS_CONFIG_FILE ?? '';
  const point = (profile: string, at: string) => {
    const endpoint = process.env.NOTIFICATION_EXPLORER_TEST_ENDPOINT;
    writeFileSync(
      file,
      `[profile ${profile}]\nregion = ${region}\nendpoint_url = ${endpoint}\naws_access_key_id = ${at}\naws_secret_access_key = x\n`,
    );
  };
  afterEach(async () => {
    await closeAll();
    await resetEmulator();
  });

  it('says so, and applies nothing', async () => {
    point('leaving', id);
    const acts = [{ pick: 'leaving' }, { pick: region }, { type: 'email-journal' }];
    await eventually(() => runScripted('openForm', undefined, [{ pick: 'Set Vault Notifications' }, ...acts]));
    const form = await OpenForm.only();
    await form.edit(request('email-journal', 'vault-events'));
    const { version } = await form.panel.form;
    await form.send({ kind: 'review', version, filled: [] });
    const { review } = form.last('reviewed');
    point('another', id);
    await form.send({ kind: 'apply', review: review?.id ?? '', secrets: [] });
    assert.match(form.last('outcome').text, /no longer among the accounts/);
    assert.equal(form.last('notices').notices[0]?.id, 'account');
    assert.deepEqual(await writesCounted(), []);
  });
});

/** A panel as VS Code brings one back. */
function panel(): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel('notificationExplorer.form', 'Form', vscode.ViewColumn.One);
}
