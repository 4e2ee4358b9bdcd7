import type { Translate } from '../../core/model/translate.ts';
import { pageWords } from '../../messages/formText.ts';
import type { FromSheet, SheetView, ToSheet } from '../../shared/plan/messages.ts';
import { clipped } from './clipped.ts';
import type { NextStep, PlanSheet, SheetHead, SheetReply, SheetState, Work } from './prompter.ts';

/** A sheet over the messages of its page. Knows no window. */
export class SheetSession implements PlanSheet {
  readonly #head: SheetHead;
  readonly #t: Translate;
  readonly #post: (message: ToSheet) => void;
  readonly #busyBeside: PlanSheet['busy'];
  #state: SheetState = { plan: null };
  #text: string;
  #leftOut: readonly number[] = [];
  #progress: string | null = null;
  #stop = new AbortController();
  #steps = new Map<string, NextStep>();
  readonly #stepIds = new WeakMap<NextStep, string>();
  #stepCount = 0;
  #resolve: ((reply: SheetReply) => void) | undefined;
  #isClosed = false;

  /** @param busyBeside Shows work outside the page too, which may be closed or hidden meanwhile. */
  constructor(head: SheetHead, t: Translate, post: (message: ToSheet) => void, busyBeside: PlanSheet['busy']) {
    this.#head = head;
    this.#t = t;
    this.#post = post;
    this.#busyBeside = busyBeside;
    this.#text = head.form?.text ?? '{}';
  }

  show(state: SheetState): void {
    if (state.plan?.id !== this.#state.plan?.id) this.#leftOut = [];
    this.#state = state;
    this.#tell();
  }

  reply(): Promise<SheetReply> {
    if (this.#isClosed) return Promise.resolve({ kind: 'closed' });
    return new Promise(resolve => {
      this.#resolve = resolve;
    });
  }

  async busy<T>(title: string, work: Work<T>): Promise<T> {
    const stop = new AbortController();
    this.#stop = stop;
    const say = (text: string | null): void => {
      this.#progress = text === null ? null : clipped(`${title}: ${text}`);
      // A plan of thousands is not told again at each of its changes.
      if (!this.#isClosed) this.#post({ kind: 'progress', text: this.#progress });
    };
    this.#progress = clipped(title);
    if (!this.#isClosed) this.#post({ kind: 'progress', text: this.#progress });
    try {
      return await this.#busyBeside(title, (sayBeside, signal) =>
        work(
          text => {
            say(text);
            sayBeside(text);
          },
          AbortSignal.any([signal, stop.signal]),
        ),
      );
    } finally {
      say(null);
    }
  }

  /** The page is gone. What is under way goes on: it is shown beside it too. */
  close(): void {
    this.#isClosed = true;
    this.#head.form?.stopChoosing();
    this.#answer({ kind: 'closed' });
  }

  /** Acts on a message of the page. */
  async receive(message: FromSheet): Promise<void> {
    const { form } = this.#head;
    switch (message.kind) {
      case 'ready':
        return this.#tell();
      case 'choose':
        return form?.choose(message, choices => this.#post(choices));
      case 'stop-choosing':
        return form?.stopChoosing();
      case 'edited':
      case 'review':
        return this.#edited(message);
      case 'leave-out':
        this.#leftOut = message.rows;
        return;
      case 'apply':
        return this.#apply(message);
      case 'cancel':
        return this.#stop.abort();
      case 'step':
        return this.#steps.get(message.id)?.run();
      default:
        return message satisfies never;
    }
  }

  #edited({ kind, text }: Extract<FromSheet, { kind: 'edited' | 'review' }>): void {
    // Nothing is changed under a plan that is being carried out.
    if (this.#progress !== null || this.#head.form === undefined) return;
    const isOther = text !== this.#text;
    this.#text = text;
    if (isOther && this.#state.plan !== null) this.show({ plan: null });
    if (kind === 'review') this.#answer({ kind, text });
  }

  /** Only what is shown can be said yes to: a plan that was replaced meanwhile has another id. */
  #apply({ plan: id, leftOut }: Extract<FromSheet, { kind: 'apply' }>): void {
    const { plan } = this.#state;
    if (plan === null || plan.apply === null || plan.id !== id || this.#progress !== null) return;
    this.#leftOut = leftOut;
    this.#answer({ kind: 'apply', leftOut: new Set(leftOut) });
  }

  #answer(reply: SheetReply): void {
    const resolve = this.#resolve;
    this.#resolve = undefined;
    resolve?.(reply);
  }

  /** A step that was pressed just when others took its place is none of those. */
  #idOf(step: NextStep): string {
    const known = this.#stepIds.get(step) ?? String(this.#stepCount++);
    this.#stepIds.set(step, known);
    return known;
  }

  #tell(): void {
    if (this.#isClosed) return;
    const { title, about, form } = this.#head;
    const { plan, said = null, steps = [] } = this.#state;
    const offered = steps.map(step => ({ step, id: this.#idOf(step) }));
    this.#steps = new Map(offered.map(({ step, id }) => [id, step]));
    const leads = plan?.apply == null;
    const sheet: SheetView = {
      ...{ title: clipped(title), about: clipped(about), fields: [...(form?.fields ?? [])], text: this.#text },
      ...{ plan, leftOut: [...this.#leftOut], progress: this.#progress },
      said: said === null ? null : { ...said, text: clipped(said.text) },
      steps: offered.map(({ step, id }, index) => ({ id, label: step.label, primary: leads && index === 0 })),
    };
    this.#post({ kind: 'show', sheet, words: pageWords(this.#t) });
  }
}
