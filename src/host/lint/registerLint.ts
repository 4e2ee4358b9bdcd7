import { type ExtensionContext, type TextDocument, workspace } from 'vscode';
import { Owner } from '../disposables.ts';
import { mayConcern, mayConcernNow } from '../manifest/lintedLanguages.ts';
import type { Session } from '../session.ts';
import type { Linter } from './linter.ts';
import { RulePages } from './rulePages.ts';

/** What the linter needs of the extension. */
export interface LintNeeds {
  readonly context: ExtensionContext;
  /** Opens what is behind the view. The linter asks for it only once a document's account was chosen. */
  readonly session: () => Promise<Session>;
  /** The same, where it is open already. */
  readonly openSession: () => Session | undefined;
}

/** Lints open documents. The linter itself is loaded when the first document is opened that may be ours. */
export class LintRegistration extends Owner {
  readonly #needs: LintNeeds;
  readonly #watching = this.own(new Owner());
  #loading: Promise<Linter> | undefined;

  constructor(needs: LintNeeds) {
    super();
    this.#needs = needs;
    this.own(new RulePages(needs.context));
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
    return this.own(new Linter(this.#needs));
  }

  #look(document: TextDocument): void {
    if (this.#loading === undefined && mayConcern(document)) void this.linter();
  }
}
