import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { LintContext } from '../../src/core/lint/model/rule.ts';
import type { Linter } from '../../src/host/lint/linter.ts';
import { eventually, extensionUnderTest } from './extensionUnderTest.ts';

/** Who says it, behind each of our messages. */
export const SOURCE = 'Notification Explorer';

/** The linter, loaded. */
export async function linterUnderTest(): Promise<Linter> {
  return (await extensionUnderTest()).lint.linter();
}

/** Lints by this context instead of what is known; nothing given: by what is known. */
export async function lintBy(context: Partial<LintContext>): Promise<void> {
  const { contexts } = await linterUnderTest();
  contexts.override = context;
  contexts.changed();
}

let written = 0;

/** Writes a file into a folder of its own, and opens it in an editor. */
export async function openText(name: string, text: string): Promise<vscode.TextDocument> {
  const document = await loadText(name, text);
  await vscode.window.showTextDocument(document);
  return document;
}

/** The same without an editor, which is quicker: VS Code judges the document all the same. */
export async function loadText(name: string, text: string): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  written += 1;
  const file = join(folder.uri.fsPath, `document${written}`, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return vscode.workspace.openTextDocument(vscode.Uri.file(file));
}

/** Closes every editor without saving. */
export async function closeAll(): Promise<void> {
  for (;;) {
    const [tab] = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
    if (tab === undefined) return;
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

/** Our findings about a document, as VS Code has them. */
export function ours({ uri }: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === SOURCE);
}

/** The rule of a finding. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

const SEVERITIES = ['error', 'warning', 'information', 'hint'];

/** A finding in one line, as the linter's samples print it. */
export function line(diagnostic: vscode.Diagnostic): string {
  const place = ({ line, character }: vscode.Position) => `${line + 1}:${character + 1}`;
  const { start, end } = diagnostic.range;
  return `${place(start)}-${place(end)} ${SEVERITIES[diagnostic.severity]} ${ruleOf(diagnostic)}`;
}

/** Waits until exactly these rules are said of a document. */
export async function rulesBecome(document: vscode.TextDocument, rules: readonly string[]): Promise<void> {
  await eventually(() => assert.deepEqual(ours(document).map(ruleOf), rules));
}

/** What the light bulb offers at a place. */
export async function offeredAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind?: string,
): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range, kind);
}

/** Applies an offered edit. */
export async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit, 'offers an edit');
  assert.equal(await vscode.workspace.applyEdit(action.edit), true);
}

/** Applies what fixes all that can only be meant so, as VS Code does on save. False where there is nothing to fix. */
export async function applyFixAll(document: vscode.TextDocument): Promise<boolean> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const [action] = await offeredAt(document, whole, 'source.fixAll.notificationExplorer');
  if (action === undefined) return false;
  await apply(action);
  return true;
}
