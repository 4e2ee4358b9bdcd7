import { l10n, StatusBarAlignment, window } from 'vscode';
import { type MarkedAccount, UNMARKED } from '../../core/model/accountMarks.ts';
import { targetTitle } from '../../messages/documentText.ts';
import { showMarked } from '../accounts/markedStatus.ts';
import { Owner } from '../disposables.ts';
import { commandId } from '../manifest/commands.ts';
import { LIVE_SCHEME, PREFIX } from '../manifest/ids.ts';
import { lintedLanguage } from '../manifest/lintedLanguages.ts';
import type { DocumentTarget, HostServices } from '../services.ts';
import type { DocumentLint } from './documentLint.ts';
import type { KeptTargets } from './documentTargets.ts';

/** What the status has of the window, which it opens for a document whose account was chosen. */
interface StatusHost {
  readonly open: () => Promise<unknown>;
  readonly opened: () => Pick<HostServices, 'marks'> | undefined;
}

/** Shows in the status bar where the document in front is meant to be set; pressing it asks. */
export class TargetStatus extends Owner {
  readonly #item = this.own(window.createStatusBarItem(`${PREFIX}.target`, StatusBarAlignment.Right, 101));

  constructor(
    readonly documents: DocumentLint,
    readonly targets: KeptTargets,
    readonly host: StatusHost,
  ) {
    super();
    this.#item.name = l10n.t('Account / Region');
    this.own(window.onDidChangeActiveTextEditor(() => this.show()));
    this.own(targets.onDidChange(() => this.show()));
    this.show();
  }

  /** What the account is marked as that a document is meant for; looked for once there is one. */
  #markedAt(target: DocumentTarget | undefined): MarkedAccount {
    const source = target?.source ?? null;
    const marks = this.host.opened()?.marks;
    if (marks === undefined && source !== null) void this.host.open().then(() => this.#follow());
    return marks === undefined || source === null
      ? UNMARKED
      : marks.of({ source, accountId: target?.accountId ?? null });
  }

  /** Shows marks that change, from when they are known. */
  #follow(): void {
    const marks = this.host.opened()?.marks;
    if (marks === undefined || this.closed || this.#following) return;
    this.#following = true;
    this.onDispose(marks.onDidChange(() => this.show()));
    this.show();
  }

  #following = false;

  /** What is shown now; undefined where the item is hidden. */
  get text(): string | undefined {
    return this.#shown ? this.#item.text : undefined;
  }

  #shown = false;

  /** Looks again at the document in front. */
  show(): void {
    const document = window.activeTextEditor?.document;
    const kind =
      document === undefined || lintedLanguage(document) === undefined ? null : this.documents.look(document).kind;
    // A fleet file says for each thing where it is.
    this.#shown = document !== undefined && kind !== null && kind !== 'fleet';
    if (!this.#shown || document === undefined) {
      this.#item.hide();
      return;
    }
    const target = this.targets.get(document.uri);
    const where = target === undefined ? null : targetTitle(target, l10n.t);
    const says = where === null ? l10n.t('Account / Region') : where.replaceAll('$(', '\\$(');
    showMarked(this.#item, this.#markedAt(target), `$(bell) ${says}`, l10n.t);
    const isLive = document.uri.scheme === LIVE_SCHEME;
    this.#item.command = isLive ? undefined : commandId('chooseTarget');
    this.#item.tooltip = tooltip(where, isLive);
    this.#item.show();
  }
}

function tooltip(where: string | null, isLive: boolean): string {
  if (where === null) {
    return l10n.t('Choose the account and Region this document is for. Nothing in AWS changes.');
  }
  return isLive
    ? l10n.t('This document shows what is set in {0}. Every change is still confirmed.', where)
    : l10n.t('This document is for {0}. Every change is still confirmed.', where);
}
