import { delimiter } from 'node:path';
import {
  commands,
  type Event,
  EventEmitter,
  env,
  l10n,
  TabInputText,
  type TextDocumentContentProvider,
  UIKind,
  Uri,
  window,
  workspace,
} from 'vscode';
import { Owner } from '../disposables.ts';
import { ANSWER_SCHEME } from '../manifest/ids.ts';
import type { Compared, ComparedPair, OpenText, Workbench } from '../services.ts';
import { reusesEditors } from '../settings.ts';
import { openText } from './openText.ts';
import { readableJson } from './readableJson.ts';

/** A slash in a name would make a folder of it, and the title is the part after the last one. */
const addressOf = (steps: readonly string[]): Uri =>
  Uri.from({ scheme: ANSWER_SCHEME, path: `/${steps.map(step => step.replaceAll('/', '∕')).join('/')}` });

const previewSteps = (path: readonly string[]): readonly string[] => ['preview', ...path];

/** Closes the tab of a text, unless a person keeps it. */
async function closeTab(uri: string): Promise<void> {
  const tabs = window.tabGroups.all.flatMap(group => group.tabs);
  const shown = tabs.filter(
    ({ input, isPinned }) => !isPinned && input instanceof TabInputText && input.uri.toString() === uri,
  );
  await window.tabGroups.close(shown, true);
}

/** The workbench of this window. Read-only documents hold their text until they are closed. */
export class WindowWorkbench extends Owner implements Workbench, TextDocumentContentProvider {
  /** Where our command line lies under its own name. */
  readonly #bin: string;
  readonly #texts = new Map<string, string>();
  /** The address of what was previewed last. */
  #previewed: string | undefined;
  readonly #changed = this.own(new EventEmitter<Uri>());

  /** A document whose text was replaced by a newer answer. */
  readonly onDidChange: Event<Uri> = this.#changed.event;

  /** @param extensionUri The folder of the extension. */
  constructor(extensionUri: Uri) {
    super();
    this.#bin = Uri.joinPath(extensionUri, 'bin').fsPath;
    this.own(workspace.registerTextDocumentContentProvider(ANSWER_SCHEME, this));
    this.own(workspace.onDidCloseTextDocument(({ uri }) => void this.#texts.delete(uri.toString())));
  }

  /** After a restart the text is gone, and nothing is asked of AWS unasked. */
  provideTextDocumentContent(uri: Uri): string {
    return (
      this.#texts.get(uri.toString()) ?? `// ${l10n.t('This answer is no longer available. Run the command again.')}\n`
    );
  }

  async text(uri: string | undefined): Promise<OpenText | undefined> {
    const document =
      uri === undefined ? window.activeTextEditor?.document : await workspace.openTextDocument(Uri.parse(uri));
    return document === undefined ? undefined : openText(document);
  }

  async showAnswer(path: readonly string[], answer: unknown): Promise<void> {
    const document = await workspace.openTextDocument(this.#put(path, answer));
    await window.showTextDocument(document, { preview: true });
  }

  async preview(path: readonly string[], text: string, signal: AbortSignal): Promise<void> {
    const before = this.#previewed;
    const uri = this.#putText(previewSteps(path), text);
    const document = await workspace.openTextDocument(uri);
    if (signal.aborted) return;
    this.#previewed = uri.toString();
    await window.showTextDocument(document, { preview: true, preserveFocus: true });
    // Where a person has preview editors off, every row would leave a tab behind.
    if (before !== undefined && before !== this.#previewed && !reusesEditors()) await closeTab(before);
  }

  async showRow(path: readonly string[], text: string): Promise<void> {
    const document = await workspace.openTextDocument(this.#putText(previewSteps(path), text));
    await window.showTextDocument(document, { preview: false });
  }

  repaint(path: readonly string[], text: string): void {
    const uri = addressOf(previewSteps(path));
    if (!this.#texts.has(uri.toString())) return;
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
  }

  get isRemote(): boolean {
    return env.remoteName !== undefined || env.uiKind === UIKind.Web;
  }

  async browse(url: string): Promise<boolean> {
    return env.openExternal(Uri.parse(url, true));
  }

  async openUntitled(language: string, content: string): Promise<void> {
    const document = await workspace.openTextDocument({ language, content });
    await window.showTextDocument(document, { preview: false });
  }

  async copy(text: string): Promise<void> {
    await env.clipboard.writeText(text);
  }

  runInTerminal(name: string, shellPath: string, shellArgs: readonly string[]): void {
    window.createTerminal({ name, shellPath, shellArgs: [...shellArgs] }).show();
  }

  openShell(name: string, message: string): void {
    const { PATH = '' } = process.env;
    const env = {
      PATH: PATH === '' ? this.#bin : `${this.#bin}${delimiter}${PATH}`,
      NOTIFICATION_EXPLORER_NODE: process.execPath,
    };
    window.createTerminal({ name, env, message }).show();
  }

  async compare(title: string, before: unknown, after: unknown): Promise<void> {
    const left = this.#put(['compare', title, 'before.json'], before);
    const right = this.#put(['compare', title, 'after.json'], after);
    await commands.executeCommand('vscode.diff', left, right, title);
  }

  async compareConflict(title: string, { planned, found, wanted }: Compared): Promise<void> {
    const [before, now, after] = [
      this.#put(['conflict', title, l10n.t('at review.json')], planned),
      this.#put(['conflict', title, l10n.t('in AWS now.json')], found),
      this.#put(['conflict', title, l10n.t('your change.json')], wanted),
    ];
    await commands.executeCommand('vscode.changes', title, [
      [now, before, now],
      [after, now, after],
    ]);
  }

  async showText(title: string, text: string): Promise<void> {
    const uri = this.#putText(['report', `${title}.txt`], text);
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { preview: false, preserveFocus: true });
  }

  async showMarkdown(title: string, markdown: string): Promise<void> {
    const uri = this.#putText(['report', `${title}.md`], markdown);
    await commands.executeCommand('vscode.openWith', uri, 'vscode.markdown.preview.editor');
  }

  async compareMany(title: string, pairs: readonly ComparedPair[]): Promise<void> {
    const resources = pairs.map(({ name, before, after }, index) => {
      // Names of different accounts may be the same.
      const steps = (side: string) => ['many', side, String(index), `${name}.json`];
      const [left, right] = [this.#put(steps('before'), before), this.#put(steps('after'), after)];
      return [right, left, right];
    });
    await commands.executeCommand('vscode.changes', title, resources);
  }

  async compareWithDocument(title: string, text: string, document: Uri): Promise<void> {
    const left = this.#putText(['live', document.path.split('/').at(-1) ?? ''], text);
    await commands.executeCommand('vscode.diff', left, document, title);
  }

  #put(steps: readonly string[], value: unknown): Uri {
    return this.#putText(steps, readableJson(value));
  }

  #putText(steps: readonly string[], text: string): Uri {
    const uri = addressOf(steps);
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    return uri;
  }
}
