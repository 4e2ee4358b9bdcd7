import { languages, type TextDocument, window, workspace } from 'vscode';
import { Owner } from '../disposables.ts';
import { PREFIX } from '../manifest/ids.ts';
import { lintedLanguage, mayConcernNow } from '../manifest/lintedLanguages.ts';
import { onSettingChange, setting } from '../settings.ts';
import { registerCodeActions } from './codeActions.ts';
import { CodeLenses } from './codeLenses.ts';
import { Completions } from './completions.ts';
import { diagnosticOf } from './diagnostics.ts';
import { DocumentLint } from './documentLint.ts';
import { DocumentTargets } from './documentTargets.ts';
import { Hovers } from './hovers.ts';
import { knownAccount } from './knownAccount.ts';
import { LintContexts } from './lintContexts.ts';
import { LiveValues } from './liveValues.ts';
import type { LintNeeds } from './registerLint.ts';
import { TargetStatus } from './targetStatus.ts';

/** How long edits are gathered before a document is linted again, in milliseconds. */
const DELAY_MS = 20;

/** Lints the open documents, and gives what belongs to what it says. */
export class Linter extends Owner {
  readonly targets: DocumentTargets;
  readonly contexts: LintContexts;
  readonly documents: DocumentLint;
  readonly status: TargetStatus;
  readonly #shown = this.own(languages.createDiagnosticCollection(PREFIX));
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  /** Documents that are none of ours by what they hold. */
  readonly #foreign = new Set<string>();

  constructor(needs: LintNeeds) {
    super();
    this.targets = this.own(new DocumentTargets(needs.context.workspaceState));
    this.contexts = this.own(new LintContexts(this.targets));
    this.documents = new DocumentLint({
      context: document => this.contexts.of(document),
      rules: () => setting('lint.rules'),
      enabled: () => setting('lint.enabled'),
    });
    this.own(registerCodeActions(this.documents));
    this.own(new CodeLenses(this.documents, this.targets));
    new Hovers(this.documents, id => knownAccount(id, this.targets, needs.openSession())).register(this);
    const live = new LiveValues(async (where, signal) => (await needs.session()).scope(where, signal));
    new Completions(this.documents, this.targets, live).register(this);
    this.status = this.own(new TargetStatus(this.documents, this.targets));
    this.own(workspace.onDidOpenTextDocument(document => this.#show(document)));
    this.own(workspace.onDidCloseTextDocument(document => this.#close(document)));
    this.own(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        const foreign = this.#foreign.has(document.uri.toString());
        if (lintedLanguage(document) === undefined) return;
        if (foreign && !mayConcernNow(document, contentChanges)) this.documents.keepForeign(document);
        else this.#showSoon(document);
      }),
    );
    const again = () => this.#showAgain();
    this.own(onSettingChange('lint.rules', again));
    this.own(onSettingChange('lint.enabled', again));
    this.own(this.contexts.onDidChange(again));
    this.onDispose(() => this.#waiting.forEach(timer => void clearTimeout(timer)));
    this.#showAgain();
  }

  /** Lints all open documents anew: what they are judged by has changed. */
  #showAgain(): void {
    this.documents.forget();
    for (const document of workspace.textDocuments) this.#show(document);
  }

  /** One that takes long to lint is linted less often: half of the time is left for everything else. */
  #showSoon(document: TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.#waiting.get(key));
    const delay = Math.max(DELAY_MS, this.documents.took(document));
    this.#waiting.set(
      key,
      setTimeout(() => this.#show(document), delay),
    );
  }

  #show(document: TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.#waiting.get(key));
    this.#waiting.delete(key);
    if (document.isClosed || lintedLanguage(document) === undefined) return;
    const { findings, foreign } = this.documents.look(document);
    if (document === window.activeTextEditor?.document) this.status.show();
    if (foreign) this.#foreign.add(key);
    else this.#foreign.delete(key);
    this.#shown.set(
      document.uri,
      findings.map(finding => diagnosticOf(document, finding)),
    );
  }

  #close(document: TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.#waiting.get(key));
    this.#waiting.delete(key);
    this.#foreign.delete(key);
    this.documents.forget(document);
    this.#shown.delete(document.uri);
  }
}
