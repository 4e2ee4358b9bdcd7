import { isObject } from '../../src/core/model/answer.ts';
import type { JsonObject } from '../../src/core/model/json.ts';
import type {
  ChooseQuestion,
  ConfirmQuestion,
  FindQuestion,
  NextStep,
  Option,
  PickManyQuestion,
  PickQuestion,
  PlanSheet,
  Prompter,
  Question,
  Reply,
  SheetHead,
  SheetReply,
  SheetState,
  TextQuestion,
  Tone,
  Work,
} from '../../src/host/prompts/prompter.ts';
import type { SheetRowView } from '../../src/shared/plan/messages.ts';

/** What the person does with one question. */
export type Act =
  | { readonly pick: string }
  | { readonly type: string }
  | { readonly tick: readonly string[] }
  | { readonly press: string }
  /** On a sheet: members of the fields' JSON, at their paths. */
  | { readonly fill: JsonObject }
  | 'back'
  | 'stop';

/** One question as it was asked. */
export interface Asked {
  readonly title: string;
  readonly prompt: string;
  /** `2/3` */
  readonly count: string;
  /** The labels offered by the time of the reply; of a line of text what stood in it. */
  readonly offered: readonly string[];
}

/** One message as it was shown. */
export interface Told {
  readonly tone: Tone;
  readonly text: string;
  readonly next: readonly NextStep[];
}

/** A sheet as it stood at one time. */
export interface ShownSheet {
  readonly title: string;
  readonly rows: readonly SheetRowView[];
  readonly said: string;
  readonly steps: readonly NextStep[];
}

/** One object with the members of another in it, however deep. */
function merged(one: JsonObject, other: JsonObject): JsonObject {
  const members = Object.entries(other).map(([key, value]) => {
    const before = one[key];
    return [key, isObject(before) && isObject(value) ? merged(before as JsonObject, value as JsonObject) : value];
  });
  return { ...one, ...Object.fromEntries(members) };
}

/** A person who acts by a script, and remembers what was asked and said. A question beyond the script fails the test. */
export class ScriptedPrompter implements Prompter {
  readonly asked: Asked[] = [];
  readonly told: Told[] = [];
  readonly confirmed: ConfirmQuestion[] = [];
  readonly chosen: ChooseQuestion[] = [];
  /** What stood on sheets, each state in turn. */
  readonly sheets: ShownSheet[] = [];
  /** Why an act was not taken, in the words of the question. */
  readonly faults: string[] = [];
  /** What work was said to be going on. */
  readonly busyWith: string[] = [];
  /** What work said of itself. */
  readonly said: string[] = [];
  /** True where the person stops work that says this; asked with an empty text when it begins. */
  stopsAt: (said: string) => boolean = () => false;
  readonly #acts: Act[];
  #stop = new AbortController();

  /** @param yes What is said to every confirmation. */
  constructor(
    acts: readonly Act[] = [],
    readonly yes: boolean | ((question: ConfirmQuestion) => boolean | Promise<boolean>) = true,
  ) {
    this.#acts = [...acts];
  }

  /** Acts that no question has used. */
  get unused(): readonly Act[] {
    return this.#acts;
  }

  async pick<T>(question: PickQuestion<T>): Promise<Reply<T>> {
    const offered: string[] = [];
    const note = this.#note(question, offered);
    const options: Option<T>[] = [];
    const pages = question.options[Symbol.asyncIterator]();
    const load = async (): Promise<boolean> => {
      const { done, value } = await pages.next();
      if (done === true) return false;
      options.push(...value);
      offered.push(
        ...value.map(({ label, description = '' }) => (description === '' ? label : `${label} | ${description}`)),
      );
      return true;
    };
    for (;;) {
      const act = this.#next(question);
      if (typeof act === 'string') {
        await load();
        return { kind: act };
      }
      if ('pick' in act) {
        const found = () => options.find(({ label }) => label === act.pick);
        while (found() === undefined && (await load()));
        const option = found();
        if (option === undefined) throw new Error(`no ${act.pick} among ${offered.join(', ')}: ${note}`);
        return { kind: 'answer', value: option.value };
      }
      if (!('type' in act) || question.typed === undefined) throw new Error(`cannot ${JSON.stringify(act)}: ${note}`);
      const typed = await question.typed(act.type);
      if (typed.kind === 'fits') return { kind: 'answer', value: typed.value };
      this.faults.push(typed.text);
    }
  }

  /** Types what is looked for, and takes the first that is offered; `press` does what a remark does. */
  async find<T>(question: FindQuestion<T>): Promise<Reply<T>> {
    let text = '';
    for (;;) {
      const act = this.#next(question);
      if (typeof act === 'string') return { kind: act };
      const { options, remarks } = question.offer(text);
      if ('pick' in act) {
        const option = options.find(({ label }) => label === act.pick);
        if (option === undefined)
          throw new Error(`no ${act.pick} among ${options.map(({ label }) => label).join(', ')}`);
        return { kind: 'answer', value: option.value };
      }
      if ('type' in act) text = act.type;
      else if ('press' in act) remarks.find(({ label }) => label === act.press)?.run?.();
      else throw new Error(`cannot ${JSON.stringify(act)}`);
      await new Promise(resolve => setTimeout(resolve, 0));
      this.asked.push({
        ...{ title: question.title, prompt: question.prompt, count: '' },
        offered: [...question.offer(text).options, ...question.offer(text).remarks].map(({ label }) => label),
      });
    }
  }

