import type { ToPage } from '../../../shared/form/toPage.ts';
import { element, icon } from '../../elements.ts';
import type { Words } from '../words.ts';

/** Live values of a field, as the host sends them. */
export type Choices = Extract<ToPage, { kind: 'choices' }>;

/** The list below a field with live values. The focus stays in the field. */
export class OptionList {
  readonly element: HTMLElement;
  readonly #listbox: HTMLElement;
  readonly #status = element('div', { class: 'options-status' });
  readonly #words: Words;
  readonly #take: (value: string) => void;
  #values: string[] = [];
  /** How many of them would work. */
  #fitting = 0;
  #isWhole = false;
  #index = -1;

  constructor(id: string, words: Words, label: string, take: (value: string) => void) {
    this.#words = words;
    this.#take = take;
    this.#listbox = element('ul', { id, role: 'listbox', 'aria-label': label });
    this.element = element('div', { class: 'options' }, this.#listbox, this.#status);
    this.close();
  }

  get open(): boolean {
    return !this.element.hidden;
  }

  get count(): number {
    return this.#values.length;
  }

  /** The value that Enter takes. */
  get active(): string | undefined {
    return this.open ? this.#values[this.#index] : undefined;
  }

  /** The one value there is, once the list is whole; undefined where there are others, or it would not work. */
  get only(): string | undefined {
    return this.open && this.#isWhole && this.#values.length === 1 && this.#fitting === 1 ? this.#values[0] : undefined;
  }

  get activeId(): string | undefined {
    return this.active === undefined ? undefined : this.#option(this.#index)?.id;
  }

  /** Opens it empty, for values that are on their way. */
  begin(): void {
    this.#clear();
    this.element.hidden = false;
    this.#tell('loading', this.#words.get('loading'));
  }

  /** Adds a page of values, or says why there are none. */
  add({ options, done, error }: Choices): void {
    this.#isWhole = done && error === null;
    for (const { value, label, description, unfit } of options) {
      const about = description === '' ? null : element('span', { class: 'option-about' }, description);
      const id = `${this.#listbox.id}-${this.#values.length}`;
      const made = element(
        'li',
        { id, role: 'option', 'aria-selected': 'false', title: value, class: unfit ? 'unfit' : '' },
        unfit ? icon('warning') : null,
        element('span', { class: 'option-name' }, label),
        about,
      );
      if (!unfit) this.#fitting += 1;
      made.addEventListener('click', () => this.#take(value));
      this.#listbox.append(made);
      this.#values.push(value);
    }
    this.#listbox.hidden = this.#values.length === 0;
    if (error !== null) this.#tell('error', error);
    else if (!done) this.#tell('loading', this.#words.get('loading'));
    else if (this.#values.length === 0) this.#tell('info', this.#words.get('noChoices'));
    else this.#status.hidden = true;
  }

  close(): void {
    this.#clear();
    this.element.hidden = true;
  }

  /** Goes on by one in a direction, and around at the ends. */
  move(by: 1 | -1): void {
    if (this.#values.length === 0) return;
    this.#option(this.#index)?.setAttribute('aria-selected', 'false');
    const from = this.#index < 0 && by < 0 ? 0 : this.#index;
    this.#index = (from + by + this.#values.length) % this.#values.length;
    const option = this.#option(this.#index);
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
  }

  #option(index: number): Element | undefined {
    return index < 0 ? undefined : this.#listbox.children[index];
  }

  #clear(): void {
    this.#values = [];
    this.#fitting = 0;
    this.#isWhole = false;
    this.#index = -1;
    this.#listbox.replaceChildren();
    this.#listbox.hidden = true;
  }

  #tell(sign: 'loading' | 'error' | 'info', text: string): void {
    this.#status.hidden = false;
    this.#status.className = `options-status ${sign}`;
    this.#status.replaceChildren(icon(sign === 'loading' ? 'loading' : sign), text);
  }
}
