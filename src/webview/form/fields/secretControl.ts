import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { MAX_SECRET } from '../../../shared/form/pieces.ts';
import { element } from '../../elements.ts';
import { ComponentControl, type ControlOptions } from './fieldControl.ts';

/** A secret: its value is in this input and nowhere else. The request only says that there is one. */
export class SecretControl extends ComponentControl<VscodeTextfield> {
  readonly element = element('vscode-textfield');

  constructor({ field, id, changed }: ControlOptions) {
    super();
    this.element.id = id;
    this.element.type = 'password';
    this.element.maxLength = MAX_SECRET;
    this.element.label = field.label;
    this.element.autocomplete = 'off';
    // A needed one stays named in the text while it is empty here: the text says that it comes from this field.
    this.element.addEventListener('input', () =>
      changed({ kind: this.value === '' && !field.required ? 'absent' : 'secret' }),
    );
    void this.whenThere(input => {
      input.ariaRequired = String(field.required);
    });
  }

  get value(): string {
    return this.element.value;
  }

  /** Takes a value over from where it does not belong, or forgets it. */
  set value(value: string) {
    this.element.value = value.slice(0, MAX_SECRET);
  }

  /** A request without the secret has none here either; one that names it says nothing of its value. */
  show(): void {}

  protected face(): HTMLElement {
    return this.element.wrappedElement;
  }
}
