import type { FieldValue } from '../../../core/forms/fieldValues.ts';
import type { FromPage } from '../../../shared/form/fromPage.ts';
import { MAX_SHORT } from '../../../shared/form/pieces.ts';
import { element, freshId, icon } from '../../elements.ts';
import type { Words } from '../words.ts';
import { type ControlOptions, describeInput, type FieldControl } from './fieldControl.ts';
import { type Choices, OptionList } from './optionList.ts';

/** What a field with live values is made from. */
export interface LiveControlOptions extends ControlOptions {
  readonly send: (message: FromPage) => void;
  readonly say: (text: string) => void;
  /** A number that no earlier question of this page had. */
  readonly nextQuery: () => number;
}

/** How long a person rests between keystrokes before values are asked for, in milliseconds. */
const REST_MS = 150;

/**
 * A line of text with live values below it, by WAI-ARIA's pattern of an editable combobox with a list: arrows go through
 * the list, Enter takes a value, Escape closes it. Any text can be typed.
 */
export class LiveControl implements FieldControl {
  readonly element: HTMLElement;
  readonly #options: LiveControlOptions;
  readonly #words: Words;
  readonly #input: HTMLInputElement;
  readonly #list: OptionList;
  #query = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** True where Enter was pressed before the list was there. */
  #takesOnly = false;

  constructor(options: LiveControlOptions) {
    this.#options = options;
    this.#words = options.words;
    const listId = freshId('options');
    this.#input = element('input', {
      id: options.id,
      type: 'text',
      role: 'combobox',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-label': options.field.label,
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': listId,
      'aria-required': String(options.field.required),
    });
    this.#list = new OptionList(listId, options.words, options.field.label, value => this.#take(value));
    const opener = element('span', { class: 'opener', 'aria-hidden': 'true' }, icon('chevron-down'));
    this.element = element('div', { class: 'live' }, this.#input, opener, this.#list.element);
    this.#listen(opener);
  }

  show(value: FieldValue): void {
    const text = value.kind === 'text' ? value.text : '';
    if (this.#input.value !== text) this.#input.value = text;
  }

  enable(enabled: boolean): void {
    this.#input.disabled = !enabled;
    if (!enabled) this.#close();
  }

  focus(): void {
    this.#input.focus();
  }

  /** Goes to the input and shows what there is. */
  offer(): void {
    this.#input.focus();
    this.#openAll();
  }

  describe(texts: readonly HTMLElement[], invalid: boolean): void {
    describeInput(this.#input, texts, invalid);
  }

  /** Values for the last question; those for an earlier one are dropped. */
  choices(answer: Choices): void {
    if (answer.query !== this.#query || !this.#list.open) return;
    this.#list.add(answer);
    this.#mark();
    if (!answer.done) return;
    const { only } = this.#list;
    if (this.#takesOnly && only !== undefined) {
      this.#take(only);
      return;
    }
    const { count } = this.#list;
    this.#options.say(
      answer.error ?? (count === 0 ? this.#words.get('noChoices') : this.#words.get('choicesFound', String(count))),
    );
  }

  #listen(opener: HTMLElement): void {
    this.#input.addEventListener('input', () => {
      this.#options.changed({ kind: 'text', text: this.#input.value });
      this.#ask(this.#input.value, REST_MS);
    });
    this.#input.addEventListener('click', () => this.#openAll());
    this.#input.addEventListener('keydown', event => this.#key(event));
    this.#input.addEventListener('blur', () => this.#close());
    // The list must not take the focus from the input.
    this.element.addEventListener('mousedown', event => {
      if (event.target !== this.#input) event.preventDefault();
    });
    opener.addEventListener('click', () => {
      if (this.#input.disabled) return;
      this.#input.focus();
      if (this.#list.open) this.#close();
      else this.#openAll();
    });
  }

  /** All values, whatever is in the input: a person who opens the list wants to see what there is. */
  #openAll(): void {
    if (!this.#list.open) this.#ask('', 0);
  }

  #ask(typed: string, restMs: number): void {
    clearTimeout(this.#timer);
    this.#takesOnly = false;
    this.#query = this.#options.nextQuery();
    const query = this.#query;
    this.#list.begin();
    this.#mark();
    const send = () =>
      this.#options.send({
        kind: 'choose',
        field: [...this.#options.field.path],
        query,
        typed: typed.slice(0, MAX_SHORT),
      });
    if (restMs === 0) send();
    else this.#timer = setTimeout(send, restMs);
  }

  #close(): void {
    clearTimeout(this.#timer);
    if (!this.#list.open) return;
    this.#query = -1;
    this.#list.close();
    this.#mark();
    this.#options.send({ kind: 'stop-choosing' });
  }

  #take(value: string): void {
    this.#input.value = value;
    this.#options.changed({ kind: 'text', text: value });
    this.#close();
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (this.#list.open) this.#list.move(event.key === 'ArrowDown' ? 1 : -1);
      else this.#openAll();
    } else if (event.key === 'Enter') {
      this.#enter();
    } else if (event.key === 'Escape' && this.#list.open) {
      event.stopPropagation();
      this.#close();
    }
    this.#mark();
  }

  /** Takes the value that is marked, else the only one that what was typed leaves; a list that is on its way is waited for. */
  #enter(): void {
    const { active, only, open } = this.#list;
    const value = active ?? only;
    if (value !== undefined) this.#take(value);
    else this.#takesOnly = open && this.#input.value !== '';
  }

  /** Says to assistive technology what is open and where the person is in it. */
  #mark(): void {
    this.#input.ariaExpanded = String(this.#list.open && this.#list.count > 0);
    const id = this.#list.activeId;
    if (id === undefined) this.#input.removeAttribute('aria-activedescendant');
    else this.#input.setAttribute('aria-activedescendant', id);
  }
}
