import { randomUUID } from 'node:crypto';
import { EventEmitter, type TextDocument, type Uri } from 'vscode';
import type { LintContext } from '../../core/lint/model/rule.ts';
import { Owner } from '../disposables.ts';
import { liveResource } from '../manifest/liveResource.ts';
import type { DocumentKnowledge, DocumentTarget, LiveLists } from '../services.ts';
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

  readonly #lists: () => Pick<LiveLists, 'known'> | undefined;

  /** @param lists What was listed in this window, once anything was. */
  constructor(targets: KeptTargets, lists: () => Pick<LiveLists, 'known'> | undefined) {
    super();
    this.targets = targets;
    this.#lists = lists;
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
      freshToken: randomUUID(),
      account,
      region: target?.region ?? undefined,
      listed: this.#listed(target),
      otherHubs: account === undefined ? undefined : this.#otherHubs.of(document.uri, account),
      production: target === undefined ? undefined : isProduction(target),
      // What was never saved is in nobody's version control.
      tracked: document.isUntitled ? false : undefined,
      ...this.override,
    };
  }

  contextAt(target: DocumentTarget): LintContext {
    return {
      today: new Date().toISOString().slice(0, 10),
      freshToken: randomUUID(),
      account: target.accountId ?? undefined,
      region: target.region ?? undefined,
      listed: this.#listed(target),
      otherHubs: target.accountId === null ? undefined : this.#otherHubs.of(null, target.accountId),
      production: isProduction(target),
      tracked: false,
      ...this.override,
    };
  }

  /** What a person who wrote this may have chosen from. */
  #listed(target: DocumentTarget | undefined): LintContext['listed'] {
    const { accountId = null, region = null } = target ?? {};
    if (accountId === null || region === null) return undefined;
    return { topic: this.#lists()?.known('topic', { accountId, region }) };
  }

  /** Where a document is meant to be set. */
  targetOf(uri: Uri): DocumentTarget | undefined {
    return liveResource(uri) ?? this.targets.get(uri);
  }
}

/** True where the person's settings name the account, by its id or its profile. */
function isProduction({ source, accountId }: DocumentTarget): boolean {
  const named = setting('productionAccounts');
  return (
    (accountId !== null && named.includes(accountId)) || (source?.kind === 'profile' && named.includes(source.name))
  );
}
