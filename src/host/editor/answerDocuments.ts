import {
  commands,
  type Event,
  EventEmitter,
  l10n,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from 'vscode';
import { sourceText } from '../../core/model/account.ts';
import type { Located } from '../asking/draft.ts';
import type { Compared } from '../changing/performWrite.ts';
import { Owner } from '../disposables.ts';
import { ANSWER_SCHEME } from '../manifest/ids.ts';
import { readableJson } from './readableJson.ts';

/** Read-only documents that show what AWS answered. They hold their text until they are closed. */
export class AnswerDocuments extends Owner implements TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #changed = this.own(new EventEmitter<Uri>());

  /** A document whose text was replaced by a newer answer. */
  readonly onDidChange: Event<Uri> = this.#changed.event;

  constructor() {
    super();
    this.own(workspace.registerTextDocumentContentProvider(ANSWER_SCHEME, this));
    this.own(workspace.onDidCloseTextDocument(({ uri }) => void this.#texts.delete(uri.toString())));
  }

  /** After a restart the text is gone, and nothing is asked of AWS unasked. */
  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? `// ${l10n.t('This answer is no longer kept. Run the command again.')}\n`;
  }

  /** Shows an answer; the same question again replaces the text. */
  async show(draft: Located, answer: unknown): Promise<void> {
    const target = draft.target === null ? '' : ` ${draft.target.name}`;
    const uri = this.#put(
      [sourceText(draft.source), draft.accountId, draft.region, `${draft.operation.name}${target}.json`],
      answer,
    );
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { preview: true });
  }

  /** Shows two values side by side. */
  async compare(title: string, before: unknown, after: unknown): Promise<void> {
    const left = this.#put(['compare', title, 'before.json'], before);
    const right = this.#put(['compare', title, 'after.json'], after);
    await commands.executeCommand('vscode.diff', left, right, title);
  }

  /** Shows what a conflict is about, in two comparisons: what someone else changed, and what overwriting would. */
  async compareConflict(title: string, { planned, found, wanted }: Compared): Promise<void> {
    const [before, now, after] = [
      this.#put(['conflict', title, l10n.t('planned over.json')], planned),
      this.#put(['conflict', title, l10n.t('there now.json')], found),
      this.#put(['conflict', title, l10n.t('wanted.json')], wanted),
    ];
    await commands.executeCommand('vscode.changes', title, [
      [now, before, now],
      [after, now, after],
    ]);
  }

  /** Shows a text, such as a plan or a list of results; the same title again replaces it. */
  async showText(title: string, text: string): Promise<void> {
    const uri = this.#putText(['report', `${title}.txt`], text);
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { preview: false, preserveFocus: true });
  }

  /** Shows a text, left, beside a document. */
  async compareWithDocument(title: string, text: string, document: Uri): Promise<void> {
    const left = this.#putText(['live', document.path.split('/').at(-1) ?? ''], text);
    await commands.executeCommand('vscode.diff', left, document, title);
  }

  #put(steps: readonly string[], value: unknown): Uri {
    return this.#putText(steps, readableJson(value));
  }

  #putText(steps: readonly string[], text: string): Uri {
    // A slash in a name would make a folder of it, and the title is the part after the last one.
    const path = steps.map(step => step.replaceAll('/', '∕')).join('/');
    const uri = Uri.from({ scheme: ANSWER_SCHEME, path: `/${path}` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    return uri;
  }
}
