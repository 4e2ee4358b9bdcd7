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

/** What the library's components have in common. */
interface Component extends HTMLElement {
  disabled: boolean;
  invalid: boolean;
  readonly updateComplete: Promise<boolean>;
}

/** An input that is a component of the library: what describes it goes to the input in its shadow, once that is there. */
export abstract class ComponentControl<C extends Component> implements FieldControl {
  abstract readonly element: C;

  abstract show(value: FieldValue): void;

  /** The input in the component's shadow, as assistive technology meets it. */
  protected abstract face(): HTMLElement | null;

  enable(enabled: boolean): void {
    this.element.disabled = !enabled;
  }

  focus(): void {
    this.element.focus();
  }

  describe(texts: readonly HTMLElement[], invalid: boolean): void {
    this.element.invalid = invalid;
    void this.whenThere(face => describeInput(face, texts, invalid));
  }

  /** Does something with the input once it is there. */
  protected async whenThere(use: (face: HTMLElement) => void): Promise<void> {
    await this.element.updateComplete;
    const face = this.face();
    if (face !== null) use(face);
  }
}

/** What a control is made from. */
export interface ControlOptions {
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
