import '@vscode-elements/elements/dist/vscode-checkbox-group/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import type { VscodeCheckbox } from '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import type { FieldValue } from '../../../core/forms/fieldValues.ts';
import { element } from '../../elements.ts';
import { checkbox, enableBox } from './checkbox.ts';
import { type ControlOptions, describeInput, type FieldControl } from './fieldControl.ts';

/** Any of several values. Those that the text holds beyond them are offered too, so that they can be taken out. */
export class ChoicesControl implements FieldControl {
  readonly element = element('vscode-checkbox-group');
  readonly #boxes = new Map<string, VscodeCheckbox>();
  readonly #changed: ControlOptions['changed'];
  #enabled = true;

  constructor({ field, id, changed }: ControlOptions) {
    this.#changed = changed;
    this.element.id = id;
    this.element.variant = 'vertical';
    this.element.ariaLabel = field.label;
    for (const option of field.options) this.#box(option);
  }

  show(value: FieldValue): void {
    const items = value.kind === 'list' ? value.items : [];
    for (const item of items) if (!this.#boxes.has(item)) this.#box(item);
    for (const [option, box] of this.#boxes) box.checked = items.includes(option);
  }

  enable(enabled: boolean): void {
    this.#enabled = enabled;
    for (const box of this.#boxes.values()) enableBox(box, enabled);
  }

  focus(): void {
    this.#boxes.values().next().value?.focus();
  }

  describe(texts: readonly HTMLElement[], invalid: boolean): void {
    describeInput(this.element, texts, invalid);
    // A group has no validity of its own: the boxes carry it.
    this.element.ariaInvalid = null;
    for (const box of this.#boxes.values()) box.invalid = invalid;
  }

  #box(option: string): void {
    const box = checkbox(option);
    enableBox(box, this.#enabled);
    box.addEventListener('change', () => {
      const items = [...this.#boxes].filter(([, { checked }]) => checked).map(([item]) => item);
      this.#changed({ kind: 'list', items });
    });
    this.#boxes.set(option, box);
    this.element.append(box);
  }
}
