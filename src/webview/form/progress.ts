import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { button, element } from '../elements.ts';
import type { Words } from './words.ts';

/** What is under way, and the way to stop it. */
export class ProgressSection {
  readonly element = element('section', { class: 'progress', hidden: '' });
  readonly #text = element('p', { tabindex: '-1' });

  constructor(words: Words, cancel: () => void) {
    const bar = element('vscode-progress-bar');
    bar.indeterminate = true;
    bar.ariaLabel = words.get('underWay');
    const buttons = element('div', { class: 'buttons' }, button({ label: words.get('cancel'), press: cancel }));
    this.element.append(bar, this.#text, buttons);
  }

  show(text: string | null): void {
    this.element.hidden = text === null;
    this.#text.textContent = text ?? '';
  }

  focus(): void {
    this.#text.focus();
  }
}
