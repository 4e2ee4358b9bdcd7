import { type TextDocument, type Uri, workspace } from 'vscode';
import { Owner } from '../disposables.ts';
import { mayConcern, mayConcernNow } from '../manifest/lintedLanguages.ts';
import type { Linter, LintHost } from './linter.ts';
import { RulePages } from './rulePages.ts';

/** Lints open documents. The linter itself is loaded when the first document is opened that may be ours. */
export class LintWatch extends Owner {
  readonly #host: LintHost;
  readonly #watching = this.own(new Owner());
  #loading: Promise<Linter> | undefined;

  constructor(extensionUri: Uri, host: LintHost) {
    super();
    this.#host = host;
    this.own(new RulePages(extensionUri));
    const watching = this.#watching;
    watching.own(workspace.onDidOpenTextDocument(document => this.#look(document)));
    watching.own(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (mayConcernNow(document, contentChanges)) void this.linter();
      }),
    );
    // Large documents may be open already, and activation is not to wait for a look through them.
    const soon = setImmediate(() => {
      for (const document of workspace.textDocuments) this.#look(document);
    });
    watching.onDispose(() => clearImmediate(soon));
  }

  /** The linter, loaded by whoever asks first. */
  linter(): Promise<Linter> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<Linter> {
    this.#watching.dispose();
    const { Linter } = await import('./linter.ts');
    return this.own(new Linter(this.#host));
  }

  #look(document: TextDocument): void {
    if (this.#loading === undefined && mayConcern(document)) void this.linter();
  }
}
