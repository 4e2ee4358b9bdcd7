import type { FieldView, ToPage } from '../../shared/form/toPage.ts';
import type { FromSheet, SheetPlanView, SheetView } from '../../shared/plan/messages.ts';

/** What came of a question: an answer, one step back, or the end of the whole conversation. */
export type Reply<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'back' }
  | { readonly kind: 'stop' };

/** A reply that carries an answer. */
export const answer = <T>(value: T): Reply<T> => ({ kind: 'answer', value });

/** What every question has. All texts are plain. */
export interface Question {
  readonly title: string;
  /** Which question of how many, from 1. */
  readonly step: number;
  readonly steps: number;
  /** What is asked, in one sentence. */
  readonly prompt: string;
}

/** One value that can be picked. */
export interface Option<T> {
  readonly label: string;
  readonly description?: string;
  /** A codicon. */
  readonly icon?: string;
  /** True where it would not work, for a reason that the description tells: it can be picked, but is never preselected. */
  readonly unfit?: boolean;
  readonly value: T;
}

/** What typed text stands for, or why it cannot be taken. */
export type Typed<T> = { readonly kind: 'fits'; readonly value: T } | { readonly kind: 'fault'; readonly text: string };

/** One value out of a list that may still be arriving, or typed. */
export interface PickQuestion<T> extends Question {
  /** Pages as they arrive. Where it throws, what came stays and the failure is shown. */
  readonly options: AsyncIterable<readonly Option<T>[]>;
  /** Takes text beside the list; absent where only listed values do. */
  readonly typed?: (text: string) => Promise<Typed<T>>;
}

/** A line below what is offered: it says something, and may do something while the question stays. */
export interface Remark {
  readonly label: string;
  /** A codicon. */
  readonly icon: string;
  readonly run?: () => void;
}

/** What is offered for a text. */
export interface FindOffer<T> {
  /** The best, best first; few enough to be shown. */
  readonly options: readonly Option<T>[];
  readonly remarks: readonly Remark[];
  /** True while more may come by itself. */
  readonly isBusy: boolean;
}

/** One value out of more than a list can hold: what is offered follows what is typed. */
export interface FindQuestion<T> extends Pick<Question, 'title' | 'prompt'> {
  readonly offer: (text: string) => FindOffer<T>;
  /** Calls back when other values may be offered for the same text. Returns how to stop. */
  readonly follow: (listener: () => void) => () => void;
}

/** Any number of values out of a short list. */
export interface PickManyQuestion<T> extends Question {
  /** Those of one group stand beside each other, below a line with its name. */
  readonly options: readonly (Option<T> & { readonly picked: boolean; readonly group?: string })[];
  /** Why a selection cannot be taken, or undefined where it can. */
  readonly fault: (values: readonly T[]) => Promise<string | undefined>;
}

/** A line of text. */
export interface TextQuestion extends Question {
  readonly text: string;
  /** True where nobody looking on may read it. */
  readonly secret: boolean;
  /** Why a text cannot be taken, or undefined where it can. A wrong text stays in the box. */
  readonly fault: (text: string) => Promise<string | undefined>;
}

/** A yes or no that cannot be overlooked. */
export interface ConfirmQuestion {
  readonly message: string;
  readonly detail: string;
  /** What happens on yes; it names the button. */
  readonly verb: string;
  /** How loud it is asked; as a warning unless it is said. */
  readonly tone?: Tone;
}

/** A choice between a few things that cannot be overlooked. */
export interface ChooseQuestion {
  readonly message: string;
  readonly detail: string;
  /** The buttons, beside the one that turns away. */
  readonly verbs: readonly string[];
  /** How loud it is asked; as a warning unless it is said. */
  readonly tone?: Tone;
}

/** A button below a message. */
export interface NextStep {
  readonly label: string;
  readonly run: () => void | Promise<void>;
}

/** How loud a message is. */
export type Tone = 'information' | 'warning' | 'error';

/** Something that takes time. It says how far it is; null hides that while it asks a question of its own. */
export type Work<T> = (say: (text: string | null) => void, signal: AbortSignal) => Promise<T>;

/** What a sheet is about. */
export interface SheetHead {
  readonly title: string;
  /** In a sentence; empty where the title says all. */
  readonly about: string;
  /** What is filled in on it; absent where that was said elsewhere. */
  readonly form?: SheetForm;
}

/** Fields whose values go into many resources. */
export interface SheetForm {
  readonly fields: readonly FieldView[];
  /** Their values, as JSON. */
  readonly text: string;
  /** Gives live values of a field, as far as they fit what was typed; a newer question ends the older. */
  readonly choose: (
    question: Extract<FromSheet, { kind: 'choose' }>,
    post: (choices: Extract<ToPage, { kind: 'choices' }>) => void,
  ) => void;
  readonly stopChoosing: () => void;
}

/** What stands on a sheet. */
export interface SheetState {
  readonly plan: SheetPlanView | null;
  /** What came of it, or what is in the way. */
  readonly said?: SheetView['said'];
  /** The first is what to do next, where nothing else is. */
  readonly steps?: readonly NextStep[];
}

/** What a person did on a sheet. */
export type SheetReply =
  /** Said yes to the changes of the plan that is shown, but those left out, by their numbers. */
  | { readonly kind: 'apply'; readonly leftOut: ReadonlySet<number> }
  /** Wants to see what the fields would do, as JSON. */
  | { readonly kind: 'review'; readonly text: string }
  | { readonly kind: 'closed' };

/** A page on which many changes are filled in, planned, confirmed and followed. */
export interface PlanSheet {
  /** Shows this in place of what was shown. */
  show(state: SheetState): void;
  /** What the person does next. */
  reply(): Promise<SheetReply>;
  /** Does something that takes time, shown on the page and beside it, and stopped from either. */
  busy<T>(title: string, work: Work<T>): Promise<T>;
}

/** The way to the person: questions, messages and progress. VS Code's windows in the product, a script in tests. */
export interface Prompter {
  pick<T>(question: PickQuestion<T>): Promise<Reply<T>>;
  find<T>(question: FindQuestion<T>): Promise<Reply<T>>;
  pickMany<T>(question: PickManyQuestion<T>): Promise<Reply<readonly T[]>>;
  text(question: TextQuestion): Promise<Reply<string>>;
  confirm(question: ConfirmQuestion): Promise<boolean>;
  /** The verb that was chosen; undefined where the person turned away. */
  choose(question: ChooseQuestion): Promise<string | undefined>;
  /** Shows a message and returns at once; a button runs when it is pressed. */
  tell(tone: Tone, text: string, next?: readonly NextStep[]): void;
  /** Opens a page for many changes. */
  sheet(head: SheetHead): PlanSheet;
  /** Shows that work is going on, with what it says of itself, and lets it be stopped. */
  busy<T>(title: string, work: Work<T>): Promise<T>;
}

/** A list that is there at once, as pages. */
export async function* onePage<T>(options: readonly Option<T>[]): AsyncIterable<readonly Option<T>[]> {
  yield options;
}
