import { element } from '../elements.ts';

/** Says things to assistive technology that eyes see happen. */
export class Announcer {
  readonly #polite = element('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  readonly #urgent = element('div', { class: 'unseen', role: 'alert', 'aria-live': 'assertive' });
  readonly #timers = new Map<HTMLElement, ReturnType<typeof setTimeout>>();
  readonly element = element('div', {}, this.#polite, this.#urgent);

  /** Says it when the person pauses. */
  say(text: string): void {
    this.#put(this.#polite, text);
  }

  /** Says it at once. */
  interrupt(text: string): void {
    this.#put(this.#urgent, text);
  }

  /** What was said is no longer so: nobody is to come upon it. */
  forget(): void {
    for (const region of [this.#polite, this.#urgent]) this.#put(region, '');
  }

  /** The same text twice is said twice only where the region was empty in between. */
  #put(region: HTMLElement, text: string): void {
    region.textContent = '';
    clearTimeout(this.#timers.get(region));
    if (text === '') return;
    const timer = setTimeout(() => {
      region.textContent = text;
    }, 50);
    this.#timers.set(region, timer);
  }
}
