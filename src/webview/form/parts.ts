import type { FieldValue } from '../../core/forms/fieldValues.ts';
import type { TakenSecret } from '../../core/forms/secretNotation.ts';
import type { FromPage } from '../../shared/form/fromPage.ts';
import type { TextEditView } from '../../shared/form/pieces.ts';
import type { FieldView, FormView } from '../../shared/form/toPage.ts';
import { button, element } from '../elements.ts';
import { FieldList } from './fields/fieldList.ts';
import { FindingsList } from './findingsList.ts';
import { JsonPane } from './jsonEditor.ts';
import { OfferBar } from './offer.ts';
import { OutcomeSection } from './outcome.ts';
import { ProgressSection } from './progress.ts';
import { ReviewSection } from './review.ts';
import type { Words } from './words.ts';

/** What the parts of the page do when a person acts. */
export interface PartActions {
  readonly send: (message: FromPage) => void;
  readonly say: (text: string) => void;
  readonly nextQuery: () => number;
  readonly fieldChanged: (field: FieldView, value: FieldValue) => void;
  /** The person has been in a field: from now on its errors are shown. */
  readonly fieldUsed: () => void;
  readonly textChanged: () => void;
  readonly secretsTaken: (taken: readonly TakenSecret[], typed: boolean) => void;
  /** A text came that is longer than a form takes, and was left out. */
  readonly tooLong: () => void;
  readonly replace: (text: string) => void;
  readonly fix: (edits: readonly TextEditView[]) => void;
  readonly review: () => void;
  readonly apply: (review: string) => void;
  readonly back: () => void;
}

/** The parts of a form's page, laid out for the fields of one operation. */
export class Parts {
  readonly fields: FieldList;
  readonly editor: JsonPane;
  readonly findings: FindingsList;
  readonly offer: OfferBar;
  readonly review: ReviewSection;
  readonly progress: ProgressSection;
  readonly outcome: OutcomeSection;
  /** What is in the making, beside the buttons. */
  readonly status = element('span', { class: 'status', role: 'status' });
  /** Fields and JSON. */
  readonly request: HTMLElement;
  /** Review, progress and outcome. */
  readonly ends: HTMLElement;
  readonly element: HTMLElement;
  readonly #reviewButton;

  constructor(form: FormView, words: Words, nonce: string, actions: PartActions) {
    const { send, say, nextQuery } = actions;
    const step = (id: string) => send({ kind: 'step', id });
    const explain = (rule: string) => send({ kind: 'explain', rule });
    const { fieldChanged: changed, fieldUsed: used } = actions;
    this.fields = new FieldList(form.fields, { words, send, say, nextQuery, changed, used });
    this.editor = new JsonPane({
      words,
      nonce,
      secretMembers: form.secretMembers,
      changed: actions.textChanged,
      secretsTaken: actions.secretsTaken,
      tooLong: actions.tooLong,
    });
    const show = (start: number, end: number) => this.editor.show(start, end);
    this.findings = new FindingsList(words, { show, fix: actions.fix, explain });
    this.offer = new OfferBar(words, actions.replace);
    const copy = () => {
      send({ kind: 'copy-command' });
      say(words.get('copied'));
    };
    this.review = new ReviewSection(words, { apply: actions.apply, back: actions.back, step, explain, copy });
    this.progress = new ProgressSection(words, () => send({ kind: 'cancel' }));
    this.outcome = new OutcomeSection(words, step, actions.back);
    this.#reviewButton = button({ label: words.get('review'), primary: true, press: actions.review });
    this.request = this.#columns(form, words, () => send({ kind: 'open-document' }));
    this.ends = element('div', {}, this.review.element, this.progress.element, this.outcome.element);
    this.element = element('div', {}, this.request, this.ends);
  }

  /** One button at a time is what to do next: Review, unless what is shown below it has one. */
  lead(): void {
    this.#reviewButton.secondary = [...this.ends.querySelectorAll('vscode-button')].some(one => !one.secondary);
  }

  #columns(form: FormView, words: Words, openDocument: () => void): HTMLElement {
    const left =
      form.fields.length === 0
        ? []
        : [
            element(
              'section',
              { class: 'column', 'aria-labelledby': 'fields-heading' },
              element('h2', { id: 'fields-heading', class: 'unseen' }, words.get('fields')),
              this.fields.element,
            ),
          ];
    const open = button({ label: words.get('openDocument'), icon: 'go-to-file', press: openDocument });
    const right = element(
      'section',
      { class: 'column json', 'aria-labelledby': 'json-heading' },
      element('div', { class: 'titled' }, element('h2', { id: 'json-heading' }, words.get('request')), open),
      this.offer.element,
      this.editor.element,
      this.findings.element,
    );
    const columns = element('div', { class: 'columns' }, ...left, right);
    const bar = element('div', { class: 'buttons actions' }, this.#reviewButton, this.status);
    return element('div', {}, columns, bar);
  }
}
