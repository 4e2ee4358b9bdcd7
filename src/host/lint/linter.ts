import { l10n, languages, type Memento, type TextDocument, window, workspace } from 'vscode';
import type { ParsedFormat, Parsers } from '../../core/lint/parsers.ts';
import { accountName } from '../../messages/nodeText.ts';
import { loadParsers } from '../../parsers/loadParsers.ts';
import { Owner } from '../disposables.ts';
import { PREFIX } from '../manifest/ids.ts';
import { lintedLanguage, mayConcernNow } from '../manifest/lintedLanguages.ts';
import type { HostServices } from '../services.ts';
import { onSettingChange, setting } from '../settings.ts';
import { registerCodeActions } from './codeActions.ts';
import { CodeLenses } from './codeLenses.ts';
import { Completions } from './completions.ts';
import { diagnosticOf } from './diagnostics.ts';
import { DocumentLint } from './documentLint.ts';
import { KeptTargets } from './documentTargets.ts';
import { Hovers } from './hovers.ts';
import { LintContexts } from './lintContexts.ts';
import { TargetStatus } from './targetStatus.ts';

/** How long edits are gathered before a document is linted again, in milliseconds. */
const DELAY_MS = 20;

/** What the linter has of the window. It stands alone until a document's account was chosen. */
export interface LintHost {
  readonly workspaceState: Memento;
  /** Opens what is behind the view. */
  readonly open: () => Promise<HostServices>;
  /** The same, where it is open already. */
  readonly opened: () => HostServices | undefined;
}

/** Lints the open documents, and gives what belongs to what it says. */
export class Linter extends Owner {
  readonly targets: KeptTargets;
  readonly contexts: LintContexts;
  readonly documents: DocumentLint;
  readonly status: TargetStatus;
  readonly #shown = this.own(languages.createDiagnosticCollection(PREFIX));
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  #parsers: Parsers = {};
  /** Formats whose parsers are loaded, or on their way. */
  readonly #loaded = new Set<ParsedFormat>();
  /** Documents that are none of ours by what they hold. */
  readonly #foreign = new Set<string>();

  constructor(host: LintHost) {
    super();
    this.targets = this.own(new KeptTargets(host.workspaceState));
    this.contexts = this.own(new LintContexts(this.targets, host.opened));
    this.documents = new DocumentLint({
      context: document => this.contexts.of(document),
      rules: () => setting('lint.rules'),
      enabled: () => setting('lint.enabled'),
      parsers: () => this.#parsers,
      load: formats => void this.#load(formats),
    });
    this.own(registerCodeActions(this.documents));
    this.own(new CodeLenses(this.documents, this.targets));
    new Hovers(this.documents, id => this.#knownAccount(id, host.opened())).register(this);
    new Completions(this.documents, this.targets, host.open).register(this);
    this.status = this.own(new TargetStatus(this.documents, this.targets, host));
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

  /** What is known of an account without asking: the name of one that is shown, or that a document is meant for. */
  #knownAccount(id: string, host: Pick<HostServices, 'explorer'> | undefined): string | undefined {
    const shown = (host?.explorer.roots() ?? []).flatMap(path => {
      const node = host?.explorer.node(path);
      return node?.type === 'account' && node.accountId === id ? [node.source] : [];
    });
    const chosen = this.targets
      .all()
      .flatMap(([, { source, accountId }]) => (accountId === id && source !== null ? [source] : []));
    const [source] = [...shown, ...chosen];
    return source === undefined ? undefined : accountName(source, l10n.t);
  }

  /** Loads the parsers that a document waits for, and looks at the documents again. What cannot be loaded is told, once. */
  async #load(formats: readonly ParsedFormat[]): Promise<void> {
    const wanted = formats.filter(format => !this.#loaded.has(format));
    if (wanted.length === 0) return;
    for (const format of wanted) this.#loaded.add(format);
    try {
      this.#parsers = { ...this.#parsers, ...(await loadParsers(wanted)) };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const text = l10n.t('Such files can’t be checked: part of the extension is missing. Reinstall it. ({0})', why);
      void window.showErrorMessage(text);
      return;
    }
    if (!this.closed) this.#showAgain();
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
