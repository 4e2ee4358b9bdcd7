import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import manifest from '../../package.json';
import { kindTable } from '../../src/core/kinds/table.ts';
import { english } from '../../src/core/model/translate.ts';
import { LiveFiles, startingText } from '../../src/host/documents/liveFiles.ts';
import { liveMemory } from '../../src/host/documents/liveMemory.ts';
import { refused } from '../../src/host/documents/refused.ts';
import { fakeHost } from '../support/fakeHost.ts';
import { InMemoryGateway } from '../support/inMemoryGateway.ts';
import { ScriptedPrompter } from '../support/scriptedPrompter.ts';
import {
  answeredBy,
  emulator,
  eventually,
  extensionUnderTest,
  openLine,
  requestCounts,
  resetEmulator,
  runScripted,
  writesCounted,
} from './extensionUnderTest.ts';
import { afterEach, describe, it } from './testing.ts';

const id = '111122223333';
const [vault, other] = ['cctv-retention', 'db-snapshots-orders'];
const topic = (name: string) => `arn:aws:sns:us-east-1:${id}:${name}`;
const both = ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'];
const textOf = (config: unknown) => `${JSON.stringify(config, null, 2)}\n`;
const uriOf = (name: string) => vscode.Uri.parse(`awsn:/emulator/${id}/us-east-1/vault/${name}.live.json`);

/** An address that we are taken to have opened before the window was loaded anew. */
async function opened(uri: vscode.Uri): Promise<vscode.Uri> {
  liveMemory((await extensionUnderTest()).context.workspaceState).open(uri.toString());
  return uri;
}

/** What the emulator holds of a vault; a change is made as another tool would. */
async function held(name: string, change?: (vaults: Record<string, { notifications?: unknown }>) => void) {
  const state = Object(await emulator('GET', 'state'));
  const { vaults } = state.accounts[id]['us-east-1'].glacier;
  if (change !== undefined) {
    change(vaults);
    await emulator('PUT', 'state', state);
  }
  return vaults[name]?.notifications;
}

/** Opens a vault from the tree as a document. */
async function open(name: string): Promise<vscode.TextDocument> {
  const row = await openLine(`Emulator ${id}`, 'us-east-1', 'Vaults', name);
  await runScripted('openLive', row.path);
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.toString(), uriOf(name).toString());
  // VS Code may still hold it from before: it is read anew as soon as it is in front.
  const set = await held(name);
  const shown = set == null ? startingText('vault', kindTable, english) : textOf(set);
  await eventually(() => assert.equal(document.getText(), shown));
  return document;
}

async function write(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.equal(await vscode.workspace.applyEdit(edit), true);
  await eventually(() => assert.equal(document.isDirty, true));
}

/** The tree reads its rows anew after every reset: waits until it is done with that. */
async function quiet(): Promise<void> {
  await eventually(async () => {
    await emulator('DELETE', 'requests');
    await new Promise(resolve => setTimeout(resolve, 500));
    assert.deepEqual(await requestCounts(), {});
  });
}

const tabLabel = (): string => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '';

/** Does something while a script answers what is asked. */
async function answering<T>(person: ScriptedPrompter, work: () => PromiseLike<T>): Promise<T> {
  const back = await answeredBy(person);
  try {
    return await work();
  } finally {
    back();
  }
}

/** Live files over an AWS in memory, in a window that keeps what an earlier one kept. */
function files(aws: InMemoryGateway, kept: Map<string, string>) {
  const host = fakeHost({ aws, kept, acts: ['stop'] });
  const faults = { refused, notFound: (address: string) => vscode.FileSystemError.FileNotFound(address) };
  return { files: new LiveFiles(host, faults), host };
}

const close = async (): Promise<void> => {
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
};

