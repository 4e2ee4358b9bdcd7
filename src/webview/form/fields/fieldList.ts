import { type FieldValue, readFields } from '../../../core/forms/fieldValues.ts';
import { mergedSecret, type TakenSecret } from '../../../core/forms/secretNotation.ts';
import type { FromPage } from '../../../shared/form/fromPage.ts';
import type { FindingView } from '../../../shared/form/pieces.ts';
import type { FieldView } from '../../../shared/form/toPage.ts';
import { element, icon } from '../../elements.ts';
import type { Words } from '../words.ts';
import { FieldFrame } from './fieldFrame.ts';
import { LiveControl } from './liveControl.ts';
import type { Choices } from './optionList.ts';
import { SecretControl } from './secretControl.ts';

/** What the fields are made from, and whom they tell. */
export interface FieldListOptions {
  readonly words: Words;
  readonly send: (message: FromPage) => void;
  readonly say: (text: string) => void;
  readonly changed: (field: FieldView, value: FieldValue) => void;
  /** The person has been in a field: from now on its errors are shown. */
  readonly used: () => void;
  /** A number that no earlier question of this page had. */
  readonly nextQuery: () => number;
}

/** A secret field with its value, for the one message that carries it. */
export interface FilledSecret {
  readonly field: string[];
  readonly value: string;
}

const sameField = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((key, index) => key === b[index]);

/** All fields of a request. */
export class FieldList {
  readonly element = element('div', { class: 'fields' });
  readonly #options: FieldListOptions;
  readonly #frames: readonly FieldFrame[];
  readonly #waits = element('div', { class: 'waits', hidden: '' });
  readonly #group = element('fieldset', {});
  #findings: readonly FindingView[] = [];

  constructor(fields: readonly FieldView[], options: FieldListOptions) {
    this.#options = options;
    const { words, send, say, nextQuery, used } = options;
    this.#frames = fields.map(field => {
      const changed = (value: FieldValue) => options.changed(field, value);
      return new FieldFrame({ field, words, send, say, nextQuery, changed, used });
    });
    this.#waits.append(icon('info'), words.get('jsonBroken'));
    this.#group.append(...this.#frames.map(frame => frame.element));
    this.element.append(this.#waits, this.#group);
  }

  /** Shows what a text says. Fields wait while it cannot be read, and keep what they hold. */
  read(text: string): void {
    const reading = readFields(
      text,
      this.#frames.map(({ field }) => field),
    );
    const readable = reading.kind === 'read';
    this.#waits.hidden = readable || this.#frames.length === 0;
    for (const [index, frame] of this.#frames.entries()) {
      if (!readable) frame.control.enable(false);
      else frame.show(reading.values[index] ?? { kind: 'absent' });
    }
  }

  choices(answer: Choices): void {
    for (const { control } of this.#frames) if (control instanceof LiveControl) control.choices(answer);
  }

  /** Those to be shown: that something is missing where nobody has been yet is no error. */
  timely(findings: readonly FindingView[]): readonly FindingView[] {
    const waiting = this.#frames.filter(frame => frame.waits).map(({ field }) => field.path);
    return findings.filter(
      ({ severity, field }) => severity !== 'error' || field === null || !waiting.some(path => sameField(path, field)),
    );
  }

  /** Puts what is said of fields beside them. */
  judge(findings: readonly FindingView[]): void {
    this.#findings = findings;
    for (const frame of this.#frames) {
      frame.complain(findings.filter(({ field }) => field !== null && sameField(field, frame.field.path)));
    }
  }

  /** The secrets that have a value, each with it. */
  filledSecrets(): FilledSecret[] {
    return this.#secrets()
      .filter(({ control }) => control.value !== '')
      .map(({ field, control }) => ({ field: [...field.path], value: control.value }));
  }

  /**
   * Takes literal secrets over; with `focus`, the person goes on typing there. False where no field is for any of them:
   * those of another operation are dropped.
   */
  takeOver(taken: readonly TakenSecret[], focus: boolean): boolean {
    const takers = this.#secrets().filter(({ field }) => taken.some(({ member }) => member === field.path.at(-1)));
    for (const { field, control } of takers) {
      for (const one of taken) if (one.member === field.path.at(-1)) control.value = mergedSecret(control.value, one);
      if (focus) control.focus();
    }
    return takers.length > 0;
  }

  forgetSecrets(): void {
    for (const { control } of this.#secrets()) control.value = '';
  }

  /** From now on every error is shown. */
  touchAll(): void {
    for (const frame of this.#frames) frame.touch();
  }

  /** Says at their fields which needed secrets are missing. True where one is. */
  missesSecrets(): boolean {
    let missing = false;
    for (const frame of this.#frames) {
      if (!(frame.control instanceof SecretControl) || !frame.field.required || frame.control.value !== '') continue;
      frame.complain([{ severity: 'error', message: this.#options.words.get('secretMissing') }]);
      missing = true;
    }
    return missing;
  }

  /** Takes the person to the first field with an error. False where there is none. */
  focusFirstInvalid(): boolean {
    const frame = this.#frames.find(({ invalid }) => invalid);
    frame?.control.focus();
    return frame !== undefined;
  }

  /** Takes the person who has just opened the form to the first field, where it is empty, and shows what there is. */
  welcome(): void {
    const [first] = this.#frames;
    if (first?.waits === true && first.control instanceof LiveControl) first.control.offer();
  }

  /** Takes the person to the first field. False where there is none. */
  focusFirst(): boolean {
    this.#frames[0]?.control.focus();
    return this.#frames.length > 0;
  }

  /** Says again what the linter said, after a secret was given. */
  secretGiven(): void {
    this.judge(this.#findings);
  }

  #secrets(): readonly { readonly field: FieldView; readonly control: SecretControl }[] {
    return this.#frames.flatMap(({ field, control }) => (control instanceof SecretControl ? [{ field, control }] : []));
  }
}
