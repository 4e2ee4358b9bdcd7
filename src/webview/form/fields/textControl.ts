import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { FieldValue } from '../../../core/forms/fieldValues.ts';
import { element } from '../../elements.ts';
import { ComponentControl, type ControlOptions } from './fieldControl.ts';

/** A line of text. */
export class TextControl extends ComponentControl<VscodeTextfield> {
  readonly element = element('vscode-textfield');

  constructor({ field, id, changed }: ControlOptions) {
    super();
    this.element.id = id;
    this.element.label = field.label;
    this.element.autocomplete = 'off';
    this.element.addEventListener('input', () => changed({ kind: 'text', text: this.element.value }));
    void this.whenThere(input => {
      input.spellcheck = false;
      input.ariaRequired = String(field.required);
    });
  }

  show(value: FieldValue): void {
    const text = value.kind === 'text' ? value.text : '';
    if (this.element.value !== text) this.element.value = text;
  }

  protected face(): HTMLElement {
    return this.element.wrappedElement;
  }
}