describe('a live document', () => {
  afterEach(async () => {
    for (let left = 4; left > 0 && vscode.window.activeTextEditor !== undefined; left -= 1) await close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await resetEmulator();
    // Looks that follow each other at once share one answer.
    await new Promise(resolve => setTimeout(resolve, 300));
  });

  it('shows what is set, in a language of its own, and is linted for its account and Region', async () => {
    const document = await open(vault);
    assert.equal(document.languageId, 'awsn-live');
    assert.equal(document.getText(), textOf(await held(vault)));
    await write(document, textOf({ SNSTopic: `arn:aws:sns:eu-west-1:${id}:x`, Events: both }));
    await eventually(() => {
      const codes = vscode.languages.getDiagnostics(document.uri).map(({ code }) => JSON.stringify(code));
      assert.match(codes.join(), /vault\/topic-region/);
    });
  });

  it('takes comments, since it begins with some where nothing is set', async () => {
    const document = await open(vault);
    await write(document, '{\n  // why it is so\n  "Events": [],\n  "Events": []\n}\n');
    const said = await eventually(() => {
      const messages = vscode.languages.getDiagnostics(document.uri).map(({ message }) => message);
      // VS Code has read the text once it says this.
      assert.ok(messages.some(message => /duplicate/i.test(message)));
      return messages;
    });
    assert.deepEqual(
      said.filter(message => /comment/i.test(message)),
      [],
    );
  });

  it('is set by a save by hand, after the difference was shown', async () => {
    const document = await open(vault);
    const wanted = { SNSTopic: topic('vault-events'), Events: both };
    await write(document, textOf(wanted));
    const person = new ScriptedPrompter();
    assert.equal(await answering(person, () => document.save()), true);
    assert.match(person.confirmed[0]?.detail ?? '', /ops-alerts → arn:aws:sns.*vault-events/);
    assert.deepEqual([await held(vault), document.isDirty], [wanted, false]);
  });

  it('keeps what was typed where nobody says yes, or it is wrong', async () => {
    const document = await open(vault);
    const before = await held(vault);
    await write(document, textOf({ SNSTopic: topic('vault-events'), Events: both }));
    assert.equal(await answering(new ScriptedPrompter([], false), () => document.save()), false);
    await write(document, '{ "SNSTopic": ');
    assert.equal(await answering(new ScriptedPrompter(), () => document.save()), false);
    await write(document, textOf({ SNSTopic: 'no topic', Events: both }));
    assert.equal(await answering(new ScriptedPrompter(), () => document.save()), false);
    assert.deepEqual([await held(vault), document.isDirty], [before, true]);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually(() => assert.equal(document.isDirty, false));
    assert.equal(document.getText(), textOf(before));
  });

  it('never overwrites what someone else set meanwhile without showing it', async () => {
    const document = await open(vault);
    const wanted = { SNSTopic: topic('vault-events'), Events: both };
    await write(document, textOf(wanted));
    const theirs = { SNSTopic: topic('ops-alerts'), Events: ['InventoryRetrievalCompleted'] };
    await held(vault, vaults => Object.assign(vaults[vault] ?? {}, { notifications: theirs }));
    const [cancel, compare, overwrite] = ['stop', { press: 'Compare' }, { press: 'Overwrite…' }] as const;
    const person = new ScriptedPrompter([cancel, compare, overwrite]);
    assert.equal(await answering(person, () => document.save()), false);
    assert.deepEqual([await held(vault), person.confirmed, document.isDirty], [theirs, [], true]);
    assert.deepEqual(person.chosen[0]?.verbs, ['Compare', 'Overwrite…']);
    assert.match(person.chosen[0]?.detail ?? '', /^Changed in the meantime:\n\w+: .* → .*$/);
    assert.equal(await answering(person, () => document.save()), false);
    await eventually(() => assert.match(tabLabel(), /cctv-retention: conflict/));
    await vscode.window.showTextDocument(document);
    assert.equal(await answering(person, () => document.save()), true);
    assert.match(person.confirmed[0]?.detail ?? '', /ops-alerts → .*vault-events/);
    assert.deepEqual([await held(vault), document.isDirty, person.told], [wanted, false, []]);
  });

  for (const mode of ['afterDelay', 'onFocusChange'] as const) {
    it(`is not written by VS Code itself with autosave ${mode}`, async () => {
      const configuration = vscode.workspace.getConfiguration('files', { languageId: 'awsn-live' });
      const set = async (on: boolean): Promise<void> => {
        const general = vscode.workspace.getConfiguration('files');
        await general.update('autoSave', on ? mode : undefined, vscode.ConfigurationTarget.Global);
        await general.update('autoSaveDelay', on ? 100 : undefined, vscode.ConfigurationTarget.Global);
        // Off by default for these documents; here a person has turned it on for them too.
        await configuration.update('autoSave', on ? mode : undefined, vscode.ConfigurationTarget.Global, true);
      };
      const document = await open(vault);
      await emulator('DELETE', 'requests');
      await set(true);
      try {
        await write(document, textOf({ SNSTopic: topic('vault-events'), Events: both }));
        await open(other);
        await new Promise(resolve => setTimeout(resolve, 1_500));
        assert.deepEqual([await writesCounted(), document.isDirty], [[], true]);
      } finally {
        await set(false);
      }
    });
  }

  it('is not read by its address, which any file can name as its schema', async () => {
    const uri = uriOf('db-snapshots-users');
    await quiet();
    for (const ask of [() => vscode.workspace.fs.readFile(uri), () => vscode.workspace.fs.stat(uri)])
      await assert.rejects(async () => ask(), /from the Accounts view/);
    const content = JSON.stringify({ $schema: uri.toString() });
    const document = await vscode.workspace.openTextDocument({ language: 'json', content });
    await vscode.window.showTextDocument(document);
    // VS Code has asked for the schema and was refused.
    await eventually(() => assert.notDeepEqual(vscode.languages.getDiagnostics(document.uri), []));
    // Nor where a command is given it, as the title of an editor that was refused it gives it.
    await runScripted('compareWithLive', uri.toString());
    assert.deepEqual(await requestCounts(), {});
  });

  it('has autosave off by default', () => {
    const configuration = vscode.workspace.getConfiguration('files', { languageId: 'awsn-live' });
    assert.equal(configuration.inspect('autoSave')?.defaultLanguageValue, 'off');
  });

  it('refuses a write that no save by hand precedes', async () => {
    await assert.rejects(
      async () => vscode.workspace.fs.writeFile(uriOf(vault), Buffer.from('{}')),
      /save it yourself/,
    );
    await assert.rejects(async () => vscode.workspace.fs.delete(uriOf(vault)));
    assert.deepEqual(await writesCounted(), []);
  });

  it('stands beside others, each saved alone', async () => {
    const [one, two] = [await open(vault), await open(other)];
    const before = await held(other);
    await write(one, textOf({ SNSTopic: topic('vault-events'), Events: both }));
    await write(two, textOf({ SNSTopic: topic('vault-events'), Events: [both[0]] }));
    assert.equal(await answering(new ScriptedPrompter(), () => one.save()), true);
    assert.deepEqual([one.isDirty, two.isDirty, await held(other)], [false, true, before]);
  });

  it('shows what was deleted behind one’s back to a person who comes back to it', async () => {
    const document = await open(vault);
    await open(other);
    await held(vault, vaults => delete vaults[vault]?.notifications);
    await new Promise(resolve => setTimeout(resolve, 300));
    await vscode.window.showTextDocument(document);
    await eventually(() => assert.match(document.getText(), /^\{\n {2}\/\/ Nothing is set\./));
    assert.equal(document.isDirty, false);
  });

  it('is an edit of what was read before the window was loaded anew', async () => {
    const kept = new Map<string, string>();
    const [before, wanted] = [
      { SNSTopic: topic('a'), Events: both },
      { SNSTopic: topic('b'), Events: both },
    ];
    const aws = new InMemoryGateway();
    const account = aws.account(id, { kind: 'emulator', accountId: id }).vault('us-east-1', vault, before);
    const read = files(aws, kept);
    liveMemory(read.host.memory.workspace).open(uriOf(vault).toString());
    await read.files.read(uriOf(vault));
    const { mtime } = await read.files.stat(uriOf(vault), false);
    account.vault('us-east-1', vault, { SNSTopic: topic('c'), Events: both });
    const reloaded = files(aws, kept);
    assert.equal((await reloaded.files.stat(uriOf(vault), true)).mtime, mtime);
    assert.ok((await reloaded.files.stat(uriOf(vault), false)).mtime > mtime);
    await assert.rejects(async () => reloaded.files.write(uriOf(vault), Buffer.from(textOf(wanted))));
    const [conflict] = reloaded.host.prompter.chosen;
    assert.ok(conflict?.detail.includes(`SNSTopic: ${before.SNSTopic} → ${topic('c')}`), conflict?.detail);
  });

  it('is read before anything else of ours was used', async () => {
    assert.ok(manifest.activationEvents.includes('onFileSystem:awsn'));
    const document = await vscode.workspace.openTextDocument(await opened(uriOf(other)));
    assert.equal(document.languageId, 'awsn-live');
  });

  it('of an event stream is completed by the members of its body', async () => {
    const app = '0c9e4a7b2d6f48159b3e7d1a5c8f2e60';
    const uri = vscode.Uri.parse(`awsn:/emulator/${id}/us-east-1/event-stream/${app}.live.json`);
    const document = await vscode.workspace.openTextDocument(await opened(uri));
    await vscode.window.showTextDocument(document);
    assert.match(document.getText(), /deliverystream\/mobile-events-to-s3/);
    await write(document, '{\n  \n}\n');
    await eventually(async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        uri,
        new vscode.Position(1, 2),
      );
      const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      assert.deepEqual(
        ['DestinationStreamArn', 'RoleArn', 'WriteEventStream'].filter(name => labels.includes(name)),
        ['DestinationStreamArn', 'RoleArn'],
      );
    });
  });

  it('is not found where the vault is gone or never was', async () => {
    const neverWas = await opened(uriOf('never-was'));
    await assert.rejects(async () => vscode.workspace.fs.readFile(neverWas), { code: 'FileNotFound' });
    const hub = await opened(vscode.Uri.parse(`awsn:/emulator/${id}/us-east-1/hub/us-east-1.live.json`));
    await assert.rejects(async () => vscode.workspace.fs.stat(hub), { code: 'FileNotFound' });
  });

  it('asks AWS once for looks that come together', async () => {
    await quiet();
    const uri = await opened(uriOf('email-journal'));
    await Promise.all([1, 2, 3, 4].map(() => vscode.workspace.fs.stat(uri)));
    assert.equal((await requestCounts())['glacier.GetVaultNotifications'], 1);
  });

  it('is compared with what is live, and with another resource', async () => {
    const document = await open(vault);
    await write(document, textOf({ SNSTopic: topic('vault-events'), Events: both }));
    await runScripted('compareWithLive', undefined);
    await eventually(() => assert.match(tabLabel(), /cctv-retention\.live\.json: AWS ↔ document/));
    const rows = await Promise.all([vault, other].map(name => openLine(`Emulator ${id}`, 'us-east-1', 'Vaults', name)));
    const paths = rows.map(({ path }) => path);
    await runScripted('compareResources', paths[0], [], true, paths);
    await eventually(() => assert.equal(tabLabel(), `${vault} ↔ ${other}`));
    const alone = await runScripted('compareResources', paths[0]);
    assert.match(alone.told[0]?.text ?? '', /Select two/);
  });
});
