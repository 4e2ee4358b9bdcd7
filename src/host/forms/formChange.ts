import type { Intent, Outcome, Plan, Step } from '../../core/changes/change.ts';
import { makePlan } from '../../core/changes/plan.ts';
import { performPlan, planChange } from '../../core/changes/road.ts';
import { requestInText } from '../../core/lint/lintRequestText.ts';
import { sourceKey, sourceText } from '../../core/model/account.ts';
import type { Finding } from '../../core/model/finding.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { Input } from '../../core/model/ports.ts';
import { outcomeText } from '../../messages/changeText.ts';
import { fieldTitle } from '../../messages/fieldText.ts';
import { hindranceText, secretNeededText } from '../../messages/formText.ts';
import type { FromPage } from '../../shared/form/fromPage.ts';
import type { StepView } from '../../shared/form/pieces.ts';
import type { ToPage } from '../../shared/form/toPage.ts';
import { located } from '../asking/draft.ts';
import { confirmation, confirmChanges, endpointLines, stepText } from '../changing/confirm.ts';
import { nextSteps } from '../changing/outcome.ts';
import {
  type ChangeHost,
  overWhatIsThere,
  performIntent,
  reachedAws,
  tellEnd,
  undoIntent,
} from '../changing/perform.ts';
import { planDigest } from '../changing/planDigest.ts';
import { refreshTouched } from '../changing/touched.ts';
import { clipped } from '../prompts/clipped.ts';
import type { NextStep } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';
import { secretFields, unfilled, withSecrets } from './formRequest.ts';
import type { FormState } from './formState.ts';
import { conflictView, reviewView } from './formViews.ts';

type Reviewed = Extract<ToPage, { kind: 'reviewed' }>;
type Ended = Extract<ToPage, { kind: 'outcome' }>;
type Secrets = Extract<FromPage, { kind: 'apply' }>['secrets'];

/** What changing in a form uses of the window. */
export type FormChangeHost = ChangeHost & Pick<HostServices, 'emulator'>;

/** What making a change has of the form around it. */
export interface ChangeDesk {
  readonly state: FormState;
  readonly post: (message: ToPage) => void;
  /**
   * Offers steps in place of those offered before in the same part of the page.
   *
   * @param leads True where the first of them is what to do next.
   */
  readonly offer: (part: string, steps: readonly NextStep[], leads?: boolean) => StepView[];
  /** Why nothing can be applied, looked at anew; undefined where something can. */
  readonly hindrance: () => Promise<string | undefined>;
  /** Says at their fields that these secrets have no value. */
  readonly tellUnfilled: (paths: readonly (readonly string[])[]) => void;
  /** Told what the text is from now on meant to be a change of; undefined where that is not known. */
  readonly begunOver: (base: JsonObject | null | undefined) => void;
  /** True once the form was closed: how a change ends is told beside it then. */
  readonly isClosed: () => boolean;
  /** Told the id under which the journal keeps a change of this form. */
  readonly own: (id: string) => void;
}

/** A review that can be applied: the intent's request is free of secrets. */
interface Reviewing {
  /** What stands for all that was shown: what is to be applied must still have the same. */
  readonly id: string;
  readonly intent: Intent;
  readonly plan: Plan;
  /** True where it is made over what someone else has set. */
  readonly overwrites: boolean;
}

/** Review and apply: the one road, with the page between its halves. */
export class FormChange {
  readonly #host: FormChangeHost;
  readonly #desk: ChangeDesk;
  #review: Reviewing | undefined;
  #underWay: { readonly kind: 'review' | 'apply'; readonly stop: AbortController } | undefined;
  /** True where a conflict was met, and the person goes on over what is there now. */
  #overwrites = false;
  /** The paths of the secret fields that were filled at the last review. */
  #filled: readonly string[][] = [];
  #told: { reviewed?: Reviewed; progress?: string; outcome?: Ended } = {};

  constructor(host: FormChangeHost, desk: ChangeDesk) {
    this.#host = host;
    this.#desk = desk;
  }

  /** True while a change is being made. */
  get isApplying(): boolean {
    return this.#underWay?.kind === 'apply';
  }

