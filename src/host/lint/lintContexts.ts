import { randomUUID } from 'node:crypto';
import { EventEmitter, type TextDocument, type Uri } from 'vscode';
import type { LintContext } from '../../core/lint/model/rule.ts';
import { isProduction } from '../../core/model/accountMarks.ts';
import { Owner } from '../disposables.ts';
import { liveResource } from '../manifest/liveResource.ts';
import type { DocumentKnowledge, DocumentTarget, HostServices } from '../services.ts';
import { onSettingChange, setting } from '../settings.ts';
import type { KeptTargets } from './documentTargets.ts';
import { OtherHubs } from './otherHubs.ts';

/** What rules may know of a document beyond its text. */
export class LintContexts extends Owner implements DocumentKnowledge {
  readonly targets: KeptTargets;
  readonly #changed = this.own(new EventEmitter<void>());
  /** Told when what is known of any document changed. */
  readonly onDidChange = this.#changed.event;
  /** Members that take the place of what is known: tests say with it what day it is. */
  override: Partial<LintContext> = {};
  readonly #otherHubs: OtherHubs;

  readonly #opened: () => Pick<HostServices, 'lists' | 'marks'> | undefined;

  /** @param opened What this window has listed and knows of marks, once anything was asked for. */
  constructor(targets: KeptTargets, opened: () => Pick<HostServices, 'lists' | 'marks'> | undefined) {
    super();
    this.targets = targets;
    this.#opened = opened;
    this.own(targets.onDidChange(() => this.#changed.fire()));
    this.#otherHubs = this.own(new OtherHubs(targets, () => this.#changed.fire()));
    this.own(onSettingChange('productionAccounts', () => this.#changed.fire()));
  }

  /** Says that what is known has changed. */
  changed(): void {
    this.#changed.fire();
  }

  of(document: TextDocument): LintContext {
    const target = this.targetOf(document.uri);
    const account = target?.accountId ?? undefined;
    return {
      today: new Date().toISOString().slice(0, 10),
      freshToken: randomUUID,
      account,
      region: target?.region ?? undefined,
      listed: this.#listed(target),
      otherHubs: account === undefined ? undefined : this.#otherHubs.of(document.uri, account),
      production: target === undefined ? undefined : this.#isProduction(target),
      // What was never saved is in nobody's version control.
      tracked: document.isUntitled ? false : undefined,
      ...this.override,
    };
  }

  contextAt(target: DocumentTarget): LintContext {
    return {
      today: new Date().toISOString().slice(0, 10),
      freshToken: randomUUID,
      account: target.accountId ?? undefined,
      region: target.region ?? undefined,
      listed: this.#listed(target),
      otherHubs: target.accountId === null ? undefined : this.#otherHubs.of(null, target.accountId),
      production: this.#isProduction(target),
      tracked: false,
      ...this.override,
    };
  }

  /** What a person who wrote this may have chosen from. */
  #listed(target: DocumentTarget | undefined): LintContext['listed'] {
    const { accountId = null, region = null } = target ?? {};
    if (accountId === null || region === null) return undefined;
    return { topic: this.#opened()?.lists.known('topic', { accountId, region }) };
  }

  /** True where the account is marked as production, or the settings name it, by its id or its profile. */
  #isProduction({ source, accountId }: DocumentTarget): boolean {
    const marks = this.#opened()?.marks;
    if (source !== null && marks !== undefined && isProduction(marks.of({ source, accountId }))) return true;
    const named = setting('productionAccounts');
    return (
      (accountId !== null && named.includes(accountId)) || (source?.kind === 'profile' && named.includes(source.name))
    );
  }

  /** Where a document is meant to be set. */
  targetOf(uri: Uri): DocumentTarget | undefined {
    return liveResource(uri) ?? this.targets.get(uri);
  }
}
