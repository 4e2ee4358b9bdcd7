import type { ToPage } from '../../shared/form/toPage.ts';
import { button, element, focusHeading } from '../elements.ts';
import { noticeBox, stepButtons } from './notices.ts';
import type { Words } from './words.ts';

/** How a change ended. */
export type OutcomeMessage = Extract<ToPage, { kind: 'outcome' }>;

/** How the change ended, and what to do next. */
export class OutcomeSection {
  readonly element = element('section', { class: 'outcome', 'aria-labelledby': 'outcome-heading', hidden: '' });
  readonly #words: Words;
  readonly #step: (id: string) => void;
  readonly #back: () => void;
  readonly #heading: HTMLElement;

  constructor(words: Words, step: (id: string) => void, back: () => void) {
    this.#words = words;
    this.#step = step;
    this.#back = back;
    this.#heading = element('h2', { id: 'outcome-heading' });
  }

  get shown(): boolean {
    return !this.element.hidden;
  }

  show({ tone, text, conflict, steps, done }: OutcomeMessage): void {
    const words = this.#words;
    this.#heading.textContent = words.get(conflict === null ? 'outcome' : 'conflict');
    const look = done && tone === 'information' ? 'success' : tone;
    const said = noticeBox({ tone, text, look }, words);
    const back = button({ label: words.get('backToForm'), press: this.#back });
    const buttons = element('div', { class: 'buttons' }, ...stepButtons(steps, this.#step), back);
    this.element.replaceChildren(
      this.#heading,
      said,
      ...(conflict === null ? [] : [this.#threeWays(conflict)]),
      buttons,
    );
    this.element.hidden = false;
  }

  focus(): void {
    focusHeading(this.#heading);
  }

  hide(): void {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  #threeWays(conflict: NonNullable<OutcomeMessage['conflict']>): HTMLElement {
    const words = this.#words;
    const ways = (['planned', 'found', 'wanted'] as const).map(way => {
      const text = conflict[way];
      const name = words.get(way);
      const body =
        text === null
          ? element('p', { class: 'none' }, words.get('nothing'))
          : element('pre', { tabindex: '0', role: 'region', 'aria-label': name }, text);
      return element('div', { class: `way ${way}` }, element('h3', {}, name), body);
    });
    return element('div', { class: 'ways' }, ...ways);
  }
}