  /** Says again what a page that was built anew has forgotten. */
  tellAgain(): void {
    const { reviewed, progress, outcome } = this.#told;
    if (reviewed !== undefined) this.#desk.post(reviewed);
    if (progress !== undefined) this.#desk.post({ kind: 'progress', text: progress });
    if (outcome !== undefined) this.#desk.post(outcome);
  }

  /** The request is another now: what was reviewed is not what would be applied. */
  forget(): void {
    this.#review = undefined;
    const { progress } = this.#told;
    this.#told = progress === undefined ? {} : { progress };
    const underWay = this.#underWay;
    if (underWay?.kind !== 'review') return;
    underWay.stop.abort();
    this.#end(underWay.stop);
  }

  /** Stops what is under way. What was sent already is followed to its end. */
  cancel(): void {
    this.#underWay?.stop.abort();
  }

  /** The command of the review that is shown. */
  get command(): string | undefined {
    return this.#review === undefined ? undefined : this.#told.reviewed?.review?.command;
  }

  /** Plans the change and shows it. */
  async review(version: number, filled: readonly (readonly string[])[], overwrites = false): Promise<void> {
    const { state } = this.#desk;
    const { t } = this.#host;
    if (this.isApplying) return this.#refuse(version, hindranceText('busy', t));
    this.forget();
    this.#overwrites = overwrites;
    this.#filled = filled.map(path => [...path]);
    if (version !== state.version) return this.#refuse(version, hindranceText('stale', t));
    const request = requestInText(state.text);
    const place = located(state.draft);
    if (request === undefined) return this.#refuse(version, hindranceText('json', t));
    if (place === undefined) return this.#refuse(version, hindranceText('place', t));
    const open = unfilled(request, state.draft.operation, filled);
    this.#desk.tellUnfilled(open.map(({ path }) => path));
    if (open.length > 0) {
      return this.#refuse(version, open.map(field => secretNeededText(fieldTitle(field, t), t)).join(' '));
    }
    const { source, accountId, region } = place;
    const intent = { source, accountId, region, operation: state.draft.operation.name, request };
    const { over } = state;
    await this.#plan(version, over === undefined || !this.#isOfTarget(request) ? intent : { ...intent, over });
  }

