import type { FieldValue } from '../../../core/forms/fieldValues.ts';
import type { FieldView } from '../../../shared/form/toPage.ts';
import type { Words } from '../words.ts';

/** What every kind of input can do. */
export interface FieldControl {
  readonly element: HTMLElement;
  /** What the request says. Values of another shape never come here. */
  show(value: FieldValue): void;
  enable(enabled: boolean): void;
  focus(): void;
  /** Ties the input to the texts that explain it, and says whether its value is wrong. */
  describe(texts: readonly HTMLElement[], invalid: boolean): void;
}

/** What a control needs. */
export interface ControlNeeds {
  readonly field: FieldView;
  readonly id: string;
  readonly words: Words;
  /** The person gave another value. */
  readonly changed: (value: FieldValue) => void;
}

/**
 * Describes an input, be it inside a component's shadow, by elements outside of it. Ids do not reach out of a shadow,
 * references do.
 */
export function describeInput(input: HTMLElement, texts: readonly HTMLElement[], invalid: boolean): void {
  if (input.getRootNode() === document) input.setAttribute('aria-describedby', texts.map(({ id }) => id).join(' '));
  else input.ariaDescribedByElements = [...texts];
  input.ariaInvalid = invalid ? 'true' : 'false';
}
