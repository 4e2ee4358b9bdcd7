import type { NoticeView, StepView } from '../../shared/form/pieces.ts';
import { button, element } from '../elements.ts';
import { severitySign } from './severity.ts';
import type { Words } from './words.ts';

/** The buttons of what a person can do next. */
export function stepButtons(steps: readonly StepView[], take: (id: string) => void): readonly HTMLElement[] {
  return steps.map(({ id, label, primary }) => button({ label, primary, press: () => take(id) }));
}

/**
 * A sentence in a box of its colour, with the sign of how grave it is.
 *
 * @param look The box's colour, where it is not that of the tone.
 */
export function noticeBox(
  { tone, text, look = tone }: Pick<NoticeView, 'tone' | 'text'> & { readonly look?: string },
  words: Words,
  ...more: readonly HTMLElement[]
): HTMLElement {
  const said = element('div', { class: 'notice-text' }, text);
  return element('div', { class: `notice ${look}` }, severitySign(tone, words), said, ...more);
}

/** Sentences above the form that stay until they are no longer true. */
export class Notices {
  readonly element = element('div', { class: 'notices', role: 'status' });
  #shown = '';

  /** Shows these in place of those before. What did not change stays as it is, with the focus in it. */
  show(notices: readonly NoticeView[], words: Words, take: (id: string) => void): void {
    const next = JSON.stringify(notices);
    if (next === this.#shown) return;
    this.#shown = next;
    this.element.replaceChildren(
      ...notices.map(({ tone, text, steps }) =>
        noticeBox({ tone, text }, words, element('div', { class: 'buttons' }, ...stepButtons(steps, take))),
      ),
    );
  }
}