  /** True where the text is about what the form was opened on: only of that it is known what was there. */
  #isOfTarget(request: JsonObject): boolean {
    const { operation, target } = this.#desk.state.draft;
    return operation.resourceName(request) === operation.resourceName(operation.preset(target));
  }

  async #plan(version: number, intent: Intent): Promise<void> {
    const { t, road, emulator } = this.#host;
    const stop = this.#begin('review');
    const planning = await planChange(
      intent,
      {
        ...road,
        // Looking changes nothing: only Apply is refused where the workspace is not trusted.
        forbidden: () => null,
        validate: (operation, request, where) => this.#validateOpen(operation, request, where),
        progress: step => this.#progress(step),
      },
      stop.signal,
    );
    const endpoint = intent.source.kind === 'emulator' ? await emulator.endpoint() : undefined;
    const elsewhere = planning.kind === 'planned' ? await endpointLines(this.#host, [planning.plan]) : [];
    // The request became another meanwhile: nobody waits for this review.
    if (this.#underWay?.stop !== stop) return;
    this.#end(stop);
    if (stop.signal.aborted) return this.#refuse(version, hindranceText('stopped', t), 'information');
    if (planning.kind === 'planned') this.#show(version, planning.intent, planning.plan, { endpoint, elsewhere });
    else this.#showEnd(version, planning, intent);
  }

  /** What rules and schema object to in a request whose secrets are still in their fields. */
  async #validateOpen(...asked: Parameters<HostServices['road']['validate']>): Promise<readonly Finding[]> {
    const { state } = this.#desk;
    const pointers = secretFields(state.draft.operation).map(({ path }) => `/${path.join('/')}`);
    const findings = await this.#host.road.validate(...asked);
    return findings.filter(({ rule, pointer }) => rule !== 'document/placeholder' || !pointers.includes(pointer));
  }

  #show(version: number, intent: Intent, plan: Plan, ends: Parameters<typeof reviewView>[2]): void {
    const { offer } = this.#desk;
    const id = planDigest([plan]);
    this.#review = { id, intent, plan, overwrites: this.#overwrites };
    const review = reviewView(id, plan, ends, this.#host.t);
    this.#tellReviewed({
      kind: 'reviewed',
      version,
      review,
      message: '',
      tone: 'information',
      steps: offer('review', []),
    });
  }

  /** Planning came to an end instead: nothing to do, or something in the way. */
  #showEnd(version: number, outcome: Outcome, intent: Intent): void {
    const { offer } = this.#desk;
    const { tone, text } = outcomeText(outcome, this.#host.t);
    const steps = offer('review', this.#next(outcome, intent), true);
    const shown = tone === 'silent' ? 'information' : tone;
    this.#tellReviewed({ kind: 'reviewed', version, review: null, message: clipped(text), tone: shown, steps });
  }

  #refuse(version: number, message: string, tone: Reviewed['tone'] = 'error'): void {
    const steps = this.#desk.offer('review', []);
    this.#tellReviewed({ kind: 'reviewed', version, review: null, message: clipped(message), tone, steps });
  }

  #tellReviewed(message: Reviewed): void {
    const { progress } = this.#told;
    this.#told = progress === undefined ? { reviewed: message } : { reviewed: message, progress };
    this.#desk.post(message);
  }

  /** Makes the change that was reviewed, with the secrets put in. They are kept nowhere. */
  async apply(review: string, secrets: Secrets): Promise<void> {
    const { state } = this.#desk;
    const { t } = this.#host;
    const reviewed = this.#review;
    if (this.isApplying) return;
    if (reviewed === undefined || reviewed.id !== review) {
      return this.#refuse(state.version, hindranceText('stale', t), 'warning');
    }
    const own = secretFields(state.draft.operation).map(({ path }) => JSON.stringify(path));
    const given = secrets.filter(({ field }) => own.includes(JSON.stringify(field)));
    const open = unfilled(
      reviewed.intent.request as JsonObject,
      state.draft.operation,
      given.map(({ field }) => field),
    );
    this.#desk.tellUnfilled(open.map(({ path }) => path));
    if (open.length > 0) {
      return this.#tellEnd('error', open.map(field => secretNeededText(fieldTitle(field, t), t)).join(' '));
    }
    const request = withSecrets(reviewed.intent.request as JsonObject, given);
    const stop = this.#begin('apply');
    try {
      const outcome = await this.#travel(reviewed, request, stop.signal);
      this.#end(stop);
      if (outcome !== undefined) this.#tellOutcome(outcome, reviewed.intent);
    } finally {
      this.#end(stop);
    }
  }

  /** The rest of the road. Undefined where something in the way was told. */
  async #travel(reviewed: Reviewing, request: Input, signal: AbortSignal): Promise<Outcome | undefined> {
    const { state } = this.#desk;
    const { t, road, trust, log } = this.#host;
    const { intent, plan } = reviewed;
    const hindrance = await this.#desk.hindrance();
    if (hindrance !== undefined && trust.forbidden() === null) {
      this.#tellEnd('error', hindrance);
      return undefined;
    }
    const faults = await road.validate(intent.operation, request, intent);
    if (faults.some(({ severity }) => severity === 'error')) return { kind: 'invalid', findings: faults };
    if (
      planDigest([makePlan(road.table.writeRow(plan.operation), { ...intent, request }, plan.base)]) !== reviewed.id
    ) {
      this.#refuse(state.version, hindranceText('stale', t), 'warning');
      return undefined;
    }
    // The review is the confirmation; what takes from someone else what they have set is asked once more.
    const question = reviewed.overwrites ? confirmation(plan, t, road.table) : null;
    const typed = trust.forbidden() === null ? await confirmChanges(this.#host, [plan], question) : new Set<string>();
    if (typed === undefined) return { kind: 'declined', plan };
    this.#review = undefined;
    const outcome = await performPlan(
      { ...intent, request },
      plan,
      {
        ...this.#ownRoad,
        typed,
        progress: step => {
          this.#progress(step);
          if (step === 'verifying') refreshTouched(this.#host, intent);
        },
      },
      signal,
    );
    const where = `${sourceText(intent.source)} ${intent.accountId} ${intent.region}`;
    log.info('change from a form ended', `${outcome.kind} ${intent.operation} ${where}`);
    if (reachedAws(outcome)) refreshTouched(this.#host, intent);
    if (outcome.kind === 'done') this.#desk.begunOver(state.over === undefined ? undefined : plan.goal);
    return outcome;
  }

  /** The road, on which changes are this form's own. */
  get #ownRoad(): HostServices['road'] {
    const { road } = this.#host;
    const newId = (): string => {
      const id = road.newId();
      this.#desk.own(id);
      return id;
    };
    return { ...road, newId };
  }

  #next(outcome: Outcome, intent: Intent): readonly NextStep[] {
    return nextSteps(this.#host, outcome, intent, {
      tell: next => this.#tellOutcome(next, intent),
      found: ({ tone, text, next, isDone }) => this.#tellEnd(tone, text, { done: isDone, steps: next }),
      overwrite: () => (intent.undoes === undefined ? this.#reviewOver(intent) : this.#undo(overWhatIsThere(intent))),
      undo: async entry => this.#undo(await undoIntent(this.#host, entry)),
    });
  }

  /** Takes back what was applied. The text stays: it can be reviewed and applied again. */
  async #undo(undoes: Intent | undefined): Promise<void> {
    const { state } = this.#desk;
    if (undoes === undefined || this.isApplying) return;
    const outcome = await performIntent({ ...this.#host, road: this.#ownRoad }, undoes, () => false);
    if (outcome.kind === 'done') this.#desk.begunOver(state.over === undefined ? undefined : outcome.plan.goal);
    if (outcome.kind !== 'declined') this.#tellOutcome(outcome, undoes);
  }

  /** Plans over what is there now, unless the form leads elsewhere by now. */
  async #reviewOver({ source, accountId, region, request }: Intent): Promise<void> {
    const { state } = this.#desk;
    const place = located(state.draft);
    const { resourceName } = state.draft.operation;
    const isThere =
      place !== undefined &&
      resourceName(requestInText(state.text) ?? {}) === resourceName(request) &&
      sourceKey(place.source) === sourceKey(source) &&
      place.accountId === accountId &&
      place.region === region;
    if (isThere) {
      this.#desk.begunOver(undefined);
      await this.review(state.version, this.#filled, true);
    } else this.#refuse(state.version, hindranceText('stale', this.#host.t), 'warning');
  }

  /** How it ended. The intent given is free of secrets. */
  #tellOutcome(outcome: Outcome, intent: Intent): void {
    if (this.#desk.isClosed()) {
      tellEnd(this.#host, outcome, intent);
      return;
    }
    const { t } = this.#host;
    const { tone, text } = outcomeText(outcome, t);
    const steps = this.#next(outcome, intent);
    this.#tellEnd(tone === 'silent' ? 'information' : tone, text, {
      done: ['done', 'nothing-to-do', 'accepted', 'unrecorded'].includes(outcome.kind),
      conflict: conflictView(outcome),
      steps,
    });
  }

  #tellEnd(
    tone: Ended['tone'],
    text: string,
    more: Partial<Pick<Ended, 'done' | 'conflict'>> & { readonly steps?: readonly NextStep[] } = {},
  ): void {
    const { done = false, conflict = null, steps = [] } = more;
    const { reviewed } = this.#told;
    if (this.#review !== undefined && reviewed !== undefined) {
      // Nothing was sent: what was reviewed still stands, and says so itself.
      const said = { message: clipped(text), tone, steps: this.#desk.offer('review', steps) };
      this.#tellReviewed({ ...reviewed, ...said });
      return;
    }
    const offered = this.#desk.offer('outcome', steps, !done);
    const message: Ended = { kind: 'outcome', tone, text: clipped(text), done, conflict, steps: offered };
    this.#told = { outcome: message };
    this.#desk.post(message);
  }

  #begin(kind: 'review' | 'apply'): AbortController {
    const stop = new AbortController();
    this.#underWay = { kind, stop };
    return stop;
  }

  #end(stop: AbortController): void {
    if (this.#underWay?.stop !== stop) return;
    this.#underWay = undefined;
    delete this.#told.progress;
    this.#desk.post({ kind: 'progress', text: null });
  }

  #progress(step: Step): void {
    const text = stepText(step, this.#host.t);
    if (text === null) return;
    this.#told.progress = text;
    this.#desk.post({ kind: 'progress', text });
  }
}
