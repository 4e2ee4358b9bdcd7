import type { FieldValue } from '../../core/forms/fieldValues.ts';
import { writeField } from '../../core/forms/writeField.ts';
import type { FieldView } from '../../shared/form/toPage.ts';
import type { FromSheet, SheetPlanView, SheetView, ToSheet } from '../../shared/plan/messages.ts';
import { button, element, focusHeading } from '../elements.ts';
import { Announcer } from '../form/announcer.ts';
import { FieldList } from '../form/fields/fieldList.ts';
import { noticeBox, stepButtons } from '../form/notices.ts';
import { ProgressSection } from '../form/progress.ts';
import { Words } from '../form/words.ts';
import { PlanTree } from './planTree.ts';

/** The page on which many changes are filled in, planned, confirmed and followed. */
export class SheetPage {
  readonly #send: (message: FromSheet) => void;
  readonly #announcer = new Announcer();
  readonly #heading = element('h1', {});
  readonly #about = element('p', { class: 'about' });
  readonly #request = element('section', { class: 'request', hidden: '' });
  readonly #review = button({ label: '', primary: true, press: () => this.#askPlan() });
  readonly #said = element('div', { class: 'said', role: 'status' });
  readonly #plan = element('section', { class: 'plan', 'aria-labelledby': 'plan-heading', hidden: '' });
  readonly #planHeading = element('h2', { id: 'plan-heading' });
  readonly #buttons = element('div', { class: 'buttons bar' });
  #words = new Words({});
  #progress: ProgressSection | undefined;
  #fields: FieldList | undefined;
  #fieldsShown = '';
  #planShown = '';
  #saidShown = '';
  #tree: PlanTree | undefined;
  #text = '{}';
  #queries = 0;
  #isUnderWay = false;

  constructor(send: (message: FromSheet) => void) {
    this.#send = send;
  }

  /** Takes a message of the host's. */
  receive(message: ToSheet): void {
    if (message.kind === 'choices') this.#fields?.choices(message);
    else if (message.kind === 'progress') this.#showProgress(message.text);
    else this.#show(message.sheet, message.words);
  }

