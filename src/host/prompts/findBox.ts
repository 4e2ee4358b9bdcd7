import { type QuickPick, type QuickPickItem, ThemeIcon, window } from 'vscode';
import { Owner } from '../disposables.ts';
import { optionItem } from './pickBox.ts';
import { withoutIcons } from './plainMessage.ts';
import { answer, type FindQuestion, type Option, type Remark, type Reply } from './prompter.ts';

interface Item<T> extends QuickPickItem {
  readonly option?: Option<T>;
  readonly remark?: Remark;
}

/** How long changes of what is offered are gathered, in milliseconds: a keystroke is answered at once. */
const GATHER_MILLISECONDS = 150;

/**
 * A question whose answer is looked for among more than a list holds. What is offered was chosen by whoever asks: VS Code, which
 * would go through all of a list at each key, gets what it shows and no more.
 */
export class FindBox<T> extends Owner {
  readonly #box: QuickPick<Item<T>> = this.own(window.createQuickPick<Item<T>>());
  readonly #question: FindQuestion<T>;
  #resolve: (reply: Reply<T>) => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(question: FindQuestion<T>) {
    super();
    this.#question = question;
    const box = this.#box;
    box.title = question.title;
    box.placeholder = question.prompt;
    this.own(box.onDidHide(() => this.#resolve({ kind: 'stop' })));
    this.own(box.onDidChangeValue(() => this.#show()));
    this.own(box.onDidAccept(() => this.#accept()));
    this.onDispose(question.follow(() => this.#gather()));
    this.onDispose(() => clearTimeout(this.#timer));
  }

  /** Asks, and disposes the box when there is a reply. */
  async ask(): Promise<Reply<T>> {
    try {
      return await new Promise<Reply<T>>(resolve => {
        this.#resolve = resolve;
        this.#show();
        this.#box.show();
      });
    } finally {
      this.dispose();
    }
  }

  #gather(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#show();
    }, GATHER_MILLISECONDS);
  }

  #show(): void {
    if (this.closed) return;
    const { options, remarks, isBusy } = this.#question.offer(this.#box.value);
    const [active] = this.#box.activeItems;
    const items = [
      ...options.map((option): Item<T> => ({ ...optionItem(option), option, alwaysShow: true })),
      ...remarks.map((remark): Item<T> => remarkItem(remark)),
    ];
    this.#box.busy = isBusy;
    this.#box.items = items;
    const same =
      active?.option === undefined ? undefined : items.find(({ option }) => option?.value === active.option?.value);
    if (same !== undefined) this.#box.activeItems = [same];
  }

  #accept(): void {
    const [chosen] = this.#box.selectedItems;
    if (chosen?.option !== undefined) this.#resolve(answer(chosen.option.value));
    else if (chosen?.remark?.run !== undefined) {
      chosen.remark.run();
      this.#show();
    }
  }
}

const remarkItem = <T>(remark: Remark): Item<T> => ({
  label: withoutIcons(remark.label),
  iconPath: new ThemeIcon(remark.icon),
  remark,
  alwaysShow: true,
});
