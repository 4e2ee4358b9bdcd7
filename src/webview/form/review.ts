import type { DifferenceView } from '../../shared/form/pieces.ts';
import type { ReviewView, ToPage } from '../../shared/form/toPage.ts';
import { button, element, focusHeading, icon, linkButton } from '../elements.ts';
import { noticeBox, stepButtons } from './notices.ts';
import { severitySign } from './severity.ts';
import type { Words } from './words.ts';

/** What the host says of a review. */
export type Reviewed = Extract<ToPage, { kind: 'reviewed' }>;

/** What can be done from a review. */
export interface ReviewActions {
  readonly apply: (review: string) => void;
  readonly back: () => void;
  readonly step: (id: string) => void;
  readonly explain: (rule: string) => void;
  readonly copy: () => void;
}

const actions = {
  create: { icon: 'add', word: 'creates' },
  replace: { icon: 'replace', word: 'replaces' },
  delete: { icon: 'trash', word: 'deletes' },
} as const satisfies Readonly<Record<ReviewView['action'], unknown>>;

/** What will happen, for a person to say yes to; or why nothing can. */
export class ReviewSection {
  readonly element = element('section', { class: 'review', 'aria-labelledby': 'review-heading', hidden: '' });
  readonly #words: Words;
  readonly #actions: ReviewActions;
  readonly #heading: HTMLElement;

  constructor(words: Words, actions: ReviewActions) {
    this.#words = words;
    this.#actions = actions;
    this.#heading = element('h2', { id: 'review-heading' }, words.get('reviewTitle'));
  }

  get shown(): boolean {
    return !this.element.hidden;
  }

  show({ review, message, tone, steps }: Reviewed): void {
    const { step, back } = this.#actions;
    const said = message === '' ? [] : [noticeBox({ tone, text: message }, this.#words)];
    const backButton = button({ label: this.#words.get('backToForm'), press: back });
    const apply =
      review === null
        ? []
        : [button({ label: this.#words.get('apply'), primary: true, press: () => this.#actions.apply(review.id) })];
    const buttons = element('div', { class: 'buttons' }, ...apply, ...stepButtons(steps, step), backButton);
    this.element.replaceChildren(this.#heading, ...said, ...(review === null ? [] : this.#parts(review)), buttons);
    this.element.hidden = false;
  }

  focus(): void {
    focusHeading(this.#heading);
  }

  hide(): void {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  #parts(review: ReviewView): readonly HTMLElement[] {
    const words = this.#words;
    const where = element('ul', { class: 'where-lines' }, ...review.where.map(line => element('li', {}, line)));
    const action = actions[review.action];
    const does = element('p', { class: 'fact' }, icon(action.icon), words.get(action.word));
    const parts = [where, does, differenceTable(review, words)];
    if (review.findings.length > 0) parts.push(this.#findings(review));
    if (review.noUndo !== '') parts.push(this.#line('warning', 'noUndo', review.noUndo));
    if (review.lastSet !== '') parts.push(this.#line('history', 'lastSet', review.lastSet));
    if (review.command !== '') parts.push(this.#command(review.command));
    return parts;
  }

  #line(sign: string, name: 'noUndo' | 'lastSet', text: string): HTMLElement {
    const title = element('strong', {}, `${this.#words.get(name)}: `);
    return element('p', { class: `fact ${sign}` }, icon(sign), element('span', {}, title, text));
  }

  #findings({ findings }: ReviewView): HTMLElement {
    const lines = findings.map(({ rule, severity, message }) => {
      const page = rule === '' ? null : linkButton(rule, () => this.#actions.explain(rule));
      if (page !== null) page.ariaLabel = this.#words.get('explain', rule);
      page?.classList.add('rule');
      return element(
        'li',
        { class: severity },
        severitySign(severity, this.#words),
        element('div', {}, message, ' ', page),
      );
    });
    const heading = element('h3', {}, this.#words.get('findings'));
    return element('div', {}, heading, element('ul', { class: 'findings' }, ...lines));
  }

  #command(command: string): HTMLElement {
    const heading = element('h3', {}, this.#words.get('command'));
    const copy = button({ label: this.#words.get('copyCommand'), icon: 'copy', press: this.#actions.copy });
    const line = element(
      'pre',
      { class: 'command', tabindex: '0', role: 'region', 'aria-label': this.#words.get('command') },
      command,
    );
    return element('div', {}, element('div', { class: 'titled' }, heading, copy), line);
  }
}

function differenceTable({ differences }: ReviewView, words: Words): HTMLElement {
  if (differences.length === 0) return element('p', {}, words.get('noDifferences'));
  const names = [words.get('member'), words.get('before'), words.get('after')] as const;
  const head = element(
    'tr',
    { role: 'row' },
    ...names.map(name => element('th', { role: 'columnheader', scope: 'col' }, name)),
  );
  const rows = differences.map(difference => differenceRow(difference, names, words));
  return element(
    'table',
    { role: 'table', class: 'differences', 'aria-label': words.get('differences') },
    element('thead', { role: 'rowgroup' }, head),
    element('tbody', { role: 'rowgroup' }, ...rows),
  );
}

function differenceRow({ path, before, after }: DifferenceView, names: readonly string[], words: Words): HTMLElement {
  const cell = (kind: 'before' | 'after', value: string | null) =>
    element(
      'td',
      { role: 'cell', class: value === null ? 'none' : kind, 'data-name': names[kind === 'before' ? 1 : 2] ?? '' },
      value === null ? words.get('nothing') : element('code', {}, value),
    );
  const head = element('th', { role: 'rowheader', scope: 'row' }, element('code', {}, path));
  return element('tr', { role: 'row' }, head, cell('before', before), cell('after', after));
}
