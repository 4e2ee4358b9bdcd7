import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { lookalikes } from '../support/lookalikes.ts';
import { closeAll, linterUnderTest, openText } from './lintedDocument.ts';
import { afterAll, afterEach, beforeAll, describe, it } from './testing.ts';

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:vault-events';
const body = (event: string): string =>
  `{\n  // kept\n  "SNSTopic": "${TOPIC}",\n  "Events": ["${event}", "ArchiveRetrievalCompleted"]\n}\n`;
const [wrong, right] = [body('inventoryRetrievalComplete'), body('InventoryRetrievalCompleted')];
const request = (text: string): string =>
  `aws glacier set-vault-notifications --account-id - --vault-name x --vault-notification-config '${text}'\n`;
const inline = (event: string): string => request(`{"SNSTopic":"${TOPIC}","Events":["${event}"]}`);

/** So many of the look-alikes, spread over all: each save takes a moment. */
const EVERY = 20;
const others = lookalikes.filter((_, index) => index % EVERY === 0);

/** Saves a document that a person has just typed a blank into, closes it, and gives what is in its file then. */
async function saved(fileName: string, text: string): Promise<string> {
  const document = await openText(basename(fileName), text);
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor);
  const end = document.positionAt(document.getText().length);
  assert.equal(await editor.edit(change => change.insert(end, ' ')), true);
  assert.equal(await document.save(), true);
  assert.equal(document.isDirty, false);
  const inFile = readFileSync(document.uri.fsPath, 'utf8');
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  return inFile;
}

describe('“fix all” at every save', () => {
  const settings: Readonly<Record<string, unknown>> = {
    'editor.codeActionsOnSave': { 'source.fixAll': 'always' },
    // In a browser VS Code saves by itself a second after the last edit, and fixes nothing then.
    'files.autoSave': 'off',
  };
  const setAll = async (isSet: boolean) => {
    for (const [name, value] of Object.entries(settings)) {
      const written = isSet ? value : undefined;
      await vscode.workspace.getConfiguration().update(name, written, vscode.ConfigurationTarget.Global);
    }
  };
  beforeAll(async () => {
    // Loaded with the first document of ours, which a test saves sooner than a person does.
    await linterUnderTest();
    await setAll(true);
  });
  afterAll(() => setAll(false));
  afterEach(closeAll);

  it('mends what can only be meant so where name or command says what a document is', async () => {
    assert.equal(await saved('tapes.vault-notifications.jsonc', wrong), `${right} `);
    assert.equal(
      await saved('deploy.sh', inline('archiveRetrievalComplete')),
      `${inline('ArchiveRetrievalCompleted')} `,
    );
  });

  it('leaves each byte of a document that its keys alone tell', async () => {
    const plain = wrong.replace('  // kept\n', '');
    assert.equal(await saved('settings.json', plain), `${plain} `);
  });

  it('leaves each byte of other people’s documents', async () => {
    for (const { name, fileName, text } of others) assert.equal(await saved(fileName, text), `${text} `, name);
  }, 60_000);
});
