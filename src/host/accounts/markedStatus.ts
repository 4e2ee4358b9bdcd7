import { StatusBarAlignment, type StatusBarItem, ThemeColor, window } from 'vscode';
import { isProduction, type MarkableAccount, type MarkedAccount } from '../../core/model/accountMarks.ts';
import { plainText } from '../../core/model/plainText.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import { Owner } from '../disposables.ts';
import { PREFIX } from '../manifest/ids.ts';
import type { HostServices } from '../services.ts';

type StatusHost = Pick<HostServices, 't' | 'marks'>;

/** Gives an item of the status bar the look of an account: the words of its marks before what it says, and red for production. */
export function showMarked(item: StatusBarItem, marked: MarkedAccount, says: string, t: HostServices['t']): void {
  const words = [
    ...(isProduction(marked) ? [`$(flame) ${t('PRODUCTION')}`] : []),
    ...(marked.readOnly === null ? [] : [`$(lock) ${t('read-only')}`]),
  ];
  item.text = [...words, says].join(' · ');
  item.backgroundColor = isProduction(marked) ? new ThemeColor('statusBarItem.errorBackground') : undefined;
}

/** The one of a window. */
export const markedStatus = (host: StatusHost): MarkedStatus => new MarkedStatus(host);

/** Shows in the status bar whose account the form in front leads to, where that is marked. */
export class MarkedStatus extends Owner {
  readonly #host: StatusHost;
  readonly #item = this.own(window.createStatusBarItem(`${PREFIX}.account`, StatusBarAlignment.Right, 102));

  constructor(host: StatusHost) {
    super();
    this.#host = host;
    this.#item.name = host.t('Production or Read-Only Account');
  }

  /** What is shown now, for tests; undefined where nothing is. */
  get text(): string | undefined {
    return this.#shown ? this.#item.text : undefined;
  }

  #shown = false;

  /** @param account Null where nothing in front is about one. */
  show(account: MarkableAccount | null): void {
    const { t, marks } = this.#host;
    const marked = account === null ? null : marks.of(account);
    this.#shown = marked !== null && (isProduction(marked) || marked.readOnly !== null);
    if (account === null || marked === null || !this.#shown) {
      this.#item.hide();
      return;
    }
    const title = accountTitle(account.source, account.accountId, t);
    showMarked(this.#item, marked, plainText(title).replaceAll('$(', '\\$('), t);
    this.#item.tooltip = t('The form in front leads to this account.');
    this.#item.show();
  }
}
