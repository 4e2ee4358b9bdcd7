import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  emulator,
  eventually,
  requestCounts,
  resetEmulator,
  runScripted,
  writesCounted,
} from './extensionUnderTest.ts';
import { closeAll, openText, ours, ruleOf } from './lintedDocument.ts';
import { afterEach, describe, it } from './testing.ts';

const id = '111122223333';
const vault = 'cctv-retention';
const wanted = {
  SNSTopic: `arn:aws:sns:us-east-1:${id}:vault-events`,
  Events: ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'],
};
const fleetOf = (vaults: object, more: object = {}) =>
  `${JSON.stringify({ accounts: { [id]: { ...more, regions: { 'us-east-1': { vaults } } } } }, null, 2)}\n`;

interface Drawn {
  readonly line: string;
  readonly title: string;
  readonly command: vscode.Command | undefined;
}

/** The lines above entries, each with the text of the line below it. */
async function lenses(document: vscode.TextDocument): Promise<readonly Drawn[]> {
  const found: readonly vscode.CodeLens[] = await vscode.commands.executeCommand(
    'vscode.executeCodeLensProvider',
    document.uri,
  );
  return found.map(({ range, command }) => ({
    line: document.lineAt(range.start.line).text.trim(),
    title: command?.title ?? '',
    command,
  }));
}

/** What is drawn above entries since a check, without its time. */
async function drawn(document: vscode.TextDocument): Promise<readonly string[]> {
  const all = await lenses(document);
  return all.slice(3).map(({ line, title }) => `${line} ← ${title.replace(/ · checked .*/, '')}`);
}

/** What a vault of the emulator holds. */
async function held(name: string): Promise<unknown> {
  const state = Object(await emulator('GET', 'state'));
  return state.accounts[id]['us-east-1'].glacier.vaults[name]?.notifications;
}

const drifts = (document: vscode.TextDocument): readonly string[] =>
  ours(document).flatMap(one =>
    /^fleet\/(drift|not-compared)$/.test(ruleOf(one)) ? [`${document.getText(one.range)} ${ruleOf(one)}`] : [],
  );

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const at = document.getText().indexOf(from);
  assert.ok(at >= 0, from);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + from.length)), to);
  assert.equal(await vscode.workspace.applyEdit(edit), true);
}

