import { secretNotation } from '../../core/forms/secretNotation.ts';
import { parseJson } from '../../core/json/parse.ts';
import { lintRequestText, rangeAt } from '../../core/lint/lintRequestText.ts';
import type { LintContext } from '../../core/lint/model/rule.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { errorLine } from '../../messages/errorText.ts';
import { fieldTitle } from '../../messages/fieldText.ts';
import { offerText, pageWords, secretInTextText, secretNeededText, strayText } from '../../messages/formText.ts';
import type { FromPage } from '../../shared/form/fromPage.ts';
import type { FindingView, StepView } from '../../shared/form/pieces.ts';
import { MAX_TEXT } from '../../shared/form/pieces.ts';
import type { SavedForm } from '../../shared/form/savedForm.ts';
import type { ToPage } from '../../shared/form/toPage.ts';
import { type AskHost, located, newDraft } from '../asking/draft.ts';
import { FieldChoices } from '../asking/fieldChoices.ts';
import { placeQuestions } from '../asking/placeQuestions.ts';
import { walk } from '../asking/walk.ts';
import { clipped } from '../prompts/clipped.ts';
import type { NextStep } from '../prompts/prompter.ts';
import { FormChange, type FormChangeHost } from './formChange.ts';
import { findingViews } from './formFindings.ts';
import {
  firstRequest,
  secretFields,
  strayMembers,
  textOf,
  unwrapped,
  withoutSecretValues,
  withTarget,
} from './formRequest.ts';
import { baseOf, type FormDraft, type FormState, liveOf } from './formState.ts';
import { formTitle, savedDraft, viewOfForm } from './formViews.ts';
import { FormWatch, type WatchHost } from './formWatch.ts';

/** What a form uses of the window. */
export type FormHost = FormChangeHost & WatchHost & AskHost;

/** What is around a form in its panel. */
export interface FormSurroundings {
  /** Says something to the page. */
  readonly post: (message: ToPage) => void;
  /** What rules may know of a request that is meant for there. */
  readonly lintContext: (draft: FormDraft) => LintContext;
  /** Opens the text in an editor, meant for the same place. */
  readonly openDocument: (text: string, draft: FormDraft) => Promise<void>;
  /** Shows the page of a rule. */
  readonly explain: (rule: string) => Promise<void>;
  /** True where a person has just opened it on what is live. */
  readonly isFresh: boolean;
  /** Told when the form leads elsewhere: its tab has another name. */
  readonly moved: () => void;
}

/** One form: what it holds, and what happens at each message of its page. Knows no window; never holds a secret. */
export class FormSession {
  readonly #host: FormHost;
  readonly #around: FormSurroundings;
  readonly #state: FormState;
  readonly #choices: FieldChoices;
  readonly #change: FormChange;
  readonly #watch: FormWatch;
  readonly #steps = new Map<string, NextStep>();
  #unfilled: readonly (readonly string[])[] = [];
  /** The text as it was given; what still is so may be replaced with what is live elsewhere. */
  #given: string;
  #isFresh: boolean;
  #isClosed = false;
  #stepCount = 0;
  #reads = 0;