  #show(sheet: SheetView, words: Readonly<Record<string, string>>): void {
    const isFirst = this.#progress === undefined;
    this.#words = new Words(words);
    if (isFirst) this.#build();
    this.#heading.textContent = sheet.title;
    this.#about.textContent = sheet.about;
    this.#showFields(sheet, isFirst);
    this.#showSaid(sheet);
    this.#showPlan(sheet);
    this.#showButtons(sheet);
    this.#showProgress(sheet.progress);
  }

  #build(): void {
    this.#progress = new ProgressSection(this.#words, () => this.#send({ kind: 'cancel' }));
    this.#progress.show(null);
    this.#review.textContent = this.#words.get('review');
    const header = element('header', {}, this.#heading, this.#about);
    document.body.append(
      element('main', {}, header, this.#request, this.#said, this.#plan, this.#progress.element, this.#buttons),
      this.#announcer.element,
    );
  }

  #showFields({ fields, text }: SheetView, isFirst: boolean): void {
    this.#text = text;
    const shown = JSON.stringify(fields);
    if (shown !== this.#fieldsShown) {
      this.#fieldsShown = shown;
      this.#fields = this.#fieldList(fields);
      const heading = element('h2', { class: 'unseen' }, this.#words.get('everywhere'));
      this.#request.replaceChildren(heading, this.#fields.element, element('div', { class: 'buttons' }, this.#review));
      this.#request.hidden = fields.length === 0;
    }
    this.#fields?.read(text);
    if (isFirst) this.#fields?.welcome();
  }

  #fieldList(fields: readonly FieldView[]): FieldList {
    return new FieldList(fields, {
      words: this.#words,
      // A field asks for its values and nothing else.
      send: message => {
        if (message.kind === 'choose' || message.kind === 'stop-choosing') this.#send(message);
      },
      say: text => this.#announcer.say(text),
      changed: (field, value) => this.#fieldChanged(field, value),
      used: () => undefined,
      nextQuery: () => {
        this.#queries += 1;
        return this.#queries;
      },
    });
  }

  #fieldChanged(field: FieldView, value: FieldValue): void {
    this.#text = writeField(this.#text, field, value);
    this.#send({ kind: 'edited', text: this.#text });
  }

  #askPlan(): void {
    if (!this.#isUnderWay) this.#send({ kind: 'review', text: this.#text });
  }

  #showSaid({ said }: SheetView): void {
    const shown = JSON.stringify(said);
    if (shown === this.#saidShown) return;
    this.#saidShown = shown;
    const look = said?.done === true && said.tone === 'information' ? 'success' : said?.tone;
    this.#said.replaceChildren(...(said === null ? [] : [noticeBox({ ...said, look: look ?? '' }, this.#words)]));
  }

  #showPlan({ plan, leftOut }: SheetView): void {
    const shown = JSON.stringify(plan);
    if (shown === this.#planShown) return;
    const isNew = plan !== null && plan.id !== '' && this.#planShown !== '';
    this.#planShown = shown;
    this.#plan.hidden = plan === null;
    if (plan === null) {
      this.#tree = undefined;
      this.#plan.replaceChildren();
      return;
    }
    this.#planHeading.textContent = this.#words.get(plan.apply === null ? 'outcome' : 'plan');
    this.#tree = new PlanTree(plan, leftOut, this.#words, () => this.#picked(plan));
    const facts = element('ul', { class: 'facts' }, ...plan.facts.map(fact => element('li', {}, fact)));
    this.#plan.replaceChildren(this.#planHeading, facts, this.#tree.element);
    if (isNew) focusHeading(this.#planHeading);
  }

  #picked(plan: SheetPlanView): void {
    this.#send({ kind: 'leave-out', rows: this.#tree?.leftOut ?? [] });
    this.#labelApply(plan);
  }

  /** The button that says yes names how many changes it makes. */
  #labelApply({ apply, count: all }: SheetPlanView): void {
    const made = this.#buttons.querySelector<HTMLElement & { disabled: boolean }>('.apply');
    const { count = 0, leftOut = [] } = this.#tree ?? {};
    const picked = count === 0 ? all : count - leftOut.length;
    if (made === null || apply === null) return;
    made.textContent = picked === 1 ? apply.one : apply.many.replace('{0}', String(picked));
    made.disabled = picked === 0;
    const status = this.#buttons.querySelector('.status');
    if (status !== null && count > 1) status.textContent = this.#words.get('picked', String(picked), String(count));
  }

  #showButtons({ plan, steps }: SheetView): void {
    const apply = plan === null || plan.apply === null ? [] : [this.#applyButton(plan)];
    const status = apply.length === 0 ? [] : [element('span', { class: 'status', role: 'status' })];
    this.#buttons.replaceChildren(...apply, ...stepButtons(steps, id => this.#send({ kind: 'step', id })), ...status);
    if (plan !== null) this.#labelApply(plan);
    const others = [...this.#buttons.querySelectorAll('vscode-button')];
    this.#review.secondary = others.some(one => !one.secondary);
  }

  #applyButton({ id }: SheetPlanView): HTMLElement {
    const press = () => {
      if (!this.#isUnderWay) this.#send({ kind: 'apply', plan: id, leftOut: this.#tree?.leftOut ?? [] });
    };
    const made = button({ label: '', primary: true, press });
    made.classList.add('apply');
    return made;
  }

  #showProgress(progress: string | null): void {
    const began = progress !== null && !this.#isUnderWay;
    this.#buttons.hidden = progress !== null;
    this.#isUnderWay = progress !== null;
    this.#request.inert = this.#isUnderWay;
    this.#plan.inert = this.#isUnderWay;
    this.#progress?.show(progress);
    if (began) this.#progress?.focus();
  }
}