describe('a fleet file', () => {
  afterEach(async () => {
    await closeAll();
    await resetEmulator();
  });

  it('offers a check, a plan and its application above itself', async () => {
    const document = await openText('all.notifications.json', fleetOf({}));
    await eventually(async () =>
      assert.deepEqual(
        (await lenses(document)).map(({ title }) => title),
        ['Check for drift', 'Plan…', 'Apply…'],
      ),
    );
  });

  it('is planned as it stands in the editor, unsaved, and changes nothing', async () => {
    const document = await openText('all.notifications.json', fleetOf({}));
    await replace(document, '"vaults": {}', `"vaults": { "${vault}": ${JSON.stringify(wanted)} }`);
    const person = await runScripted('planFleetFile', undefined);
    assert.deepEqual(
      person.sheets.at(-1)?.rows.map(({ name, status }) => `${name}: ${status}`),
      [`Vault ${vault}: replaces what is set`],
    );
    await person.sheets.at(-1)?.steps.at(-1)?.run();
    const [plan] = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'awsn-answer');
    assert.match(
      plan?.getText() ?? '',
      new RegExp(`~ Set Vault Notifications: Vault ${vault}\n +SNSTopic: .* → .*vault-events`),
    );
    assert.match(plan?.getText() ?? '', /left unchanged\n.*us-east-1 · Vaults: /);
    assert.deepEqual(await writesCounted(), []);
  });

  it('is applied after one question, and shows then that nothing differs', async () => {
    const document = await openText(
      'all.notifications.json',
      fleetOf({ [vault]: wanted, 'db-snapshots-orders': null }),
    );
    const person = await runScripted('applyFleetFile', document.uri.toString(), [{ press: 'Apply 2 Changes' }]);
    assert.equal(person.confirmed.length, 1);
    assert.match(person.confirmed[0]?.detail ?? '', /Account: Emulator 111122223333$/m);
    assert.match(person.told.at(-1)?.text ?? '', /: 2 done\.$/);
    assert.deepEqual([await held(vault), await held('db-snapshots-orders')], [wanted, undefined]);
    assert.deepEqual(await drawn(document), [`"${id}": { ← in sync`, '"us-east-1": { ← in sync']);
  });

  it('is checked on demand: each drift at its own place, which an edit there clears', async () => {
    const document = await openText(
      'all.notifications.json',
      fleetOf({ [vault]: wanted, nowhere: wanted }, { notificationHubs: ['us-east-1', 'eu-west-1'] }),
    );
    const counted = await requestCounts();
    assert.equal(counted['glacier.ListVaults'] ?? 0, 0, 'opening asks nothing');
    await runScripted('checkFleetFile', undefined);
    const marks = [`"${vault}" fleet/drift`, '"nowhere" fleet/not-compared'];
    assert.deepEqual(drifts(document).slice(-2), marks);
    const seen = await drawn(document);
    assert.ok(seen.includes(`"${vault}": { ← differs from AWS: SNSTopic, Events`), seen.join('\n'));
    assert.ok(seen.includes('"nowhere": { ← not compared with AWS: Not found'), seen.join('\n'));
    assert.ok(seen.includes('"us-east-1": { ← differs from AWS: 1 · not compared: 1'), seen.join('\n'));
    const [first] = ours(document).filter(one => ruleOf(one) === 'fleet/drift');
    assert.ok(typeof first?.code === 'object');
    const page = await vscode.workspace.openTextDocument(first.code.target);
    assert.match(page.getText(), /^# fleet\/drift\n/);

    await replace(document, '{', '{\n');
    assert.deepEqual(drifts(document).slice(-2), marks);
    await replace(document, 'vault-events', 'other');
    assert.deepEqual(drifts(document).slice(-1), marks.slice(-1));
    assert.equal(drifts(document).includes(marks[0] ?? ''), false);
    await closeAll();
    await eventually(() => assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []));
    assert.deepEqual(await writesCounted(), []);
  });

  it('leads from a drift to what AWS has beside what the file says', async () => {
    const document = await openText('all.notifications.json', fleetOf({ [vault]: wanted }));
    await runScripted('checkFleetFile', undefined);
    const lens = (await lenses(document)).find(({ title }) => title.startsWith('differs from AWS: SNSTopic'));
    assert.ok(lens?.command);
    await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    await eventually(() => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(input instanceof vscode.TabInputTextDiff);
      assert.match(input.modified.path, /cctv-retention: AWS ↔ file/);
    });
  });

  it('never says that there is no drift where it could not look', async () => {
    const text = fleetOf({ [vault]: wanted });
    await emulator('POST', 'faults', [
      {
        service: 'glacier',
        operation: 'ListVaults',
        kind: 'error',
        status: 403,
        code: 'AccessDeniedException',
        message: 'no',
      },
    ]);
    try {
      const document = await openText(
        'all.notifications.json',
        text.replace('"regions"', '"notificationHubs": ["us-east-1"],\n"regions"'),
      );
      const person = await runScripted('checkFleetFile', undefined);
      assert.match(person.told.at(-1)?.text ?? '', /not compared/);
      assert.ok(drifts(document).includes('"vaults" fleet/not-compared'), drifts(document).join());
      const away = await openText('away.notifications.json', text.replaceAll(id, '999999999999'));
      await runScripted('checkFleetFile', undefined);
      assert.deepEqual(drifts(away), ['"999999999999" fleet/not-compared']);
    } finally {
      await emulator('DELETE', 'faults');
    }
  });

  it('is written from what exists, and has no drift then', async () => {
    const asked = await runScripted('exportFleetFile', `emulator%3A${id}`);
    assert.deepEqual(asked.told, []);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    const { accounts } = JSON.parse(document.getText());
    assert.deepEqual(Object.keys(accounts), [id]);
    assert.ok(Object.values(accounts[id].regions['us-east-1'].vaults).includes(null), 'names what has nothing set');
    const person = await runScripted('checkFleetFile', undefined);
    assert.match(person.told.at(-1)?.text ?? '', /no drift/);
    assert.deepEqual(await writesCounted(), []);
  });
});
