import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { MAX_SECRET } from '../../../shared/form/pieces.ts';
import { element } from '../elements.ts';
import { type ControlNeeds, describeInput, type FieldControl } from './fieldControl.ts';

/** A secret: its value is in this input and nowhere else. The request only says that there is one. */
export class SecretControl implements FieldControl {
  readonly element = element('vscode-textfield');

  constructor({ field, id, changed }: ControlNeeds) {
    this.element.id = id;
    this.element.type = 'password';
    this.element.maxLength = MAX_SECRET;
    this.element.label = field.label;
    this.element.autocomplete = 'off';
    // A needed one stays named in the text while it is empty here: the text says that it comes from this field.
    this.element.addEventListener('input', () =>
      changed({ kind: this.value === '' && !field.required ? 'absent' : 'secret' }),
    );
    void this.element.updateComplete.then(() => {
      this.element.wrappedElement.ariaRequired = String(field.required);
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

  enable(enabled: boolean): void {
    this.element.disabled = !enabled;
  }

  focus(): void {
    this.element.focus();
  }

  describe(texts: readonly HTMLElement[], invalid: boolean): void {
    this.element.invalid = invalid;
    void this.element.updateComplete.then(() => describeInput(this.element.wrappedElement, texts, invalid));
  }
}
