import type { ToPage } from '../../shared/form/toPage.ts';
import { button, element, icon } from '../elements.ts';
import type { Words } from './words.ts';

/** Another text that the whole could be replaced with. */
export type Offer = NonNullable<Extract<ToPage, { kind: 'judged' }>['offer']>;

/** Offers another text in place of the whole, such as the request inside of what was pasted. */
export class OfferBar {
  readonly element = element('div', { class: 'offer', role: 'status' });
  readonly #words: Words;
  readonly #use: (text: string) => void;
  /** What the person declined; offered again only in another form. */
  #declined = '';
  #shown = '';

  constructor(words: Words, use: (text: string) => void) {
    this.#words = words;
    this.#use = use;
  }

  show(offer: Offer | null): void {
    const text = offer?.text ?? '';
    if (text === this.#shown) return;
    this.#shown = text;
    if (offer === null || text === this.#declined) this.element.replaceChildren();
    else this.#fill(offer);
  }

  #fill({ message, label, text }: Offer): void {
    const keep = () => {
      this.#declined = text;
      this.element.replaceChildren();
    };
    this.element.replaceChildren(
      element(
        'div',
        { class: 'notice information' },
        icon('lightbulb'),
        element('div', { class: 'notice-text' }, message),
        element(
          'div',
          { class: 'buttons' },
          button({ label, press: () => this.#use(text) }),
          button({ label: this.#words.get('keep'), press: keep }),
        ),
      ),
    );
  }
}