  async pickMany<T>(question: PickManyQuestion<T>): Promise<Reply<readonly T[]>> {
    const labels = question.options.map(option => `${option.picked ? '[x] ' : '[ ] '}${option.label}`);
    const note = this.#note(question, labels);
    for (;;) {
      const act = this.#next(question);
      if (typeof act === 'string') return { kind: act };
      if (!('tick' in act)) throw new Error(`cannot ${JSON.stringify(act)}: ${note}`);
      const values = question.options.filter(option => act.tick.includes(option.label)).map(option => option.value);
      if (values.length !== act.tick.length) throw new Error(`not all of ${act.tick.join()} are there: ${note}`);
      const fault = await question.fault(values);
      if (fault === undefined) return { kind: 'answer', value: values };
      this.faults.push(fault);
    }
  }

  async text(question: TextQuestion): Promise<Reply<string>> {
    const note = this.#note(question, [question.secret ? '(secret)' : question.text]);
    for (;;) {
      const act = this.#next(question);
      if (typeof act === 'string') return { kind: act };
      if (!('type' in act)) throw new Error(`cannot ${JSON.stringify(act)}: ${note}`);
      const fault = await question.fault(act.type);
      if (fault === undefined) return { kind: 'answer', value: act.type };
      this.faults.push(fault);
    }
  }

  async confirm(question: ConfirmQuestion): Promise<boolean> {
    this.confirmed.push(question);
    return typeof this.yes === 'boolean' ? this.yes : this.yes(question);
  }

  async choose(question: ChooseQuestion): Promise<string | undefined> {
    this.chosen.push(question);
    const act = this.#next({ title: question.message, prompt: question.verbs.join(', ') });
    if (typeof act === 'string') return undefined;
    if (!('press' in act) || !question.verbs.includes(act.press)) {
      throw new Error(`cannot ${JSON.stringify(act)}: ${question.message} ${question.verbs.join(', ')}`);
    }
    return act.press;
  }

  sheet({ title, form }: SheetHead): PlanSheet {
    let shown: SheetState = { plan: null };
    let text = form?.text ?? '{}';
    const rows = () => (shown.plan?.groups ?? []).flatMap(group => group.rows);
    const applied = (act: { readonly tick: readonly string[] }): SheetReply => {
      const open = rows().filter(({ canPick }) => canPick);
      const wanting = act.tick.filter(name => !open.some(row => row.name === name));
      if (wanting.length > 0) throw new Error(`not all of ${wanting.join()} are there: ${open.map(row => row.name)}`);
      return { kind: 'apply', leftOut: new Set(open.filter(row => !act.tick.includes(row.name)).map(row => row.at)) };
    };
    const reply = async (): Promise<SheetReply> => {
      // Who has nothing more to do leaves the page.
      if (this.#acts.length === 0) return { kind: 'closed' };
      const act = this.#next({ title, prompt: JSON.stringify(shown) });
      if (typeof act === 'string') return { kind: 'closed' };
      if ('fill' in act) {
        text = JSON.stringify(merged(JSON.parse(text), act.fill));
        return { kind: 'review', text };
      }
      const { plan } = shown;
      if ('press' in act && plan?.apply != null && !rows().some(({ canPick }) => canPick)) {
        const answer: SheetReply = { kind: 'apply', leftOut: new Set() };
        const question = { message: title, detail: plan.facts.join('\n'), verb: act.press };
        return (await this.confirm(question)) ? answer : reply();
      }
      if (!('tick' in act) || plan === null || plan.apply === null) {
        throw new Error(`cannot ${JSON.stringify(act)}: ${title}`);
      }
      const answer = applied(act);
      const verb = plan.apply.many.replace('{0}', String(act.tick.length));
      return (await this.confirm({ message: title, detail: plan.facts.join('\n'), verb })) ? answer : reply();
    };
    return {
      show: state => {
        shown = state;
        this.sheets.push({ title, rows: rows(), said: state.said?.text ?? '', steps: state.steps ?? [] });
      },
      reply,
      busy: (what, work) => this.busy(what, work),
    };
  }

  tell(tone: Tone, text: string, next: readonly NextStep[] = []): void {
    this.told.push({ tone, text, next });
  }

  busy<T>(title: string, work: Work<T>): Promise<T> {
    this.busyWith.push(title);
    const stop = new AbortController();
    this.#stop = stop;
    const say = (text: string | null): void => {
      this.said.push(text ?? '');
      if (this.stopsAt(text ?? '')) stop.abort();
    };
    say('');
    return work(say, stop.signal);
  }

  /** Stops the work that is under way. */
  stop(): void {
    this.#stop.abort();
  }

  /** Presses a button of the last message. */
  async press(label: string): Promise<void> {
    const step = this.told.at(-1)?.next.find(one => one.label === label);
    if (step === undefined) throw new Error(`no button ${label}`);
    await step.run();
  }

  #note({ title, prompt, step, steps }: Question, offered: readonly string[]): string {
    this.asked.push({ title, prompt, count: `${step}/${steps}`, offered });
    return `${title}: ${prompt}`;
  }

  #next({ title, prompt }: Pick<Question, 'title' | 'prompt'>): Act {
    const act = this.#acts.shift();
    if (act === undefined) throw new Error(`nobody answers: ${title}: ${prompt}`);
    return act;
  }
}
