import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';
import type { FieldValue } from '../../../core/forms/fieldValues.ts';
import type { FieldView } from '../../../shared/form/toPage.ts';
import { element } from '../../elements.ts';
import type { Words } from '../words.ts';
import { ComponentControl, type ControlOptions } from './fieldControl.ts';

/** One of several values. One that the text holds beyond them is offered too. */
export class ChoiceControl extends ComponentControl<VscodeSingleSelect> {
  readonly element = element('vscode-single-select');
  readonly #field: FieldView;
  readonly #words: Words;
  #extra: string | null = null;

  constructor({ field, id, words, changed }: ControlOptions) {
    super();
    this.#field = field;
    this.#words = words;
    this.element.id = id;
    this.element.label = field.label;
    this.#offer();
    void this.whenThere(face => {
      face.ariaRequired = String(field.required);
    });
    this.element.addEventListener('change', () => changed({ kind: 'text', text: this.element.value }));
  }

  show(value: FieldValue): void {
    const text = value.kind === 'text' ? value.text : '';
    if (text !== '' && text !== this.#extra && !this.#field.options.includes(text)) {
      this.#extra = text;
      this.#offer();
    }
    if (this.element.value !== text) this.element.value = text;
  }

  protected face(): HTMLElement | null {
    return this.element.shadowRoot?.querySelector<HTMLElement>('[role=combobox]') ?? null;
  }

  #offer(): void {
    const values = ['', ...this.#field.options, ...(this.#extra === null ? [] : [this.#extra])];
    this.element.replaceChildren(
      ...values.map(value => {
        const option = element('vscode-option', {}, value === '' ? this.#words.get('notChosen') : value);
        option.value = value;
        return option;
      }),
    );
  }
}
