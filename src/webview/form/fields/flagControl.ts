import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import type { VscodeCheckbox } from '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import type { FieldValue } from '../../../core/forms/fieldValues.ts';
import { checkbox, enableBox } from './checkbox.ts';
import { ComponentControl, type ControlOptions } from './fieldControl.ts';

/** Yes or no. */
export class FlagControl extends ComponentControl<VscodeCheckbox> {
  readonly element: VscodeCheckbox;

  constructor({ field, id, changed }: ControlOptions) {
    super();
    this.element = checkbox(field.label);
    this.element.id = id;
    this.element.addEventListener('change', () => changed({ kind: 'flag', on: this.element.checked }));
  }

  show(value: FieldValue): void {
    this.element.checked = value.kind === 'flag' && value.on;
  }

  override enable(enabled: boolean): void {
    enableBox(this.element, enabled);
  }

  protected face(): HTMLElement | null {
    return this.element.shadowRoot?.querySelector('input') ?? null;
  }
}
