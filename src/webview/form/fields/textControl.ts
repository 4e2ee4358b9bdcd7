import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { FieldValue } from '../../../core/forms/fieldValues.ts';
import { element } from '../elements.ts';
import { type ControlNeeds, describeInput, type FieldControl } from './fieldControl.ts';

/** A line of text. */
export class TextControl implements FieldControl {
  readonly element = element('vscode-textfield');

  constructor({ field, id, changed }: ControlNeeds) {
    this.element.id = id;
    this.element.label = field.label;
    this.element.autocomplete = 'off';
    this.element.addEventListener('input', () => changed({ kind: 'text', text: this.element.value }));
    void this.#whenThere(input => {
      input.spellcheck = false;
      input.ariaRequired = String(field.required);
    });
  }

  show(value: FieldValue): void {
    const text = value.kind === 'text' ? value.text : '';
    if (this.element.value !== text) this.element.value = text;
  }

  enable(enabled: boolean): void {
    this.element.disabled = !enabled;
  }

  focus(): void {
    this.element.focus();
  }

  describe(texts: readonly HTMLElement[], invalid: boolean): void {
    this.element.invalid = invalid;
    void this.#whenThere(input => describeInput(input, texts, invalid));
  }

  async #whenThere(use: (input: HTMLElement) => void): Promise<void> {
    await this.element.updateComplete;
    use(this.element.wrappedElement);
  }
}
