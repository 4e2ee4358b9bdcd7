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
import { Owner } from '../disposables.ts';
import { ANSWER_SCHEME } from '../manifest/ids.ts';
import type { Located } from '../operations/draft.ts';
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

  #put(steps: readonly string[], value: unknown): Uri {
    // A slash in a name would make a folder of it, and the title is the part after the last one.
    const path = steps.map(step => step.replaceAll('/', '∕')).join('/');
    const uri = Uri.from({ scheme: ANSWER_SCHEME, path: `/${path}` });
    this.#texts.set(uri.toString(), readableJson(value));
    this.#changed.fire(uri);
    return uri;
  }
}
