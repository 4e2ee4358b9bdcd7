import { l10n, QuickInputButtons, type QuickPick, type QuickPickItem, ThemeIcon, window } from 'vscode';
import { errorLine } from '../../messages/errorText.ts';
import { Owner } from '../disposables.ts';
import { withoutIcons } from './plainMessage.ts';
import { answer, type Option, type PickQuestion, type Reply } from './prompter.ts';

interface Item<T> extends QuickPickItem {
  readonly role: 'option' | 'typed' | 'fault' | 'failure';
  readonly option?: Option<T>;
}

/** How an option stands in a list. */
export function optionItem<T>(option: Option<T>): QuickPickItem {
  const { label, description, icon } = option;
  return {
    label: withoutIcons(label),
    ...(description === undefined ? {} : { description: withoutIcons(description) }),
    ...(icon === undefined ? {} : { iconPath: new ThemeIcon(icon) }),
  };
}

/** One list question in VS Code's quick pick: options appear as they arrive, and text can be taken beside them. */
export class PickBox<T> extends Owner {
  readonly #box: QuickPick<Item<T>> = this.own(window.createQuickPick<Item<T>>());
  readonly #options: Item<T>[] = [];
  #extra: Item<T> | undefined;
  #failure: Item<T> | undefined;
  #resolve: (reply: Reply<T>) => void = () => undefined;

  constructor(readonly question: PickQuestion<T>) {
    super();
    const { title, step, steps, prompt, typed } = question;
    const box = this.#box;
    box.title = title;
    box.placeholder = typed === undefined ? prompt : l10n.t('{0} (pick one, or type it)', prompt);
    if (steps > 1) Object.assign(box, { step, totalSteps: steps });
    box.ignoreFocusOut = true;
    box.matchOnDescription = true;
    box.buttons = step > 1 ? [QuickInputButtons.Back] : [];
    this.own(box.onDidTriggerButton(() => this.#resolve({ kind: 'back' })));
    this.own(box.onDidHide(() => this.#resolve({ kind: 'stop' })));
    this.own(box.onDidChangeValue(() => void this.#check()));
    this.own(box.onDidAccept(() => void this.#accept()));
  }

  /** Asks, and disposes the box when there is a reply. */
  async ask(): Promise<Reply<T>> {
    try {
      return await new Promise<Reply<T>>(resolve => {
        this.#resolve = resolve;
        this.#box.show();
        void this.#fill();
      });
    } finally {
      this.dispose();
    }
  }

  async #fill(): Promise<void> {
    this.#box.busy = true;
    try {
      for await (const page of this.question.options) {
        if (this.closed) return;
        this.#options.push(...page.map(option => ({ ...optionItem(option), role: 'option', option }) as const));
        this.#show();
      }
    } catch (error) {
      if (this.closed) return;
      const label = l10n.t('The list could not be read');
      const detail = withoutIcons(errorLine(error, l10n.t));
      this.#failure = { role: 'failure', label, detail, alwaysShow: true, iconPath: new ThemeIcon('error') };
      this.#show();
    }
    if (!this.closed) this.#box.busy = false;
  }

  #show(): void {
    const [active] = this.#box.activeItems;
    this.#box.items = [...this.#options, ...[this.#extra, this.#failure].filter(item => item !== undefined)];
    if (active !== undefined && this.#box.items.includes(active)) this.#box.activeItems = [active];
    else if (this.#options[0]?.option?.unfit === true) this.#box.activeItems = [];
  }

  /** Offers what was typed, or says why it cannot be taken; the list's own entries need no second way. */
  async #check(): Promise<void> {
    const { typed } = this.question;
    const text = this.#box.value.trim();
    if (typed === undefined) return;
    const listed = this.#options.some(({ option }) => option?.label === text);
    const result = text === '' || listed ? undefined : await typed(text);
    if (this.closed || this.#box.value.trim() !== text) return;
    const common = { alwaysShow: true } as const;
    if (result === undefined) this.#extra = undefined;
    else if (result.kind === 'fits') {
      const label = l10n.t('Use “{0}”', withoutIcons(text));
      const option = { label: text, value: result.value };
      this.#extra = { ...common, role: 'typed', label, option, iconPath: new ThemeIcon('edit') };
    } else {
      const label = l10n.t('“{0}” can’t be used', withoutIcons(text));
      const detail = withoutIcons(result.text);
      this.#extra = { ...common, role: 'fault', label, detail, iconPath: new ThemeIcon('error') };
    }
    this.#show();
  }

  async #accept(): Promise<void> {
    const [chosen] = this.#box.selectedItems;
    if (chosen?.option !== undefined) return this.#resolve(answer(chosen.option.value));
    if (chosen !== undefined || this.question.typed === undefined) return;
    // Enter was pressed before what was typed could be offered.
    const text = this.#box.value.trim();
    const result = text === '' ? undefined : await this.question.typed(text);
    if (result?.kind === 'fits' && !this.closed) this.#resolve(answer(result.value));
  }
}
