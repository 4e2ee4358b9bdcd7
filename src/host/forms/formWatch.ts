import { accountPath } from '../../core/inventory/paths.ts';
import { writeRow } from '../../core/kinds/table.ts';
import { requestInText } from '../../core/lint/lintRequestText.ts';
import { sourceKey } from '../../core/model/account.ts';
import { isProduction } from '../../core/model/accountMarks.ts';
import type { JournalEntry } from '../../core/model/journal.ts';
import { plainText } from '../../core/model/plainText.ts';
import { readOnlyText } from '../../messages/changeText.ts';
import { accountNoticeText, changedElsewhereText, productionText, untrustedText } from '../../messages/formText.ts';
import { accountName, accountTitle } from '../../messages/nodeText.ts';
import type { NoticeView } from '../../shared/form/pieces.ts';
import { markStep } from '../changing/confirm.ts';
import { clipped } from '../prompts/clipped.ts';
import type { NextStep } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';
import type { FormState } from './formState.ts';

/** What watching uses of the window. */
export type WatchHost = Pick<HostServices, 't' | 'prompter' | 'explorer' | 'aws' | 'trust' | 'history' | 'marks'>;

/** What holds of a form's surroundings, with what can be done about it. */
export interface Notice {
  readonly id: 'untrusted' | 'production' | 'read-only' | 'account' | 'changed-elsewhere';
  readonly tone: NoticeView['tone'];
  readonly text: string;
  /** True where nothing can be applied while it holds. */
  readonly blocks: boolean;
  readonly steps: readonly NextStep[];
}

/** What a form can do about what it is told. */
export interface WatchActions {
  readonly loadLive: () => Promise<void>;
  readonly changePlace: () => Promise<void>;
  /** Told when other notices hold. */
  readonly changed: () => void;
}

/** Watches what a form depends on: trust, its account, and what others do to its resource. */
export class FormWatch {
  readonly #state: FormState;
  readonly #host: WatchHost;
  readonly #actions: WatchActions;
  readonly #ends: (() => void)[] = [];
  /** Changes that are known to the person, or this form's own. */
  readonly #known = new Set<string>();
  #account: Notice | undefined;
  #elsewhere: Notice | undefined;
  #looks = 0;

  constructor(host: WatchHost, state: FormState, actions: WatchActions) {
    this.#host = host;
    this.#state = state;
    this.#actions = actions;
  }

  /** Begins to watch. What was changed before is not told. */
  async begin(): Promise<void> {
    const { history, explorer } = this.#host;
    this.#ends.push(
      explorer.onDidChange(paths => {
        const { source } = this.#state.draft;
        if (source !== null && (paths === undefined || paths.includes(accountPath(source)))) void this.lookAtAccount();
      }),
    );
    await Promise.all([history.load(), this.lookAtAccount()]);
    this.#knowAll();
    const listener = history.onDidChange(() => this.#lookElsewhere());
    this.#ends.push(() => listener.dispose());
    this.#ends.push(this.#host.marks.onDidChange(() => this.#actions.changed()));
  }

  dispose(): void {
    for (const end of this.#ends.splice(0)) end();
  }

  /** All that holds now. */
  get notices(): readonly Notice[] {
    const { t, trust } = this.#host;
    const untrusted: Notice = {
      ...{ id: 'untrusted', tone: 'warning', blocks: true, text: untrustedText(t) },
      steps: [trust.manage],
    };
    return [
      ...(trust.forbidden() === null ? [] : [untrusted]),
      ...this.#marked(),
      ...(this.#account === undefined ? [] : [this.#account]),
      ...(this.#elsewhere === undefined ? [] : [this.#elsewhere]),
    ];
  }

  /** What the account is marked as. */
  #marked(): readonly Notice[] {
    const { t, marks } = this.#host;
    const { source, accountId } = this.#state.draft;
    if (source === null) return [];
    const marked = marks.of({ source, accountId });
    const title = accountTitle(source, accountId, t);
    const locked = marked.readOnly === null ? [] : [readOnlyText(title, marked.readOnly, t)];
    return [
      ...(isProduction(marked)
        ? [
            {
              id: 'production',
              tone: 'error',
              blocks: false,
              text: clipped(productionText(title, t)),
              steps: [],
            } as const,
          ]
        : []),
      ...locked.map(text => ({
        ...({ id: 'read-only', tone: 'error', blocks: true, text: clipped(text) } as const),
        steps: [markStep(this.#host, { source, accountId })],
      })),
    ];
  }

  /** A change of this form's own is no news. */
  own(id: string): void {
    this.#known.add(id);
  }

  /** Looks whether the account is still there, and the same. */
  async lookAtAccount(): Promise<void> {
    this.#looks += 1;
    const look = this.#looks;
    const account = await this.#accountNotice();
    if (look !== this.#looks) return;
    const isSame = account?.text === this.#account?.text;
    this.#account = account;
    if (!isSame) this.#actions.changed();
  }

  async #accountNotice(): Promise<Notice | undefined> {
    const { t, explorer, aws } = this.#host;
    const { source, accountId } = this.#state.draft;
    if (source === null || accountId === null) return undefined;
    const node = explorer.node(accountPath(source));
    const name = accountName(source, t);
    if (node?.type === 'account') {
      const isOther = node.state === 'ready' && node.accountId !== null && node.accountId !== accountId;
      const actual = { confirmed: accountId, accountId: node.accountId ?? '' };
      return isOther ? this.#noticeOfAccount(accountNoticeText(name, actual, t)) : undefined;
    }
    const { sources } = await aws.directory.list();
    const isKnown = sources.some(one => sourceKey(one.source) === sourceKey(source));
    return isKnown ? undefined : this.#noticeOfAccount(accountNoticeText(name, null, t));
  }

  #noticeOfAccount(text: string): Notice {
    const { t } = this.#host;
    const steps = [{ label: t('Change Account…'), run: () => this.#actions.changePlace() }];
    return { id: 'account', tone: 'error', blocks: true, text, steps };
  }

  #lookElsewhere(): void {
    const newest = this.#host.history.entries.find(entry => this.#isNews(entry));
    if (newest === undefined) return;
    const { t } = this.#host;
    const { operation } = this.#state.draft;
    const keep = { label: t('Keep My Text'), run: () => this.#settle() };
    const load = {
      label: t('Load Current Settings'),
      run: async () => {
        this.#settle();
        await this.#actions.loadLive();
      },
    };
    const title = writeRow(newest.operation).write.title(t);
    this.#elsewhere = {
      ...{ id: 'changed-elsewhere', tone: 'warning', blocks: false },
      text: clipped(changedElsewhereText(title, plainText(newest.outcome?.time ?? newest.time), t)),
      // Of what is made anew beside others, nothing is there to load.
      steps: operation.effect === 'replace' ? [load, keep] : [keep],
    };
    this.#actions.changed();
  }

  #isNews({ id, accountId, region, kind, name, outcome }: JournalEntry): boolean {
    const { draft, text } = this.#state;
    const { operation } = draft;
    const isOver = outcome !== null && ['done', 'accepted', 'unknown', 'conflict'].includes(outcome.result);
    if (!isOver || this.#known.has(id)) return false;
    if (accountId !== draft.accountId || region !== draft.region || kind !== operation.kind) return false;
    return name === operation.resourceName(requestInText(text) ?? operation.preset(draft.target));
  }

  #settle(): void {
    this.#knowAll();
    this.#elsewhere = undefined;
    this.#actions.changed();
  }

  #knowAll(): void {
    for (const { id, outcome } of this.#host.history.entries) if (outcome !== null) this.#known.add(id);
  }
}
