import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { button, element } from '../elements.ts';
import type { Words } from './words.ts';

/** What is under way, and the way to stop it. */
export class ProgressSection {
  readonly element = element('section', { class: 'progress', hidden: '' });
  readonly #text = element('p', { tabindex: '-1' });
  readonly #buttons = element('div', { class: 'buttons' });

  constructor(words: Words, cancel: () => void) {
    const bar = element('vscode-progress-bar');
    bar.indeterminate = true;
    bar.ariaLabel = words.get('underWay');
    const press = (): void => {
      // What is under way now is how it ends: there is nothing to stop any more.
      this.focus();
      this.#buttons.hidden = true;
      cancel();
    };
    this.#buttons.append(button({ label: words.get('cancel'), press }));
    this.element.append(bar, this.#text, this.#buttons);
  }

  show(text: string | null): void {
    this.element.hidden = text === null;
    if (text === null) this.#buttons.hidden = false;
    this.#text.textContent = text ?? '';
  }

  focus(): void {
    this.#text.focus();
  }
}
