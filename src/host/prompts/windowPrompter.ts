import {
  type InputBox,
  l10n,
  QuickInputButtons,
  type QuickPick,
  type QuickPickItem,
  QuickPickItemKind,
  type Uri,
  ViewColumn,
  window,
} from 'vscode';
import type { Log } from '../../core/model/ports.ts';
import { errorLine } from '../../messages/errorText.ts';
import { readFromSheet, type ToSheet } from '../../shared/plan/messages.ts';
import { Owner } from '../disposables.ts';
import { SHEET_VIEW } from '../manifest/ids.ts';
import { pageOptions, showPage } from '../webviewPage.ts';
import { FindBox } from './findBox.ts';
import { optionItem, PickBox } from './pickBox.ts';
import { withoutIcons, withoutLinks } from './plainMessage.ts';
import { SheetSession } from './planSheet.ts';
import { ProgressWindow } from './progressWindow.ts';
import type { PlanSheet, SheetHead } from './prompter.ts';
import {
  answer,
  type ChooseQuestion,
  type ConfirmQuestion,
  type FindQuestion,
  type NextStep,
  type Option,
  type PickManyQuestion,
  type PickQuestion,
  type Prompter,
  type Question,
  type Reply,
  type TextQuestion,
  type Tone,
  type Work,
} from './prompter.ts';

const SHOW = {
  information: window.showInformationMessage,
  warning: window.showWarningMessage,
  error: window.showErrorMessage,
} as const;

/** The way to the person through VS Code's own windows. */
export class WindowPrompter implements Prompter {
  /** @param extensionUri The folder of the extension. */
  constructor(
    readonly log: Log,
    readonly extensionUri: Uri,
  ) {}

  pick<T>(question: PickQuestion<T>): Promise<Reply<T>> {
    return new PickBox(question).ask();
  }

  find<T>(question: FindQuestion<T>): Promise<Reply<T>> {
    return new FindBox(question).ask();
  }

  async pickMany<T>(question: PickManyQuestion<T>): Promise<Reply<readonly T[]>> {
    const owner = new Owner();
    const box = owner.own(window.createQuickPick<QuickPickItem & { readonly value?: Option<T> }>());
    box.canSelectMany = true;
    box.items = question.options.flatMap((option, index) => {
      const { group } = option;
      const begins = group !== undefined && question.options[index - 1]?.group !== group;
      const line = { label: withoutIcons(group ?? ''), kind: QuickPickItemKind.Separator };
      return [...(begins ? [line] : []), { ...optionItem(option), value: option }];
    });
    box.selectedItems = box.items.filter(({ value }) => question.options.some(one => one === value && one.picked));
    box.placeholder = question.prompt;
    box.matchOnDescription = true;
    return this.#asked(owner, question, box, async () => {
      const values = box.selectedItems.flatMap(({ value }) => (value === undefined ? [] : [value.value]));
      const fault = await question.fault(values);
      box.title = fault === undefined ? question.title : `${question.title}: ${withoutIcons(fault)}`;
      return fault === undefined ? values : undefined;
    });
  }

  async text(question: TextQuestion): Promise<Reply<string>> {
    const owner = new Owner();
    const box = owner.own(window.createInputBox());
    box.password = question.secret;
    box.value = question.text;
    box.prompt = withoutLinks(question.prompt);
    const check = async (): Promise<string | undefined> => {
      const text = box.value;
      const fault = await question.fault(text);
      if (box.value === text) box.validationMessage = fault === undefined ? undefined : withoutLinks(fault);
      return fault === undefined ? text : undefined;
    };
    owner.own(box.onDidChangeValue(() => void check()));
    return this.#asked(owner, question, box, check);
  }

  async confirm({ verb, ...question }: ConfirmQuestion): Promise<boolean> {
    return (await this.choose({ ...question, verbs: [verb] })) === verb;
  }

  async choose({ message, detail, verbs, tone = 'warning' }: ChooseQuestion): Promise<string | undefined> {
    return SHOW[tone](message, { modal: true, detail }, ...verbs);
  }

  sheet(head: SheetHead): PlanSheet {
    const options = pageOptions(this.extensionUri);
    const panel = window.createWebviewPanel(SHEET_VIEW, head.title, ViewColumn.Active, options);
    const post = (message: ToSheet): void => void panel.webview.postMessage(message);
    const session = new SheetSession(head, l10n.t, post, (title, work) => this.busy(title, work));
    panel.onDidDispose(() => session.close());
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const read = readFromSheet(message);
      if (read === undefined) this.log.warn('a message of a plan was refused');
      else session.receive(read).catch((error: unknown) => this.#failed(error));
    });
    showPage(panel, this.extensionUri, 'plan');
    return session;
  }

  #failed(error: unknown): void {
    this.log.error('next step failed', error instanceof Error ? error.name : '');
    this.tell('error', errorLine(error, l10n.t));
  }

  tell(tone: Tone, text: string, next: readonly NextStep[] = []): void {
    if (tone !== 'information') this.log[tone === 'error' ? 'error' : 'warn']('told', text);
    void Promise.resolve(SHOW[tone](withoutLinks(text), ...next.map(({ label }) => label)))
      .then(chosen => next.find(({ label }) => label === chosen)?.run())
      .catch((error: unknown) => this.#failed(error));
  }

  async busy<T>(title: string, work: Work<T>): Promise<T> {
    const stop = new AbortController();
    const progress = new ProgressWindow(title, () => stop.abort());
    try {
      return await work(text => progress.say(text), stop.signal);
    } finally {
      progress.dispose();
    }
  }

  /** The common part of the boxes: back, hide, and accept as soon as the value can be taken. */
  async #asked<T>(
    owner: Owner,
    { title, step, steps }: Question,
    box: InputBox | QuickPick<QuickPickItem>,
    take: () => Promise<T | undefined>,
  ): Promise<Reply<T>> {
    box.title = title;
    if (steps > 1) Object.assign(box, { step, totalSteps: steps });
    box.ignoreFocusOut = true;
    box.buttons = step > 1 ? [QuickInputButtons.Back] : [];
    try {
      return await new Promise<Reply<T>>(resolve => {
        owner.own(box.onDidTriggerButton(() => resolve({ kind: 'back' })));
        owner.own(box.onDidHide(() => resolve({ kind: 'stop' })));
        owner.own(
          box.onDidAccept(async () => {
            const value = await take();
            if (value !== undefined) resolve(answer(value));
          }),
        );
        box.show();
      });
    } finally {
      owner.dispose();
    }
  }
}