  /**
   * @param text The request's text; literal secrets in it are dropped.
   * @param over The config that the text was begun over, where that is known.
   */
  constructor(host: FormHost, around: FormSurroundings, draft: FormDraft, text: string, over?: JsonObject | null) {
    this.#host = host;
    this.#isFresh = around.isFresh;
    this.#around = { ...around, post: message => this.#isClosed || around.post(message) };
    this.#given = withoutSecretValues(text, draft.operation);
    this.#state = { draft, text: this.#given, over, version: 0 };
    this.#choices = new FieldChoices(host, message => this.#around.post(message));
    this.#change = new FormChange(host, {
      state: this.#state,
      post: message => this.#around.post(message),
      offer: (part, steps, leads) => this.#offer(part, steps, leads),
      hindrance: () => this.#hindrance(),
      tellUnfilled: paths => this.#tellUnfilled(paths),
      isClosed: () => this.#isClosed,
      own: id => this.#watch.own(id),
      begunOver: base => this.#begunOver(base),
    });
    this.#watch = new FormWatch(host, this.#state, {
      loadLive: () => this.#loadLive(),
      changePlace: () => this.#changePlace(),
      changed: () => this.tellNotices(),
    });
  }

  /** Begins to follow what happens around the form. */
  begin(): Promise<void> {
    return this.#watch.begin();
  }

  /**
   * Lets go of everything. Nothing is said to the page any more; a change that is under way is followed to its end, which is
   * told beside it.
   */
  dispose(): void {
    this.#isClosed = true;
    this.#choices.stop();
    this.#watch.dispose();
    if (!this.#change.isApplying) this.#change.cancel();
  }

  get draft(): FormDraft {
    return this.#state.draft;
  }

  /** Counts edits, the page's and ours. */
  get version(): number {
    return this.#state.version;
  }

  get title(): string {
    return formTitle(this.#state.draft, this.#host.t);
  }

  /** What VS Code is to keep. */
  get saved(): SavedForm {
    return { ...savedDraft(this.#state), text: this.#state.text };
  }

  /** Acts on a message of the page. Never rejects: what fails unexpectedly is logged by its name alone. */
  async receive(message: FromPage): Promise<void> {
    try {
      await this.#act(message);
    } catch (error) {
      const { log, t } = this.#host;
      log.error('form message failed', `${message.kind} ${error instanceof Error ? error.name : typeof error}`);
      const text = t('Something unexpected went wrong. No details are available.');
      this.#around.post({ kind: 'outcome', tone: 'error', text, done: false, conflict: null, steps: [] });
    }
  }

  async #act(message: FromPage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        return this.#show();
      case 'edited':
        return this.#edited(message.version, message.text);
      case 'choose':
        return this.#choose(message);
      case 'stop-choosing':
        return this.#choices.stop();
      case 'change-place':
        return this.#changePlace();
      case 'review':
        return this.#change.review(message.version, message.filled);
      case 'apply':
        return this.#change.apply(message.review, message.secrets);
      case 'cancel':
        return this.#change.cancel();
      case 'step':
        return this.#steps.get(message.id)?.run();
      case 'open-document':
        return this.#around.openDocument(this.#state.text, this.#state.draft);
      case 'copy-command': {
        const { command } = this.#change;
        return command === undefined ? undefined : this.#host.attempt(() => this.#host.workbench.copy(command));
      }
      case 'explain':
        return this.#around.explain(message.rule);
      default:
        return message satisfies never;
    }
  }

  /** Takes a text from elsewhere in place of the form's own: a document's, say. */
  load(text: string): void {
    const own = withoutSecretValues(text, this.#state.draft.operation).slice(0, MAX_TEXT);
    this.#given = own;
    this.#begunOver(undefined);
    this.#replace(own);
  }

  /** Says all that holds around the form. */
  tellNotices(): void {
    const notices = this.#watch.notices.map(({ id, tone, text, steps }) => ({
      ...{ id, tone, text },
      steps: this.#offer(id, steps),
    }));
    this.#around.post({ kind: 'notices', notices });
  }

  #show(): void {
    const { t } = this.#host;
    const { draft, text, version } = this.#state;
    this.#around.post({
      kind: 'show',
      form: viewOfForm(draft, { text, version }, t),
      words: pageWords(t),
      saved: savedDraft(this.#state),
      fresh: this.#isFresh,
    });
    this.#isFresh = false;
    this.#judge();
    this.tellNotices();
    this.#change.tellAgain();
  }

  #edited(version: number, text: string): void {
    if (version < this.#state.version) return;
    const own = withoutSecretValues(text, this.#state.draft.operation);
    if (own !== this.#state.text) this.#change.forget();
    this.#state.version = version;
    this.#state.text = own;
    // A literal secret is judged where it stands and remembered nowhere.
    this.#unfilled = [];
    this.#judge(text);
  }

  /** A new text of ours: the page takes it over. */
  #replace(text: string): void {
    this.#change.forget();
    this.#state.text = text;
    this.#state.version += 1;
    this.#unfilled = [];
    this.#around.post({ kind: 'text', version: this.#state.version, text });
    this.#judge();
  }

  /** Says what rules and schema make of a text. */
  #judge(text: string = this.#state.text): void {
    const { t, settings } = this.#host;
    const { draft, version } = this.#state;
    const { operation, target } = draft;
    const { findings, request: asked } = lintRequestText(
      operation.name,
      text,
      settings.get('lint.rules'),
      this.#around.lintContext(draft),
    );
    const offered = unwrapped(text, operation, target);
    const request = offered === undefined ? undefined : withoutSecretValues(textOf(offered.request), operation);
    this.#around.post({
      kind: 'judged',
      version,
      findings: [
        ...findingViews(findings, operation.fields, t),
        ...(asked === undefined ? [] : this.#strayFindings(asked, text)),
        ...this.#secretFindings(text),
        ...this.#unfilled.map(path => this.#atField(path, label => secretNeededText(label, t), text)),
      ],
      offer:
        offered === undefined || request === undefined || request.length > MAX_TEXT
          ? null
          : { ...offerText(offered.kind, t), text: request },
    });
  }

  /** Says where the text names another resource than the one that the form is headed with. */
  #strayFindings(request: JsonObject, text: string): readonly FindingView[] {
    const { t } = this.#host;
    const { operation, target } = this.#state.draft;
    return strayMembers(request, operation, target).map(({ key, wanted }) => {
      const finding = this.#atField([key], () => strayText(wanted, t), text);
      const edit = { start: finding.start, end: finding.end, text: JSON.stringify(wanted) };
      const fixes = [{ title: clipped(t('Replace with {0}', edit.text)), edits: [edit] }];
      return { ...finding, severity: 'warning', field: null, fixes };
    });
  }

  /** Secrets that stand in the text, where only what stands for them belongs. */
  #secretFindings(text: string): readonly FindingView[] {
    const { t } = this.#host;
    if (text === this.#state.text) return [];
    return secretFields(this.#state.draft.operation).flatMap(({ path }) => {
      const finding = this.#atField(path, label => secretInTextText(label, t), text);
      const fix = { start: finding.start, end: finding.end, text: JSON.stringify(secretNotation(path.at(-1) ?? '')) };
      const isOwn = text.slice(finding.start, finding.end) === fix.text || finding.end - finding.start < 2;
      return isOwn ? [] : [{ ...finding, fixes: [{ title: t('Replace with {0}', fix.text), edits: [fix] }] }];
    });
  }

  #atField(path: readonly string[], say: (label: string) => string, text: string): FindingView {
    const { operation } = this.#state.draft;
    const field = operation.fields.find(one => one.path.join() === path.join());
    const label = field === undefined ? path.join('.') : fieldTitle(field, this.#host.t);
    const { root } = parseJson(text, true);
    const range = root === undefined ? { start: 0, end: 0 } : rangeAt(`/${path.join('/')}`, root);
    const { start, end } = range;
    return { rule: '', severity: 'error', message: clipped(say(label)), start, end, field: [...path], fixes: [] };
  }

  #tellUnfilled(paths: readonly (readonly string[])[]): void {
    const before = this.#unfilled;
    this.#unfilled = paths;
    if (before.length > 0 || paths.length > 0) this.#judge();
  }

  #choose({ field: path, query, typed }: Extract<FromPage, { kind: 'choose' }>): void {
    const { draft } = this.#state;
    const field = draft.operation.fields.find(one => one.path.join() === path.join());
    const place = located(draft);
    if (field?.live !== undefined && place !== undefined) this.#choices.ask(field.live, place, query, typed);
    else this.#around.post({ kind: 'choices', query, options: [], done: true, error: null });
  }

  /** Asks with VS Code's own pickers where the change is to go. */
  async #changePlace(): Promise<void> {
    if (this.#change.isApplying) return;
    const { operation } = this.#state.draft;
    const empty = newDraft(operation, null);
    const chosen = await walk(empty, placeQuestions(this.#host, empty));
    // While the pickers were open, the page could go on.
    if (chosen === undefined || located(chosen) === undefined || this.#isClosed || this.#change.isApplying) return;
    this.#change.forget();
    this.#choices.stop();
    const draft = { ...chosen, operation };
    const isLatest = this.#reading();
    const live = this.#state.text === this.#given ? await this.#live(draft) : null;
    if (!isLatest() || this.#change.isApplying) return;
    const wasTouched = this.#state.text !== this.#given;
    this.#state.draft = draft;
    this.#state.over = wasTouched || live === undefined ? undefined : baseOf(draft, live);
    this.#state.version += 1;
    this.#state.text = wasTouched
      ? withTarget(this.#state.text, operation, draft.target)
      : textOf(firstRequest(operation, draft.target, live ?? null));
    if (!wasTouched) this.#given = this.#state.text;
    this.#around.moved();
    this.#show();
    await this.#watch.lookAtAccount();
  }

  /** Remembers what the text is meant to be a change of, over a reload too. */
  #begunOver(base: JsonObject | null | undefined): void {
    this.#state.over = base;
    this.#around.post({ kind: 'keep', saved: savedDraft(this.#state) });
  }

  /** Counts reads that lead to another text or place: true for as long as none was begun after it, and the form is open. */
  #reading(): () => boolean {
    this.#reads += 1;
    const read = this.#reads;
    return () => read === this.#reads && !this.#isClosed;
  }

  /** What is set there now in place of the text. */
  async #loadLive(): Promise<void> {
    const { draft, version } = this.#state;
    const isLatest = this.#reading();
    const live = await this.#live(draft);
    if (live === undefined || !isLatest() || this.#state.version !== version) return;
    this.#given = textOf(firstRequest(draft.operation, draft.target, live));
    this.#begunOver(baseOf(draft, live));
    this.#replace(this.#given);
  }

  /** What is set now, for a write that replaces it; undefined where reading failed, which is told. */
  async #live(draft: FormDraft): Promise<JsonObject | null | undefined> {
    const { t, prompter } = this.#host;
    try {
      return await prompter.busy(t('Reading current settings'), (_say, signal) => liveOf(this.#host, draft, signal));
    } catch (error) {
      prompter.tell('error', errorLine(error, t));
      return undefined;
    }
  }

  /** Why nothing can be applied, looked at anew. */
  async #hindrance(): Promise<string | undefined> {
    await this.#watch.lookAtAccount();
    return this.#watch.notices.find(({ blocks }) => blocks)?.text;
  }

  #offer(part: string, steps: readonly NextStep[], leads = false): StepView[] {
    for (const id of this.#steps.keys()) if (id.startsWith(`${part}:`)) this.#steps.delete(id);
    return steps.map((step, index) => {
      this.#stepCount += 1;
      const id = `${part}:${this.#stepCount}`;
      this.#steps.set(id, step);
      return { id, label: step.label, primary: leads && index === 0 };
    });
  }
}
