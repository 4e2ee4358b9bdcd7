import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { note } from './extensionUnderTest.ts';
import { closeAll, linterUnderTest, openText, ours, rulesBecome } from './lintedDocument.ts';
import { afterEach, describe, it } from './testing.ts';

const RIGHT = 'InventoryRetrievalCompleted';

/** A body of about so many characters: a fleet of vaults of which the first can be made wrong by one keystroke. */
function fleet(size: number): string {
  const config = { SNSTopic: 'arn:aws:sns:eu-west-1:444455556666:jobs', Events: [RIGHT, 'ArchiveRetrievalCompleted'] };
  const count = Math.max(1, Math.round(size / 180));
  const vaults = Object.fromEntries(Array.from({ length: count }, (_, index) => [`vault-${index}`, config]));
  return JSON.stringify({ accounts: { 444455556666: { regions: { 'eu-west-1': { vaults } } } } }, null, 2);
}

/** Milliseconds from a keystroke until what is said of the document is as wanted. */
async function reaction(
  { uri }: vscode.TextDocument,
  wanted: () => boolean,
  keystroke: () => Thenable<unknown>,
): Promise<number> {
  const started = performance.now();
  const seen = new Promise<number>(resolve => {
    const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some(one => one.toString() === uri.toString()) || !wanted()) return;
      listener.dispose();
      resolve(performance.now() - started);
    });
  });
  await keystroke();
  return seen;
}

const type = (text: string) => vscode.commands.executeCommand('type', { text });
const back = () => vscode.commands.executeCommand('deleteLeft');

function placeCursor(document: vscode.TextDocument, offset: number): void {
  const at = document.positionAt(offset);
  const editor = vscode.window.activeTextEditor ?? assert.fail();
  editor.selection = new vscode.Selection(at, at);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

describe('the reaction time', () => {
  afterEach(closeAll);

  for (const [size, characters, rounds] of [
    ['1 KB', 1024, 9],
    ['100 KB', 100 * 1024, 5],
    ['1 MB', 1024 * 1024, 3],
  ] as const) {
    it(`from a keystroke to the squiggle in a document of ${size}`, async () => {
      const document = await openText('all.notifications.json', fleet(characters));
      await rulesBecome(document, []);
      const { documents } = await linterUnderTest();
      const theirs = () => vscode.languages.getDiagnostics(document.uri).length - ours(document).length;
      const own: number[] = [];
      const others: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        placeCursor(document, document.getText().indexOf(RIGHT) + RIGHT.length);
        own.push(
          await reaction(
            document,
            () => ours(document).length === 1,
            () => type('x'),
          ),
        );
        await reaction(document, () => ours(document).length === 0, back);
        placeCursor(document, document.getText().indexOf('{') + 1);
        others.push(
          await reaction(
            document,
            () => theirs() > 0,
            () => type(','),
          ),
        );
        await reaction(document, () => theirs() === 0, back);
      }
      const [ms, other] = [median(own), median(others)];
      const took = documents.took(document);
      note(
        `${size}: ${ms.toFixed(0)} ms to our squiggle (linting itself ${took.toFixed(1)} ms), ` +
          `${other.toFixed(0)} ms to that of VS Code’s JSON support: ratio ${(ms / other).toFixed(2)}`,
      );
      assert.equal(own.length, rounds);
    }, 120_000);
  }
});
