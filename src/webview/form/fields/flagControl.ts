import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import type { FieldValue } from '../../../core/forms/fieldValues.ts';
import { element } from '../elements.ts';
import { enableBox } from './checkbox.ts';
import { type ControlNeeds, describeInput, type FieldControl } from './fieldControl.ts';

/** Yes or no. */
export class FlagControl implements FieldControl {
  readonly element = element('vscode-checkbox');

  constructor({ field, id, changed }: ControlNeeds) {
    this.element.id = id;
    this.element.label = field.label;
    this.element.addEventListener('change', () => changed({ kind: 'flag', on: this.element.checked }));
  }

  show(value: FieldValue): void {
    this.element.checked = value.kind === 'flag' && value.on;
  }

  enable(enabled: boolean): void {
    enableBox(this.element, enabled);
  }

  focus(): void {
    this.element.focus();
  }

  describe(texts: readonly HTMLElement[], invalid: boolean): void {
    this.element.invalid = invalid;
    void this.element.updateComplete.then(() => {
      const input = this.element.shadowRoot?.querySelector('input');
      if (input != null) describeInput(input, texts, invalid);
    });
  }
}
