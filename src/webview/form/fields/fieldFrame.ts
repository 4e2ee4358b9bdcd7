import '@vscode-elements/elements/dist/vscode-label/index.js';
import type { FieldValue } from '../../../core/forms/fieldValues.ts';
import type { FindingView } from '../../../shared/form/pieces.ts';
import type { FieldView } from '../../../shared/form/toPage.ts';
import { element, freshId } from '../../elements.ts';
import { severitySign } from '../severity.ts';
import type { Words } from '../words.ts';
import { ChoiceControl } from './choiceControl.ts';
import { ChoicesControl } from './choicesControl.ts';
import type { ControlOptions, FieldControl } from './fieldControl.ts';
import { FlagControl } from './flagControl.ts';
import { LiveControl, type LiveControlOptions } from './liveControl.ts';
import { SecretControl } from './secretControl.ts';
import { TextControl } from './textControl.ts';

/** One of a field's own complaints: what the linter says, or what the page itself knows to be missing. */
export type Complaint = Pick<FindingView, 'severity' | 'message'>;

const controls: Readonly<Record<FieldView['input'], (options: ControlOptions) => FieldControl>> = {
  text: options => new TextControl(options),
  secret: options => new SecretControl(options),
  choice: options => new ChoiceControl(options),
  choices: options => new ChoicesControl(options),
  flag: options => new FlagControl(options),
};

/** What a field is made from. */
export interface FieldFrameOptions extends Omit<LiveControlOptions, 'id'> {
  /** The person has been in it. */
  readonly used: () => void;
}

/** A field as people see it: name, help, input, and what is wrong with it. */
export class FieldFrame {
  readonly field: FieldView;
  readonly control: FieldControl;
  readonly element: HTMLElement;
  readonly #words: Words;
  readonly #help: HTMLElement;
  readonly #messages: HTMLElement;
  /** True once the person left the input after having used it: from then on errors are shown. */
  #touched = false;
  #isInUse = false;
  #isEmpty = true;
  #complaints: readonly Complaint[] = [];
  #elsewhere = false;

  constructor(options: FieldFrameOptions) {
    this.field = options.field;
    this.#words = options.words;
    const id = freshId('field');
    this.#help = element('div', { id: `${id}-help`, class: 'help' }, helpOf(options.field, options.words));
    this.#messages = element('div', { id: `${id}-messages`, class: 'messages' });
    const own = { ...options, id };
    this.control = options.field.live ? new LiveControl(own) : controls[options.field.input](own);
    const isFlag = options.field.input === 'flag';
    const below = [this.#help, this.control.element, this.#messages];
    // A checkbox carries its name itself.
    const head = isFlag ? [] : [labelOf(options.field, id, options.words)];
    this.element = element('div', { class: `field ${options.field.input}` }, ...head, ...below);
    for (const use of ['keydown', 'pointerdown', 'input']) {
      this.element.addEventListener(use, () => {
        this.#isInUse = true;
      });
    }
    this.element.addEventListener('focusout', () => {
      if (!this.#isInUse || this.#touched) return;
      this.touch();
      options.used();
    });
    this.#describe();
  }

  /** What the request says of it. What the input cannot show is left to the JSON. */
  show(value: FieldValue): void {
    this.#elsewhere = value.kind === 'other';
    this.#isEmpty = isEmpty(value);
    if (!this.#elsewhere) this.control.show(value);
    this.control.enable(!this.#elsewhere);
    this.#describe();
  }

  complain(complaints: readonly Complaint[]): void {
    this.#complaints = complaints;
    this.#describe();
  }

  /** From now on errors are shown. */
  touch(): void {
    if (this.#touched) return;
    this.#touched = true;
    this.#describe();
  }

  /** True where it is empty and nobody has been in it: that it is needed is no error yet. */
  get waits(): boolean {
    return this.#isEmpty && !this.#touched;
  }

  get invalid(): boolean {
    return this.#complaints.some(({ severity }) => severity === 'error');
  }

  #describe(): void {
    const shown = this.#complaints.filter(({ severity }) => this.#touched || severity !== 'error');
    const elsewhere = this.#elsewhere
      ? [{ severity: 'information', message: this.#words.get('elsewhere') } as const]
      : [];
    this.#messages.replaceChildren(
      ...[...elsewhere, ...shown].map(({ severity, message }) =>
        element('div', { class: `message ${severity}` }, severitySign(severity, this.#words), message),
      ),
    );
    const invalid = shown.some(({ severity }) => severity === 'error');
    this.element.classList.toggle('invalid', invalid);
    this.control.describe([this.#help, this.#messages], invalid);
  }
}

function isEmpty(value: FieldValue): boolean {
  if (value.kind === 'text') return value.text === '';
  return value.kind === 'list' ? value.items.length === 0 : value.kind === 'absent';
}

const helpOf = (field: FieldView, words: Words): string =>
  field.input === 'secret' ? `${field.help} ${words.get('secretHelp')}` : field.help;

function labelOf(field: FieldView, id: string, words: Words): HTMLElement {
  const label = element('vscode-label', {}, field.label);
  label.htmlFor = id;
  return element(
    'div',
    { class: 'label' },
    label,
    field.required ? null : element('span', { class: 'optional' }, words.get('optional')),
  );
}
